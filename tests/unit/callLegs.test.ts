import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinLegs, type CallLeg } from '../../electron/backend/import/calls/callLegs.ts'
import { layoutOfLog } from '../../electron/backend/import/calls/layouts.ts'

const leg = (over: Partial<CallLeg>): CallLeg => ({ call: 'c', at: 0, endAt: 10_000, answerAt: null, talkS: null, direction: 'in', phone: '+79161234567', line: '101', recording: null, ...over })

describe('rows of one call', () => {
  test('a group that rings until one answers is one call, of who answered', () => {
    expect(joinLegs('c', [
      leg({ endAt: 15_000 }), leg({ line: '102', endAt: 15_000 }),
      leg({ at: 15_000, endAt: 112_000, answerAt: 22_000, line: '102', recording: 'a.wav' }),
    ])).toEqual({ key: 'c', at: 0, durationS: 112, talkS: 90, direction: 'in', phone: '+79161234567', line: '102', recording: 'a.wav' })
  })
  test('nobody answered: it is somebody’s only when one alone was called', () => {
    expect(joinLegs('c', [leg({}), leg({})])?.line).toBe('101')
    expect(joinLegs('c', [leg({}), leg({ line: '102' })])).toMatchObject({ line: null, talkS: 0 })
  })
  test('parts after one another add up, parts at the same time don’t', () => {
    expect(joinLegs('c', [leg({ answerAt: 1000, endAt: 31_000 }), leg({ at: 31_000, answerAt: 31_000, endAt: 91_000, line: '102' })])).toMatchObject({ talkS: 90, line: '102' })
    expect(joinLegs('c', [leg({ answerAt: 1000, endAt: 61_000 }), leg({ answerAt: 1000, endAt: 41_000, line: '102' })])).toMatchObject({ talkS: 60, line: '101' })
  })
  test('a talk inside of the company is none; after a transfer it belongs to the call', () => {
    expect(joinLegs('c', [leg({ direction: 'inner', answerAt: 0 })])).toBeNull()
    expect(joinLegs('c', [leg({ answerAt: 0, endAt: 20_000 }), leg({ at: 20_000, answerAt: 20_000, endAt: 80_000, direction: 'inner', phone: null, line: '102' })])).toMatchObject({ direction: 'in', talkS: 80, line: '102', phone: '+79161234567' })
  })
  test('whatever order the rows stand in, it is the same call; nobody talks longer than the call was', () => {
    const anyLeg = fc.record({ at: fc.nat(100).map(s => s * 1000), ring: fc.nat(30), talk: fc.option(fc.nat(100), { nil: null }), line: fc.constantFrom('101', '102', '103'), direction: fc.constantFrom('in' as const, 'inner' as const) })
      .map(({ at, ring, talk, line, direction }) => leg({ at, answerAt: talk === null ? null : at + ring * 1000, endAt: at + (ring + (talk ?? 0)) * 1000, line, direction }))
    fc.assert(fc.property(fc.array(anyLeg, { minLength: 1, maxLength: 6 }), fc.nat(), (legs, turn) => {
      const call = joinLegs('c', legs)
      const turned = joinLegs('c', [...legs.slice(turn % legs.length), ...legs.slice(0, turn % legs.length)])
      expect(turned && { ...turned, line: null }).toEqual(call && { ...call, line: null })
      expect(call === null).toBe(legs.every(each => each.direction === 'inner'))
      if (call) expect(call.talkS).toBeLessThanOrEqual(call.durationS)
      if (call) expect(call.talkS).toBeGreaterThanOrEqual(Math.max(0, ...legs.map(each => each.answerAt === null ? 0 : (each.endAt - each.answerAt) / 1000)))
    }))
  })
})

describe('whose log it is', () => {
  test('another table is none of them', () => {
    for (const rows of [[], [['id', 'name']], [['id', 'deal_id', 'kind', 'occurred_at']], [['Тип', 'Статус', 'Время']], [['ANSWERED', '2026-11-19 10:00:00', '5']], [['[1]', '2', '3']]]) expect([rows, layoutOfLog(rows)]).toEqual([rows, null])
  })
  test('one odd row among those without a header is no log', () => {
    const row = '[r];1763535600;1763535675;0;101;x;;79161234567;1100;7;abonent;e1'.split(';')
    expect(layoutOfLog([row, row])?.system).toBe('mango')
    expect(layoutOfLog([row, ['итого', '2']])).toBeNull()
  })
})
