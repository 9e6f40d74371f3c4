import type { Link } from '../../src/api/index.ts'
import type { Backup, BackupFailure } from '../../src/shared/contract/backups.ts'
import type { PersonView, ReasonView, Rules } from '../../src/shared/contract/settings.ts'
import { PultError } from '../../src/shared/errors.ts'
import { dayMetrics, type DayMetric } from '../../src/shared/vocabulary.ts'

export const today = '2026-11-20'
const evening = Date.parse('2026-11-20T16:00:00Z')
const noPlan = Object.fromEntries(dayMetrics.map(metric => [metric, 0])) as Record<DayMetric, number>

export const defaults: Rules = {
  silentDays: 14, draggedMoves: 2, taskResultLength: 10, noteLength: 10, noteWithinHours: 24, contactsShownDays: 7, notesDrawn: 3, newLeadsOverdueLimit: 10, newLeadsStuckLimit: 15, recycledDays: 2, proposalDwellDays: 5, thinkingDwellDays: 7,
  backlogPerManager: 10, refusalCommentLength: 20, evidenceContacts: 3, evidenceContactDays: 3, evidenceLastContactDays: 14, refusalLateWorkDays: 2, outboxWorkDays: 1, presentationWorkDays: 2, proposalWorkDays: 2, contractWorkDays: 3, invoiceWorkDays: 2, paymentWorkDays: 5, courtesyCallDays: 7, callQuotaPercent: 30, callTalkS: 40, callsPerDeal: 3, callBandFromS: 40, callBandToS: 55, callBandDays: 30, callBandChancePercent: 1, agreedDaysOff: 2, controlTime: '19:00', phoneRegion: 'RU', workWeek: [1, 2, 3, 4, 5], dayPlan: noPlan, dayPlanOf: {},
  transferReasons: [], recordAddress: {}, clientAddress: {},
}

const person = (id: number, name: string, over: Partial<PersonView> = {}): PersonView => ({
  id, version: 1, name, role: 'manager', roleConfirmed: true, team: 'Север', email: null, phone: null, active: true, source: 'crm', externalId: String(id), openDeals: 12, absences: [], ...over,
})

/** Settings of one team in memory, behind the window's own link. */
export const makeFake = () => {
  const fake = {
    rules: { ...defaults },
    recordings: { folder: null as string | null, fetchAddresses: false, keepMonths: null as number | null },
    people: [person(1, 'Соколова', { role: 'head' }), person(2, 'Ковалёв', { roleConfirmed: false }), person(3, 'Лебедева', { roleConfirmed: false })],
    reasons: [{ id: 1, version: 1, key: 'duplicate', name: null, class: 'not_a_deal', active: true, used: 3 }] as ReasonView[],
    calendar: new Map<string, { day: string, kind: 'holiday' | 'workday' | 'short', name: string | null, origin: string }>([['2026-11-04', { day: '2026-11-04', kind: 'holiday', name: 'День народного единства', origin: 'ru' }]]),
    backups: { rows: [] as Backup[], failures: [] as BackupFailure[] },
    calls: [] as { path: string, input: Record<string, unknown> }[],
    /** Thrown by the next call of that procedure. */
    fails: new Map<string, PultError>(),
  }
  const answer: Record<string, (input: never) => unknown> = {
    'workspace.current': () => ({ path: '/t.pult', fileName: 't.pult', name: 'Команда', timeZone: 'Europe/Moscow', currency: 'RUB', me: { id: 1, name: 'Соколова', role: 'head' }, now: evening, today, isDemo: false, dealCount: 5, lastImport: null }),
    'settings.rules': () => ({ rules: fake.rules, defaults, changed: [{ key: 'noteLength', at: Date.parse('2026-11-12T10:00:00Z'), by: { id: 1, name: 'Соколова' } }] }),
    'settings.setRules': ({ rules }: { rules: Partial<Rules> }) => {
      fake.rules = { ...fake.rules, ...rules }
      return {}
    },
    'recordings.settings': () => fake.recordings,
    'recordings.setSettings': ({ commandId: _commandId, ...change }: { commandId: string }) => fake.recordings = { ...fake.recordings, ...change },
    'settings.people': () => fake.people,
    'settings.savePerson': (input: Partial<PersonView> & { id: number }) => {
      fake.people = fake.people.map(each => each.id === input.id ? { ...each, name: input.name ?? each.name, role: input.role ?? null, roleConfirmed: true, version: each.version + 1 } : each)
      return { id: input.id }
    },
    'settings.reasons': () => fake.reasons,
    'settings.saveReason': (input: { id: number, name: string, active: boolean }) => {
      fake.reasons = fake.reasons.map(each => each.id === input.id ? { ...each, name: each.key === input.name ? null : input.name, active: input.active, version: each.version + 1 } : each)
      return { id: input.id }
    },
    'backups.list': () => ({ folder: '/t.pult-backups', isDemo: false, ...fake.backups }),
    'backups.make': () => fake.backups.rows[0],
    'backups.restore': () => ({ kept: null }),
    'account.state': () => ({ me: null, allowedActions: [] }),
    'settings.rates': () => ({ currency: 'RUB', used: [{ currency: 'USD', rate: null, deals: 2 }] }),
    'settings.setRate': () => ({}),
    'settings.calendar': ({ year }: { year: number }) => {
      const days = [...fake.calendar.values()].filter(each => each.day.startsWith(String(year)))
      return { year, known: days.some(each => each.origin !== 'hand'), days }
    },
    'settings.setCalendarDay': ({ day, kind, name }: { day: string, kind: 'holiday' | 'workday' | 'short' | 'ordinary', name: string | null }) => {
      if (kind === 'ordinary') fake.calendar.delete(day)
      else fake.calendar.set(day, { day, kind, name, origin: 'hand' })
      return {}
    },
  }
  const link: Link = {
    call: (path, input) => {
      const name = path.join('.')
      fake.calls.push({ path: name, input: structuredClone(input ?? {}) as Record<string, unknown> })
      const error = fake.fails.get(name)
      fake.fails.delete(name)
      const say = answer[name]
      if (error || !say) return Promise.reject(error ?? new PultError('NOT_FOUND', `No answer for ${name}`))
      return Promise.resolve(structuredClone(say((input ?? {}) as never)))
    },
  }
  const sent = (path: string): Record<string, unknown>[] => fake.calls.filter(call => call.path === path).map(call => call.input)
  return Object.assign(fake, { link, sent })
}
