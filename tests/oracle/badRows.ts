// Rows that an import must leave out, without anything else changing.

import type { Row } from './csv.ts'
import type { NativeFile } from './records.ts'
import { makeId, writeInstant, type Tables, type Team } from './team.ts'
import { hour } from './time.ts'

/** Bad rows to be written after the good ones of the same file. */
export function makeBadRows(team: Team, tables: Tables, importAt: number): Partial<Record<NativeFile, Row[]>> {
  const { random } = team
  const some = (file: NativeFile): Row => random.pick(tables[file])
  const now = writeInstant(team, importAt - 30 * hour)
  const deal = some('deals')
  const stage = some('stages')
  const manager = random.pick(team.managers)
  const badClient: Row = { ...some('clients'), id: makeId(team), created_at: '2026-02-30T10:00:00+03:00', owner_id: manager }
  const newDeal = (changes: Row): Row => ({
    ...deal, id: makeId(team), status: 'open', closed_at: '', client_id: '', amount: '100', currency: '', created_at: now, ...changes,
  })
  const badAmount = newDeal({ amount: '100.123', currency: 'RUB' })
  const ofBadClient = newDeal({ client_id: badClient['id'] ?? '' })
  const task = (changes: Row): Row => ({
    id: makeId(team), deal_id: deal['id'] ?? '', client_id: '', assignee_id: manager, kind: 'call', title: '', created_at: now, due_at: '2014-01-01', done_at: '', result: '', ...changes,
  })
  const call = (changes: Row): Row => ({
    id: makeId(team), deal_id: deal['id'] ?? '', client_id: '', manager_id: manager, kind: 'call', state: '', direction: 'out', created_at: now, occurred_at: now,
    duration_s: '60', talk_s: '60', recording: '', subject: '', ...changes,
  })
  const note = (changes: Row): Row => ({
    id: makeId(team), deal_id: deal['id'] ?? '', client_id: '', author_id: manager, created_at: now, text: 'Достаточно длинная заметка', pinned: '1', ...changes,
  })
  const twice = tables.deals[0] ?? deal
  return {
    people: [{ ...some('people'), role: 'manager', active: '1' }],
    stages: [{ ...stage, kind: 'open', order: '0', dwell_limit_days: '1' }],
    clients: [badClient, { ...some('clients'), name: '' }, { ...some('clients'), id: makeId(team), owner_id: 'nobody at all' }],
    deals: [
      badAmount, ofBadClient, newDeal({ amount: '5.5', currency: 'JPY' }), newDeal({ amount: '1.2345', currency: 'KWD' }),
      newDeal({ stage: 'Нет такого этапа' }), newDeal({ owner_id: 'nobody at all' }), newDeal({ created_at: '31.02.2026' }),
      { ...twice, status: twice['status'] === 'open' ? 'lost' : 'open', amount: '999999' },
    ],
    stage_moves: [
      { deal_id: deal['id'] ?? '', from_stage: '', to_stage: 'Нет такого этапа', at: now, by: '' },
      { deal_id: 'no such deal', from_stage: '', to_stage: deal['stage'] ?? '', at: now, by: '' },
      { deal_id: badAmount['id'] ?? '', from_stage: '', to_stage: deal['stage'] ?? '', at: now, by: '' },
      { deal_id: deal['id'] ?? '', from_stage: '', to_stage: deal['stage'] ?? '', at: '2026-13-01T00:00:00Z', by: '' },
      ...(tables.stage_moves.length === 0 ? [] : [{ ...some('stage_moves'), by: '' }]),
    ],
    tasks: [
      task({ due_at: '31.02.2026' }), task({ due_at: '2026-02-29' }), task({ deal_id: 'no such deal' }), task({ deal_id: badAmount['id'] ?? '' }),
      task({ deal_id: ofBadClient['id'] ?? '' }), task({ assignee_id: 'nobody at all' }), task({ client_id: badClient['id'] ?? '' }),
      ...(tables.tasks.length === 0 ? [] : [{ ...some('tasks'), due_at: '2014-01-01', done_at: '' }]),
    ],
    activities: [
      call({ occurred_at: '2026-04-31T10:00:00+03:00' }), call({ manager_id: 'nobody at all' }), call({ deal_id: '', client_id: badClient['id'] ?? '' }),
      call({ deal_id: ofBadClient['id'] ?? '' }), ...(tables.activities.length === 0 ? [] : [{ ...some('activities'), kind: 'call', talk_s: '0' }]),
    ],
    notes: [
      note({ created_at: '2026-06-31T10:00:00+03:00' }), note({ deal_id: badAmount['id'] ?? '' }), note({ author_id: 'nobody at all' }), note({ client_id: 'no such client' }),
    ],
  }
}
