import type { PultClient } from '../../src/api/client.ts'
import type { DecisionInput } from '../../src/shared/contract/day.ts'
import { checks, type Check } from '../../src/shared/vocabulary.ts'

/** One thing that a head might do next; `picks` choose among what there is at that moment. */
export interface Step { what: What, picks: readonly number[] }
export const whats = ['decide', 'undo', 'decideRefusals', 'requestRefusal', 'reopenRefusal', 'undoRefusals', 'setRules', 'saveReason', 'addAbsence', 'answerQuestion', 'closeControlTask', 'sign'] as const
export type What = (typeof whats)[number]
export const picksOfStep = 8

/** A call that changes something, ready to be made and made again. */
export interface Call { procedure: string, input: { commandId: string } & Record<string, unknown> }
/** What was decided so far, for what can be undone. */
export interface Memory { decided: string[], refused: string[], calls: number }
export const newMemory = (): Memory => ({ decided: [], refused: [], calls: 0 })

export const makeCall = (client: PultClient, { procedure, input }: Call): Promise<unknown> => {
  const [group, name] = procedure.split('.') as [string, string]
  return (client as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>)[group]![name]!(input)
}

export const remember = (memory: Memory, { procedure, input }: Call): void => {
  if (procedure === 'day.decide') memory.decided.push(input.commandId)
  if (procedure === 'refusals.decide' || procedure === 'refusals.request') memory.refused.push(input.commandId)
}

const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** The call that a step stands for now; null when there is nothing of that kind to do. Only reads. */
export const planStep = async (client: PultClient, step: Step, memory: Memory): Promise<Call | null> => {
  const commandId = `step-command-${++memory.calls}`
  const at = <Item>(items: readonly Item[], pick: number): Item | undefined => items[(step.picks[pick] ?? 0) % items.length]
  const number = (pick: number, most: number): number => (step.picks[pick] ?? 0) % (most + 1)
  const call = (procedure: string, input: Record<string, unknown>): Call => ({ procedure, input: { commandId, ...input } })
  const workspace = (await client.workspace.current())!
  const soon = addDays(workspace.today, 1 + number(6, 5))
  const managers = async (): Promise<number[]> => (await client.settings.people()).filter(person => person.role === 'manager' && person.active).map(person => person.id)

  switch (step.what) {
    case 'decide': {
      const list = async (check: Check, scope: 'walk' | 'carried' | 'all') => (await client.day.findings({ check, scope, limit: 40 })).rows
      const wanted = await list(at(checks, 0)!, at(['all', 'walk', 'carried'] as const, 1)!)
      // Most checks are soon walked; the whole list of overdue tasks and deals without one rarely is.
      const rows = wanted.length > 0 ? wanted : [...await list('B', 'all'), ...await list('A', 'all')]
      const from = number(2, Math.max(0, rows.length - 1))
      const items = rows.slice(from, from + 1 + number(3, 11)).map(row => ({ findingId: row.id, expectedVersion: row.version + (number(7, 20) === 0 ? 1 : 0) }))
      if (items.length === 0) return null
      const people = await managers()
      const newOwnerId = at(people, 5)
      const decisions: DecisionInput[] = [
        { kind: 'question', text: 'Почему так вышло?', answerDay: soon }, { kind: 'allow', reason: 'Так договорились' }, { kind: 'skip', reason: 'Не сегодня' },
        { kind: 'task', title: 'Позвонить и договориться', dueDay: soon }, { kind: 'park', reason: 'Клиент в отпуске', untilDay: soon },
        ...newOwnerId === undefined ? [] : [
          { kind: 'reassign' as const, newOwnerId, reason: 'Перегружен', override: 'Больше некому' },
          { kind: 'spread' as const, toIds: people.slice(0, 1 + number(6, people.length - 1)), reason: 'В отпуске' },
        ],
      ]
      return call('day.decide', { items, decision: at(decisions, 4) })
    }
    case 'undo': return memory.decided.length === 0 ? null : call('day.undo', { undoOf: at(memory.decided, 0) })
    case 'decideRefusals': {
      const { rows } = await client.refusals.list({ state: 'pending', limit: 50 })
      const from = number(0, Math.max(0, rows.length - 1))
      const items = rows.slice(from, from + 1 + number(1, 3)).map(row => ({ refusalId: row.id, expectedVersion: row.version }))
      if (items.length === 0) return null
      const reasonId = at((await client.settings.reasons()).filter(reason => reason.active), 2)!.id
      const newOwnerId = at(await managers(), 3)
      return call('refusals.decide', { items, decision: at([
        { decision: 'approve', reasonId }, { decision: 'return', instruction: 'Предложить рассрочку', dueDay: soon },
        newOwnerId === undefined ? { decision: 'approve', reasonId } : { decision: 'reassign', newOwnerId, instruction: 'Начать заново', dueDay: soon, override: 'Больше некому' },
      ], 4) })
    }
    case 'requestRefusal': {
      const { rows } = await client.day.findings({ check: at(['A', 'C'] as const, 0)!, scope: 'all', limit: 40 })
      const dealId = at(rows.map(row => row.dealId).filter(id => id !== null), 1)
      if (dealId === undefined) return null
      const onBehalfOf = number(3, 1) === 0 ? at(await managers(), 4) : undefined
      return call('refusals.request', { dealId, reasonId: at(await client.settings.reasons(), 2)!.id, comment: 'Клиент выбрал другого поставщика, дешевле на треть.', onBehalfOf })
    }
    case 'reopenRefusal': {
      const row = at((await client.refusals.list({ state: 'decided', limit: 50 })).rows, 0)
      return row ? call('refusals.reopen', { refusalId: row.id, expectedVersion: row.version, reason: 'Клиент перезвонил' }) : null
    }
    case 'undoRefusals': return memory.refused.length === 0 ? null : call('refusals.undo', { undoOf: at(memory.refused, 0) })
    case 'setRules': return call('settings.setRules', { rules: at([
      { silentDays: 7 + number(1, 20) }, { taskResultLength: 1 + number(1, 30) }, { noteLength: 1 + number(1, 30) }, { noteWithinHours: 1 + number(1, 60) }, { refusalLateWorkDays: 1 + number(1, 4) },
      { contactsShownDays: number(1, 14) }, { backlogPerManager: 1 + number(1, 9) }, { newLeadsOverdueLimit: number(1, 20) }, { thinkingDwellDays: 1 + number(1, 20) },
    ], 0) })
    case 'saveReason': return call('settings.saveReason', { name: `Причина ${number(0, 3)}`, class: at(['not_a_deal', 'lost_by_us', 'lost_by_client'], 1), active: true })
    case 'addAbsence': {
      const personId = at(await managers(), 0)
      return personId === undefined ? null : call('settings.addAbsence', { personId, fromDay: workspace.today, toDay: soon, reason: null })
    }
    case 'answerQuestion': {
      const question = at(await client.day.questions({ state: 'open' }), 0)
      return question ? call('day.answerQuestion', { questionId: question.id, expectedVersion: question.version, answer: 'Клиент просил перенести' }) : null
    }
    case 'closeControlTask': {
      const task = at(await client.day.controlTasks(), 0)
      return task ? call('day.closeControlTask', { controlTaskId: task.id, expectedVersion: task.version, result: 'Разобрали с менеджером' }) : null
    }
    case 'sign': {
      const day = await client.day.open({})
      return call('day.sign', { day: day.day, expectedVersion: day.version, leaveOpen: true })
    }
  }
}
