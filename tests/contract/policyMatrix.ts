import type { PolicyTeam } from './policyTeam.ts'

/** Who may call a procedure (letters of policyTeam's callers, N = nobody signed in) and with what: on records of the manager M, of whose team S is the supervisor. */
export type Row = readonly [who: string, input?: (team: PolicyTeam) => unknown]

let last = 0
const commandId = (): string => `matrix-${String(++last).padStart(6, '0')}`
const everybody = 'HSTQOMF'
/** Lists: each sees their part of them. */
const readers = 'HSTQMF'
const ids = (id: number, expectedVersion: number, key: string) => [{ [key]: id, expectedVersion }]
const dealItems = (team: PolicyTeam) => ids(team.deal, team.version.deal, 'dealId')
const taskItems = (team: PolicyTeam) => ids(team.task, team.version.task, 'taskId')
const clientItems = (team: PolicyTeam) => ids(team.client, team.version.client, 'clientId')
const columns = (key: string) => ({ format: 'csv', columns: [{ key, label: key }] })
const page = { offset: 0, limit: 10 }
const period = { from: '2026-10-20', to: '2026-11-19' }
const nothing = (): unknown => ({})
const undo = (): unknown => ({ commandId: commandId(), undoOf: 'never-was-1' })
const noWords = { verdict: null, marks: {}, comments: [], comment: '', nextStep: '', agreedDay: null }
const comment = 'Клиент решил обойтись своими силами, проект закрыт до весны.'

