import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isPultError } from '../../src/shared/errors.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import type { Session } from '../../electron/backend/usecases/desk.ts'
import { addAbsence, listPeople, removeAbsence, savePerson } from '../../electron/backend/usecases/savePerson.ts'
import { listReasons, saveReason } from '../../electron/backend/usecases/saveReason.ts'
import { listStages, saveStage } from '../../electron/backend/usecases/saveStage.ts'
import { calendarYear, importCalendar, setCalendarDay } from '../../electron/backend/usecases/setCalendar.ts'
import { rateList, setRate } from '../../electron/backend/usecases/setRate.ts'
import { listRules, setRules } from '../../electron/backend/usecases/setRules.ts'
import { parseDay } from '../../electron/backend/domain/time/days.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { makeTeam, newCommandId, sessionAs, type Team } from './salesTeam.ts'

describe('settings', () => {
  let workspace: TestWorkspace
  let head: Session
  let team: Team
  beforeEach(async () => {
    workspace = await makeTestWorkspace()
    head = workspace.session
    team = makeTeam(workspace.desk)
  })
  afterEach(() => workspace.cleanup())

  const refused = (work: () => unknown): string => {
    try {
      work()
      return 'none'
    } catch (error) {
      return isPultError(error) ? String(error.details.rule ?? error.code) : String(error)
    }
  }
  const commandId = newCommandId
  const auditCount = (): number => team.rows('audit_entry').length

  it('a changed rule holds at once, survives a restart, and is audited only when it changes', () => {
    const audited = auditCount()
    setRules(head, { commandId: commandId(), rules: { silentDays: 7, noteLength: 10 } })
    expect(workspace.desk.settings().rules).toMatchObject({ silentDays: 7, noteLength: 10, draggedMoves: 2 })
    expect(listRules(head).changed).toMatchObject([{ key: 'silentDays', by: { id: head.actor.id } }])
    setRules(head, { commandId: commandId(), rules: { silentDays: 7 } })
    expect(auditCount()).toBe(audited + 1)
    workspace = workspace.reopen()
    expect(workspace.desk.settings().rules.silentDays).toBe(7)
  })

  it.each([
    ['a week without a working day', { workWeek: [] }, 'workWeek'],
    ['an address without the record', { recordAddress: { crm: 'https://crm.example/' } }, 'recordAddress'],
    ['an address that is a script', { recordAddress: { crm: 'javascript:alert({id})' } }, 'recordAddress'],
    ['an address of a client that is a script', { clientAddress: { crm: 'javascript:alert({id})' } }, 'clientAddress'],
    ['a plan for nobody', { dayPlanOf: { 999: {} } }, 'dayPlanOf'],
  ])('%s is refused', (_name, rules, rule) => {
    expect(refused(() => setRules(head, { commandId: commandId(), rules: rules as never }))).toBe(rule)
  })

  it('only the head changes settings and people', () => {
    const manager = sessionAs(head, team.person('Пётр'), 'Пётр', 'manager')
    expect(refused(() => setRules(manager, { commandId: commandId(), rules: { silentDays: 1 } }))).toBe('FORBIDDEN')
    expect(refused(() => setRate(manager, { commandId: commandId(), currency: 'EUR', rate: '100' }))).toBe('FORBIDDEN')
    expect(refused(() => addAbsence(manager, { commandId: commandId(), personId: 1, fromDay: '2026-11-20', toDay: '2026-11-20', reason: null }))).toBe('FORBIDDEN')
  })

  const person = (more: object) => ({ commandId: commandId(), name: 'Мария', role: 'manager' as const, team: null, email: null, phone: null, active: true, ...more })

  it('the last head neither leaves nor becomes something else; with a second one they may', () => {
    const me = listPeople(head).find(row => row.id === head.actor.id)!
    const save = (more: object) => refused(() => savePerson(head, person({ id: me.id, expectedVersion: me.version, name: me.name, role: 'head', ...more })))
    expect(save({ active: false })).toBe('last_head')
    expect(save({ role: 'manager' })).toBe('last_head')
    // A proposal of an import is no head.
    team.person('Предложен', 'head', { role_confirmed: 0 })
    expect(save({ active: false })).toBe('last_head')
    savePerson(head, person({ role: 'head' }))
    expect(save({ active: false })).toBe('none')
  })

  it('saving confirms a proposed role and stands against imports; a stale version is told who was first', () => {
    const id = team.person('Из выгрузки', 'supervisor', { role_confirmed: 0 })
    savePerson(head, person({ id, expectedVersion: 1, name: 'Из выгрузки', role: 'supervisor', team: ' Юг ', email: '' }))
    expect(team.row('person', id)).toMatchObject({ role_confirmed: 1, team: 'Юг', email: null, version: 2 })
    expect(team.rows('field_decision').map(row => row.field)).toEqual(['team'])
    expect(refused(() => savePerson(head, person({ id, expectedVersion: 1 })))).toBe('CONFLICT')
    expect(refused(() => savePerson(head, person({ id })))).toBe('BAD_INPUT')
    expect(refused(() => savePerson(head, person({ email: 'нет' })))).toBe('BAD_INPUT')
  })

  it('absences are whole days in order, and can be taken back', () => {
    const add = (fromDay: string, toDay: string) => addAbsence(head, { commandId: commandId(), personId: head.actor.id, fromDay, toDay, reason: 'отпуск' })
    expect(refused(() => add('2026-11-21', '2026-11-20'))).toBe('BAD_INPUT')
    expect(refused(() => add('2026-11-31', '2026-12-01'))).toBe('BAD_INPUT')
    const { id } = add('2026-11-20', '2026-11-20')
    expect(listPeople(head)[0]!.absences).toMatchObject([{ id, fromDay: '2026-11-20' }])
    removeAbsence(head, { commandId: commandId(), absenceId: id })
    expect(listPeople(head)[0]!.absences).toEqual([])
    expect(refused(() => removeAbsence(head, { commandId: commandId(), absenceId: id }))).toBe('NOT_FOUND')
  })

  const stageInput = (id: number, more: object) => {
    const stage = listStages(head).find(row => row.id === id)!
    return { commandId: commandId(), id, expectedVersion: stage.version, name: stage.name, position: stage.position, kind: stage.kind, dwellLimitDays: stage.dwellLimitDays, probability: stage.probability, ...more }
  }

  it('a stage keeps its kind while deals stand in it that would vanish from the funnel', () => {
    team.deal({ stage_id: team.stages.talks })
    expect(refused(() => saveStage(head, stageInput(team.stages.talks, { kind: 'lost' })))).toBe('stage_kind_orphans')
    expect(refused(() => saveStage(head, stageInput(team.stages.talks, { kind: 'thinking', dwellLimitDays: 7 })))).toBe('none')
    team.deal({ stage_id: team.stages.lost, status: 'lost' })
    expect(refused(() => saveStage(head, stageInput(team.stages.lost, { kind: 'open' })))).toBe('stage_kind_orphans')
    expect(team.row('stage', team.stages.talks)).toMatchObject({ kind: 'thinking', dwell_limit_days: 7, version: 2 })
    expect(team.rows('field_decision').map(row => row.field).sort()).toEqual(['dwell_limit_days', 'kind'])
    expect(listStages(head).find(row => row.id === team.stages.talks)!.deals).toBe(1)
  })

  it('a stage of the imported files keeps its name, two stages don’t share one, and a pipeline keeps a stage for open deals', () => {
    expect(refused(() => saveStage(head, stageInput(team.stages.talks, { name: 'Беседы' })))).toBe('stage_named_by_source')
    expect(refused(() => saveStage(head, { commandId: commandId(), pipelineId: team.pipeline, name: ' думают ', position: 9, kind: 'open', dwellLimitDays: null, probability: null }))).toBe('stage_name_taken')
    const { id } = saveStage(head, { commandId: commandId(), pipeline: 'Своя', name: 'Лид', position: 1, kind: 'open', dwellLimitDays: 5, probability: 0.1 })
    expect(refused(() => saveStage(head, stageInput(id, { kind: 'won' })))).toBe('last_open_stage')
    expect(refused(() => saveStage(head, stageInput(id, { name: 'Заявка' })))).toBe('none')
  })

  it('a shipped reason keeps following the language, names are not shared, and one reason stays in use', () => {
    const [first] = listReasons(head)
    saveReason(head, { commandId: commandId(), id: first!.id, expectedVersion: 1, name: first!.key!, class: first!.class, active: false })
    expect(listReasons(head)[0]).toMatchObject({ name: null, active: false, version: 2 })
    const { id } = saveReason(head, { commandId: commandId(), name: 'Ушли к соседям', class: 'lost_by_client', active: true })
    expect(refused(() => saveReason(head, { commandId: commandId(), name: 'ушли к СОСЕДЯМ', class: 'lost_by_us', active: true }))).toBe('reason_name_taken')
    for (const reason of listReasons(head)) {
      if (reason.id !== id) saveReason(head, { commandId: commandId(), id: reason.id, expectedVersion: reason.version, name: reason.key!, class: reason.class, active: false })
    }
    expect(refused(() => saveReason(head, { commandId: commandId(), id, expectedVersion: 1, name: 'Ушли к соседям', class: 'lost_by_client', active: false }))).toBe('last_reason')
  })

  it('a day set by hand holds at once and survives the shipped calendar; the text of a CSV says what it says', async () => {
    const isWorkDay = (day: string): boolean => workspace.desk.settings().calendar.isWorkDay(parseDay(day)!)
    expect(isWorkDay('2026-11-20')).toBe(true)
    setCalendarDay(head, { commandId: commandId(), day: '2026-11-20', kind: 'holiday', name: 'День фирмы' })
    setCalendarDay(head, { commandId: commandId(), day: '2026-11-04', kind: 'workday', name: null })
    expect(isWorkDay('2026-11-20')).toBe(false)
    expect((await importCalendar(head, { commandId: commandId(), shipped: 'ru' })).days).toBeGreaterThan(50)
    expect([isWorkDay('2026-11-20'), isWorkDay('2026-11-04'), isWorkDay('2026-01-08')]).toEqual([false, true, false])
    expect(calendarYear(head, { year: 2026 })).toMatchObject({ known: true })
    expect(calendarYear(head, { year: 2040 })).toEqual({ year: 2040, known: false, days: [] })
    expect(await importCalendar(head, { commandId: commandId(), csv: 'day,kind\n2026-11-20,short\n2027-01-01,holiday\n' })).toEqual({ days: 2 })
    expect(isWorkDay('2026-11-20')).toBe(true)
    setCalendarDay(head, { commandId: commandId(), day: '2027-01-01', kind: 'ordinary', name: null })
    expect(isWorkDay('2027-01-01')).toBe(true)
    await expect(importCalendar(head, { commandId: commandId(), csv: '2026-02-30,holiday' })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { line: 1 } })
    await expect(importCalendar(head, { commandId: commandId() })).rejects.toMatchObject({ code: 'BAD_INPUT' })
    expect(refused(() => setCalendarDay(head, { commandId: commandId(), day: '2026-02-30', kind: 'holiday', name: null }))).toBe('BAD_INPUT')
  })

  it('a rate fills the sums of its deals, and taking it away leaves them out again', () => {
    const euro = team.deal({ currency: 'EUR', amount: 1_001 })
    const yen = team.deal({ currency: 'JPY', amount: 500 })
    expect(team.row('deal', euro).amount_reporting).toBe(null)
    setRate(head, { commandId: commandId(), currency: 'EUR', rate: '98.765' })
    setRate(head, { commandId: commandId(), currency: 'JPY', rate: '0.6' })
    expect(team.row('deal', euro).amount_reporting).toBe(98_864)
    expect(team.row('deal', yen).amount_reporting).toBe(30_000)
    expect(rateList(head)).toEqual({ currency: 'RUB', used: [{ currency: 'EUR', rate: '98.765', deals: 1 }, { currency: 'JPY', rate: '0.6', deals: 1 }] })
    expect(checkDerived(workspace.desk.db)).toEqual([])
    setRate(head, { commandId: commandId(), currency: 'EUR', rate: null })
    expect(team.row('deal', euro).amount_reporting).toBe(null)
    expect(refused(() => setRate(head, { commandId: commandId(), currency: 'RUB', rate: '1' }))).toBe('BAD_INPUT')
    expect(refused(() => setRate(head, { commandId: commandId(), currency: 'EUR', rate: '0.000' }))).toBe('BAD_INPUT')
    team.deal({ currency: 'EUR', amount: 9_000_000_000_000 })
    expect(refused(() => setRate(head, { commandId: commandId(), currency: 'EUR', rate: '999999999' }))).toBe('BAD_INPUT')
  })
})