export const matrix: Record<string, Row> = {
  'account.state': ['HSTQOMFN'],
  'account.signOut': [everybody],
  'account.sessions': [everybody],
  'account.signOutEverywhere': [everybody, () => ({ commandId: commandId(), here: true })],
  'account.changePassword': [everybody, () => ({ commandId: commandId(), present: 'correct horse battery', next: 'another horse battery' })],

  'signIns.list': ['H'],
  'signIns.save': ['H', team => ({ commandId: commandId(), personId: team.people.manager, login: 'boris2' })],
  'signIns.invite': ['H', team => ({ commandId: commandId(), personId: team.people.manager })],
  'signIns.unlock': ['H', team => ({ commandId: commandId(), personId: team.people.manager })],
  'signIns.remove': ['H', team => ({ commandId: commandId(), personId: team.people.manager })],
  'signIns.endSessions': ['H', team => ({ commandId: commandId(), personId: team.people.manager })],

  // Files of the machine: nobody over the network.
  'workspace.current': [everybody],
  'workspace.recent': [''],
  'workspace.open': ['', team => ({ path: team.path })],
  'workspace.create': ['', () => ({ commandId: commandId(), name: 'Ещё', timeZone: 'Europe/Moscow', currency: 'RUB', headName: 'Кто-то' })],
  'workspace.openDemo': ['', nothing],
  'workspace.close': [''],
  'workspace.forget': ['', team => ({ path: team.path })],
  'backups.rescue': [''],
  'backups.rescueRestore': ['', () => ({ name: 'team-20261120-190000-hourly.pult' })],

  'importing.history': ['H'],
  'importing.divergences': ['H', () => page],
  'importing.divergenceIds': ['H', nothing],
  'importing.divergencesExport': ['H', () => columns('record')],
  'importing.outbox': ['H', () => page],
  'importing.outboxIds': ['H', nothing],
  'importing.outboxExport': ['H', () => columns('deal')],
  'importing.undoResolve': ['', undo],
  'mappings.list': ['H'],
  'mappings.remove': ['H', () => ({ commandId: commandId(), id: 1 })],

  'review.get': ['HSTMF', nothing],
  'day.open': ['H', nothing],
  'day.overview': ['H', nothing],
  'day.findings': ['H', () => ({ check: 'A' })],
  'day.kpis': ['H', nothing],
  'day.reminders': [readers],
  'day.reading': ['H', () => ({ what: 'notes' })],
  'day.decide': ['H', team => ({ commandId: commandId(), items: [{ findingId: team.finding.id, expectedVersion: team.finding.version }], decision: { kind: 'skip', reason: 'Завтра' } })],
  'day.undo': ['', undo],
  'day.questions': [everybody, nothing],
  'day.answerQuestion': ['HM', team => ({ commandId: commandId(), questionId: team.question, expectedVersion: team.version.question, answer: 'Завтра позвоню' })],
  'day.controlTasks': ['H'],
  'day.closeControlTask': ['H', team => ({ commandId: commandId(), controlTaskId: team.control, expectedVersion: team.version.control, result: 'Поговорил с клиентом, всё хорошо' })],
  'day.loads': ['HST'],
  'day.sign': ['H', () => ({ commandId: commandId(), day: '2026-11-20', expectedVersion: 1, leaveOpen: true })],
  'day.report': ['H', () => ({ day: '2026-11-19' })],
  'day.history': ['H', nothing],
  'day.backlog': ['H'],
  'day.csv': ['', () => ({ day: '2026-11-19' })],
  'duties.list': ['H', () => ({ kind: 'key_point' })],
  'duties.close': ['H', team => ({ commandId: commandId(), kind: 'courtesy_call', dealId: team.won, stay: 2, result: 'Поговорил с клиентом, всё хорошо' })],
  'duties.undo': ['', undo],

  'diagnostics.get': ['H'],
  'diagnostics.tables': ['H'],
  'diagnostics.bundle': ['H'],
  'backups.list': ['H'],
  'audit.range': ['H', () => page],
  'audit.facets': ['H'],
  'audit.entry': ['H', () => ({ id: 1 })],
  'reasons.groups': ['H', nothing],
  'reasons.map': ['H', team => ({ commandId: commandId(), items: [{ textKey: 'дорого' }], reasonId: team.reason })],
  'reasons.undo': ['', undo],

  'callDesk.day': ['HQ', () => ({ day: '2026-11-20' })],
  'callDesk.open': ['HQ', team => ({ callId: team.recorded })],
  'callDesk.pick': ['HQ', team => ({ commandId: commandId(), callId: team.recorded })],
  'callDesk.lock': ['HQ', team => ({ callId: team.recorded })],
  'callDesk.release': ['HQ', team => ({ callId: team.recorded })],
  'callDesk.draft': ['HQ', team => ({ callId: team.recorded, expectedVersion: null, ...noWords })],
  'callDesk.finish': ['HQ', team => ({ commandId: commandId(), callId: team.recorded, expectedVersion: null, ...noWords, verdict: 'voicemail' })],
  'callDesk.undo': ['', undo],
  'callDesk.scorecard': [everybody],
  'callDesk.scorecardVersions': [everybody],
  'callAppeals.mine': ['MF', () => ({ days: 30 })],
  'callAppeals.raise': ['M', team => ({ commandId: commandId(), checkId: team.check, text: 'Шаг был назван.' })],
  'callAppeals.undoRaise': ['', undo],
  'callAppeals.list': ['H', () => ({ state: 'pending' })],
  'callAppeals.decide': ['H', team => ({ commandId: commandId(), appealId: team.appeal, expectedVersion: 1, answer: 'Так и есть.', changed: null })],
  'callAppeals.undoDecide': ['', undo],
  'callDesk.saveScorecard': ['H', () => ({ commandId: commandId(), expectedVersion: 1, name: 'Наш лист', sections: [{ key: null, name: 'Разговор', criteria: [{ id: 'talk', key: null, name: 'Поговорили', weight: 10, kind: 'yes_no', critical: false, phrases: [] }] }] })],
  'recordings.open': ['HSQM', team => ({ callId: team.recorded })],
  'recordings.wave': ['HSQM', team => ({ callId: team.recorded })],
  'recordings.played': ['HSQM', team => ({ callId: team.recorded, lengthS: 60, ranges: [[0, 10]], begins: true })],
  'recordings.attach': ['', team => ({ commandId: commandId(), callId: team.recorded, source: { path: '/nowhere.wav' } })],
  'recordings.settings': ['H'],
  'recordings.setSettings': ['H', () => ({ commandId: commandId(), keepMonths: 3 })],
  'records.deal': ['HSQM', team => ({ dealId: team.deal })],
  'records.story': ['HSQM', team => ({ dealId: team.deal })],
  'records.task': ['HSQM', team => ({ taskId: team.task })],
  'records.find': [everybody, () => ({ text: 'Сделка' })],

  'refusals.list': [readers, nothing],
  'refusals.get': ['HSQM', team => ({ refusalId: team.refusal })],
  'refusals.request': ['HSM', team => ({ commandId: commandId(), dealId: team.deal, expectedVersion: team.version.deal, reasonId: team.reason, comment })],
  'refusals.requestMany': ['HSM', team => ({ commandId: commandId(), items: dealItems(team), reasonId: team.reason, comment, inName: 'self' })],
  'refusals.decide': ['HS', team => ({ commandId: commandId(), items: ids(team.refusal, team.version.refusal, 'refusalId'), decision: { decision: 'approve', reasonId: team.reason } })],
  'refusals.undo': ['', undo],
  'refusals.reopen': ['H', team => ({ commandId: commandId(), refusalId: team.approved, expectedVersion: team.version.approved, reason: 'Клиент вернулся' })],
  'refusals.nurture': ['HST', nothing],
  'refusals.nurtureCsv': ['HST', nothing],

  'deals.list': [readers, nothing],
  'deals.range': [readers, () => page],
  'deals.ids': [readers, nothing],
  'deals.facets': [readers, nothing],
  'deals.targets': [readers, team => ({ dealIds: [team.deal] })],
  'deals.preview': ['HS', team => ({ dealIds: [team.deal], toIds: [team.people.foreign] })],
  'deals.decide': ['HS', team => ({ commandId: commandId(), items: dealItems(team), decision: { kind: 'reassign', newOwnerId: team.people.foreign, reason: 'Разгрузка' } })],
  'deals.undo': ['', undo],
  'deals.export': [readers, () => columns('title')],
  'clients.range': [readers, () => page],
  'clients.ids': [readers, nothing],
  'clients.facets': [readers, nothing],
  'clients.get': ['HSQM', team => ({ clientId: team.client })],
  'clients.decide': ['HS', team => ({ commandId: commandId(), items: clientItems(team), decision: { kind: 'reassign', newOwnerId: team.people.foreign, reason: 'Разгрузка' } })],
  'clients.undo': ['', undo],
  'clients.erase': ['H', team => ({ commandId: commandId(), clientId: team.client, expectedVersion: team.version.client })],
  'clients.preview': ['HS', team => ({ clientIds: [team.client], toIds: [team.people.foreign] })],
  'clients.lookUp': ['HOMF', () => ({ phone: '+79161234567' })],
  'clients.enter': ['HOMF', () => ({ commandId: commandId(), name: 'Иванов Пётр', kind: 'person', phone: '+79161234567' })],
  'clients.undoEnter': ['', undo],
  'clients.enteredToday': ['HOMF'],
  'clients.export': [readers, () => columns('name')],
  'views.list': [everybody, () => ({ screen: 'deals' })],
  'views.save': [everybody, () => ({ commandId: commandId(), screen: 'deals', name: 'Новый', settings: {} })],
  'views.remove': ['M', team => ({ commandId: commandId(), id: team.view, expectedVersion: team.version.view })],

  'settings.rules': [everybody],
  'settings.setRules': ['H', () => ({ commandId: commandId(), rules: { silentDays: 20 } })],
  'settings.people': [everybody],
  'settings.savePerson': ['H', () => ({ commandId: commandId(), name: 'Новый', role: 'manager', team: null, email: null, phone: null, active: true })],
  'settings.addAbsence': ['H', team => ({ commandId: commandId(), personId: team.people.manager, fromDay: '2026-11-23', toDay: '2026-11-24', reason: null })],
  'settings.removeAbsence': ['', () => ({ commandId: commandId(), absenceId: 1 })],
  'settings.stages': [everybody],
  'settings.saveStage': ['H', team => ({ commandId: commandId(), pipelineId: team.pipeline, name: 'Новый', position: 9, kind: 'open', dwellLimitDays: null, probability: null, required: [], keyPoint: null })],
  'settings.reasons': [everybody],
  'settings.saveReason': ['H', () => ({ commandId: commandId(), name: 'Новая', class: 'lost_by_client', active: true })],
  'settings.calendar': [everybody, () => ({ year: 2026 })],
  'settings.setCalendarDay': ['H', () => ({ commandId: commandId(), day: '2026-12-31', kind: 'holiday', name: null })],
  'settings.importCalendar': ['H', () => ({ commandId: commandId(), shipped: 'ru' })],
  'settings.rates': [everybody],
  'settings.setRate': ['H', () => ({ commandId: commandId(), currency: 'USD', rate: '90' })],

  'desk.day': ['MF'],
  'desk.queue': ['ST'],
  'desk.logCall': ['HSM', team => ({ commandId: commandId(), on: { taskId: team.quiet, expectedVersion: team.version.quiet }, said: { outcome: 'no_answer' } })],
  'desk.planTask': ['HSM', team => ({ commandId: commandId(), dealId: team.deal, title: 'Позвонить', dueDay: '2026-11-23' })],
  'desk.undoCall': ['', undo],

  'tasks.list': [readers, () => ({ view: 'overdue' })],
  'tasks.range': [readers, () => ({ view: 'overdue', ...page })],
  'tasks.ids': [readers, () => ({ view: 'overdue' })],
  'tasks.facets': [readers, () => ({ view: 'overdue' })],
  'tasks.export': [readers, () => ({ view: 'overdue', ...columns('title') })],
  'tasks.counts': [readers, nothing],
  'tasks.history': ['HSQM', team => ({ taskId: team.task })],
  'tasks.move': ['HSM', team => ({ commandId: commandId(), items: ids(team.quiet, team.version.quiet, 'taskId'), dueDay: '2026-11-27', reason: 'Клиент в отъезде' })],
  'tasks.decideMoves': ['HS', team => ({ commandId: commandId(), items: ids(team.wish, team.version.wish, 'requestId'), decision: 'allow' })],
  'tasks.approveMoves': ['HS', team => ({ commandId: commandId(), items: taskItems(team) })],
  'tasks.close': ['HSM', team => ({ commandId: commandId(), items: taskItems(team), result: 'Поговорили, договорились о встрече в среду' })],
  'tasks.assign': ['HS', team => ({ commandId: commandId(), items: taskItems(team), toId: team.people.foreign, reason: 'Разгрузка' })],
  'tasks.ask': ['H', team => ({ commandId: commandId(), items: taskItems(team), text: 'Почему стоит?', answerDay: '2026-11-23' })],
  'tasks.create': ['H', team => ({ commandId: commandId(), dealId: team.deal, assigneeId: team.people.manager, title: 'Позвонить', dueDay: '2026-11-23' })],
  'tasks.undo': ['', undo],
  'tasks.closedForNewLeads': ['HST', nothing],
  'tasks.exportClosed': ['HST', () => columns('manager')],
  'jam.overview': [readers, nothing],
  'jam.history': [readers, nothing],
  'jam.total': [readers],
  'funnel.get': [readers, () => ({ period })],
  'funnel.beside': [readers, () => ({ period, day: '2026-11-19' })],
  'past.range': [readers, () => ({ figure: { of: 'jam', day: '2026-11-19', part: 'all' }, ...page })],
  'past.export': [readers, () => ({ figure: { of: 'jam', day: '2026-11-19', part: 'all' }, ...columns('title') })],
}

/** Rows that no table can hold, and where they are held instead. */
export const elsewhere: Record<string, string> = {
  'account.signIn': 'tests/store/account.test.ts', 'account.endSession': 'tests/store/account.test.ts', 'account.invitation': 'tests/store/account.test.ts', 'account.acceptInvitation': 'tests/store/account.test.ts',
  'live.events': 'tests/contract/sharedHost.test.ts: never ends',
  'importing.inspect': 'refusedTo below: needs files', 'importing.run': 'refusedTo below: a transaction of its own', 'importing.rejectedRows': 'refusedTo below: needs files', 'importing.resolve': 'refusedTo below', 'mappings.save': 'refusedTo below',
  'backups.make': 'refusedTo below: copies the file', 'backups.restore': 'refusedTo below: replaces the file', 'diagnostics.check': 'refusedTo below: reads on a connection of its own',
}
/** Only the head; for everybody else tried with an input that would do. */
export const refusedTo: Record<string, (team: PolicyTeam) => unknown> = {
  'importing.inspect': () => ({ source: { uploadId: 'x'.repeat(24) } }), 'importing.run': () => ({ commandId: commandId(), source: { uploadId: 'x'.repeat(24) } }), 'importing.rejectedRows': () => ({ source: { uploadId: 'x'.repeat(24) } }),
  'importing.resolve': () => ({ commandId: commandId(), items: [{ id: 1 }], choice: 'ours' }),
  'mappings.save': () => ({ commandId: commandId(), headers: ['id'], mapping: { format: 'pult-mapping', version: 1, name: 'x', source: 'crm', files: [{ kind: 'deals', columns: { title: ['id'] } }] } }),
  'backups.make': () => undefined, 'backups.restore': () => ({ name: 'team-20261120-190000-hourly.pult' }), 'diagnostics.check': () => undefined,
}
