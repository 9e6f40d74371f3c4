// The oracle itself, on cases small enough to be counted by hand. All days are of October 2026, in Moscow (+03:00).

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { generateTeam } from './generateTeam.ts'
import { rememberImports, reviewAfter, reviewWorkspace, type AppliedImport, type ReviewDocument } from './oracle.ts'
import { compareCodePoints, sortedIds } from './text.ts'
import { addDays, formatInZone, instantOfLocal, parseInstant, workDayAfter } from './time.ts'

const root = mkdtempSync(join(tmpdir(), 'oracle-test-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const settings = { timezone: 'Europe/Moscow', currency: 'RUB' }
const people = 'id,name,role,active\nm1,Анна,manager,1\nm2,Борис,manager,0\no1,Ольга,operator,1\n'
const stages = 'pipeline,stage,order,kind,dwell_limit_days\nP,New,1,open,\nP,Offer,5,open,5\nP,Think,9,thinking,7\nP,Won,20,won,\nP,Lost,30,lost,\n'
const dealColumns = 'id,client_id,pipeline,stage,status,amount,currency,created_at,updated_at,stage_entered_at,closed_at\n'

let folders = 0
function folder(asOf: string, files: Record<string, string>): AppliedImport {
  folders += 1
  const dir = join(root, String(folders))
  mkdirSync(dir)
  for (const [name, text] of Object.entries({ people, stages, ...files })) writeFileSync(join(dir, `${name}.csv`), text)
  return { dir, asOf }
}
const at = (day: number, time = '12:00:00'): string => `2026-10-${String(day).padStart(2, '0')}T${time}+03:00`
const evening = at(20, '19:00:00')

function review(files: Record<string, string>, moment = evening): ReviewDocument {
  return reviewAfter([folder(at(20, '18:00:00'), files)], moment, settings)
}
/** One open deal a row: id, stage and the rest of the columns by name. */
function dealRow(id: string, stage: string, more: Partial<Record<'client' | 'status' | 'amount' | 'currency' | 'created' | 'updated' | 'entered' | 'closed', string>> = {}): string {
  const { client = '', status = 'open', amount = '', currency = '', created = at(1), updated = '', entered = '', closed = '' } = more
  return `${[id, client, 'P', stage, status, amount, currency, created, updated, entered, closed].join(',')}\n`
}

describe('time', () => {
  it('counts local days, keeps offsets and rejects days that do not exist', () => {
    expect(parseInstant('2026-02-31T10:00:00Z')).toBeNull()
    expect(parseInstant('31.02.2026')).toBeNull()
    expect(formatInZone(parseInstant('2026-10-20T16:00:00Z') ?? 0, 'Europe/Moscow')).toBe('2026-10-20T19:00:00+03:00')
    expect(formatInZone(instantOfLocal('2026-10-25', '02:30:00', 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-10-25T02:30:00+02:00')
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(workDayAfter('2026-10-23', 2, [])).toBe('2026-10-27')
  })
  it('sorts by code point', () => {
    expect(sortedIds(['😀', '\uFF21', '9', '10', 'б'])).toEqual(['10', '9', 'б', '\uFF21', '😀'])
    expect(compareCodePoints('a', 'ab')).toBeLessThan(0)
  })
})

describe('age in the stage', () => {
  it('takes moves before the given date, the date where moves contradict, else the larger bound', () => {
    const deals = dealColumns + dealRow('moved', 'Offer', { entered: at(1) }) + dealRow('contradicted', 'Offer', { entered: at(15) })
      + dealRow('over', 'Offer', { entered: at(14) }) + dealRow('edited', 'Offer', { updated: at(14) }) + dealRow('seen', 'Offer')
    const moves = `deal_id,to_stage,at\nmoved,Offer,${at(3)}\nmoved,New,${at(4)}\nmoved,Offer,${at(15)}\ncontradicted,Offer,${at(2)}\ncontradicted,New,${at(3)}\n`
    const { stuck, funnel } = review({ deals, stage_moves: moves })
    expect(stuck.ids).toEqual(['edited', 'over'])
    expect(stuck.reasons).toEqual({ dwell: 2, silent: 0, no_task: 0, overdue_task: 0, dragged: 0, promise_missed: 0 })
    expect(funnel.map((row) => row.count)).toEqual([0, 5, 0, 0, 0])
  })
  it('puts the thinking jam into buckets', () => {
    const entered = ['2026-10-13', '2026-10-12', '2026-09-20', '2026-09-19', '2026-07-22', '2026-07-21']
    const deals = dealColumns + entered.map((day, index) => dealRow(`t${index}`, 'Think', { entered: `${day}T23:59:59+03:00`, amount: '1.5' })).join('')
    const { thinking } = review({ deals })
    expect(thinking.buckets).toEqual({ '0-7': 1, '8-30': 2, '31-90': 2, '>90': 1 })
    expect(thinking.amount).toBe(900)
  })
})

describe('status, money', () => {
  it('goes by the status and not by the kind of the stage; leaves other currencies out of sums', () => {
    const deals = dealColumns + dealRow('open in won', 'Won') + dealRow('won in open', 'New', { status: 'won' })
      + dealRow('foreign', 'New', { amount: '100', currency: 'JPY' }) + dealRow('plain', 'New', { amount: '10.5' })
      + dealRow('closed later', 'Won', { status: 'won', closed: at(20, '20:00:00') }) + dealRow('not yet', 'New', { created: at(21) })
    const files = { deals, tasks: 'id,deal_id\n' }
    const { funnel, checks } = review(files)
    expect(funnel[0]).toEqual({ pipeline: 'P', stage: 'New', kind: 'open', count: 2, amount: 1050, noRate: 1, stuck: 2, inReview: 0 })
    expect(funnel[3]?.count).toBe(0)
    expect(checks.A).toMatchObject({ known: true, count: 4, amount: 1050, noRate: 1, ids: ['closed later', 'foreign', 'open in won', 'plain'] })
    const later = review(files, at(21, '13:00:00'))
    expect(later.funnel[3]?.count).toBe(1)
    expect(later.checks.A.ids).toEqual(['foreign', 'not yet', 'open in won', 'plain'])
  })
  it('rejects bad rows and what refers to them', () => {
    const deals = dealColumns + dealRow('a', 'New') + dealRow('a', 'Offer') + dealRow('b', 'New', { amount: '1.5', currency: 'JPY' }) + dealRow('c', 'Nowhere')
    const tasks = 'id,deal_id,due_at\n1,a,2026-10-30\n2,b,2026-10-01\n3,a,31.02.2026\n'
    const workspace = rememberImports([folder(at(20), { deals, tasks })], settings)
    expect(workspace.rejections[0]?.map((row) => row.code)).toEqual(['DUPLICATE', 'BAD_AMOUNT', 'UNKNOWN_REFERENCE', 'UNKNOWN_REFERENCE', 'BAD_DATE'])
    expect(reviewWorkspace(workspace, evening).checks.B.count).toBe(0)
  })
})

describe('tasks', () => {
  const deals = dealColumns + dealRow('d', 'Offer', { entered: at(18) }) + dealRow('far', 'Offer', { entered: at(18) }) + dealRow('w', 'Won', { status: 'won' })
  const tasks = `id,deal_id,assignee_id,due_at,done_at,result\nnow,d,m1,${evening},,\npast,d,m1,${at(18)},,\ntoday,d,m2,2026-10-20,,\nday,d,m2,2026-10-19,,\n`
    + `never,d,m1,,,\nwon,w,m1,2026-10-01,,\nfar,far,,2026-10-24,,\ndone,,m1,2026-10-01,${at(20)},  😀😀😀😀😀\nlong,,m1,,${at(20)},1234567890\nlater,,m1,,${at(21)},\n`
  it('are overdue after their instant, or from the next local day', () => {
    const { checks, stuck } = review({ deals, tasks })
    expect(checks.B).toEqual({
      known: true, count: 2, ids: ['day', 'past'], byManager: [{ manager: 'm1', count: 1, oldestDays: 2 }, { manager: 'm2', count: 1, oldestDays: 1 }],
    })
    expect(checks.A).toMatchObject({ count: 0, far: 1 })
    expect(stuck.reasons.overdue_task).toBe(1)
    expect(review({ deals, tasks }, at(20, '19:00:01')).checks.B.ids).toEqual(['day', 'now', 'past'])
  })
  it('closed that day with a poor result are shown', () => {
    expect(review({ deals, tasks }).checks.E).toEqual({ known: true, count: 1, ids: ['done'] })
    expect(review({ deals }).checks.E.known).toBe(false)
  })
  it('moved later by two imports make a deal dragged', () => {
    const at1 = folder(at(12), { deals, tasks: 'id,deal_id,due_at\nt,d,2026-10-21\nu,far,2026-10-25\n' })
    const at2 = folder(at(14), { deals, tasks: `id,deal_id,due_at\nt,d,${at(23)}\nu,far,2026-10-24\n` })
    const at3 = folder(at(16), { deals, tasks: 'id,deal_id,due_at\nt,d,2026-10-24\nu,far,2026-10-26\n' })
    expect(reviewAfter([at1, at2], evening, settings).stuck.reasons.dragged).toBe(0)
    expect(reviewAfter([at1, at2, at3], evening, settings).stuck.reasons.dragged).toBe(1)
  })
})

describe('contacts and notes', () => {
  const clients = 'id,name\nc,Клиент\nx,Другой\n'
  const columns = 'id,deal_id,client_id,manager_id,kind,state,created_at,occurred_at,duration_s,talk_s\n'
  it('keep a deal from being silent when they name it, or only its client', () => {
    const deals = dealColumns + dealRow('byDeal', 'New') + dealRow('byClient', 'New', { client: 'c' }) + dealRow('young', 'New', { created: at(6) })
      + dealRow('old', 'New', { created: at(5) }) + dealRow('long ago', 'New') + dealRow('other deal', 'New', { client: 'x' })
    const activities = `${columns}1,byDeal,x,m1,call,,,${at(6)},50,\n2,,c,m1,message,,,${at(6)},,\n3,long ago,,m1,email,,,${at(5)},,\n4,old,,m1,call,,,${at(20)},50,0\n5,old,,m1,meeting,,${at(19)},,,\n`
    const result = review({ deals, clients, activities })
    expect(result.stuck.reasons.silent).toBe(3)
    expect(result.stuck.ids).toEqual(['long ago', 'old', 'other deal'])
    expect(result.checks.C.known).toBe(false)
    expect(review({ deals, clients }).stuck.reasons.silent).toBe(0)
  })
  it('are due a note within 24 hours', () => {
    const deals = dealColumns + dealRow('d', 'Offer', { client: 'c' }) + dealRow('n', 'New') + dealRow('p', 'Think')
    const call = (id: string, deal: string, client: string, day: number, time?: string): string => `${id},${deal},${client},m1,call,,,${at(day, time)},9,9\n`
    const activities = columns + call('good', 'd', 'x', 18) + call('late', 'd', '', 16) + call('client', '', 'c', 14) + call('only client', '', 'x', 14)
      + call('old', 'n', '', 12) + call('week', 'n', '', 13, '00:00:00') + call('edge', 'n', '', 19, '19:00:00') + call('neither', '', '', 15) + call('clash', 'p', 'c', 14)
    const notes = 'id,deal_id,client_id,created_at,text,pinned\n'
      + `1,d,,${at(19)},1234567890,1\n2,d,,${at(17, '12:00:01')},1234567890,\n3,d,c,${at(14)},1234567890,\n4,,x,${at(15)}, 123456789 ,\n5,,c,${at(14, '13:00:00')},1234567890,1\n`
    const { C } = review({ deals, clients, activities, notes }).checks
    expect(C.contactsWithoutNote).toEqual({ count: 4, ids: ['clash', 'late', 'only client', 'week'] })
    expect(C.dealsWithoutPinnedNote).toEqual({ count: 1, ids: ['p'] })
    expect(review({ deals, clients, activities, notes }, at(20, '19:00:01')).checks.C.contactsWithoutNote.ids).toContain('edge')
  })
  it('make the numbers of the day', () => {
    const clientsOfDay = `id,name,phone,email,created_at,created_by\n1,Старый,+7 916 123-45-67,a@b.ru,${at(1)},m1\n2,Тот же,+7 (916) 1234567,,${at(20)},o1\n`
      + `3,Тот же,,A@B.RU,${at(20)},o1\n4,Новый,+79161234560,,${at(20)},o1\n5,,+79161234561,,${at(20)},o1\n6,Без связи,,,${at(20)},o1\n`
    const activities = `${columns}1,,,m2,meeting,cancelled,${at(20)},${at(25)},,\n2,,,m1,meeting,held,${at(10)},${at(20)},,\n3,,,m1,call,,,${at(20)},30,\n4,,,m1,invoice,,${at(20)},,,\n5,,,m1,payment,,,${at(20, '19:00:01')},,\n`
    const row = { meetingsSet: 0, meetingsHeld: 0, proposals: 0, presentations: 0, callsWithTalk: 0, invoices: 0, payments: 0, tasksDone: 0, firstContacts: 0 }
    expect(review({ clients: clientsOfDay, activities }).checks.D).toEqual([
      { ...row, manager: 'm1', meetingsHeld: 1, callsWithTalk: 1, invoices: 1 }, { ...row, manager: 'm2', meetingsSet: 1 }, { ...row, manager: 'o1', firstContacts: 1 },
    ])
  })
})

describe('refusals', () => {
  it('queue what an import shows as lost and was open before', () => {
    const first = folder(at(15), { deals: dealColumns + dealRow('a', 'Offer') + dealRow('b', 'New') + dealRow('c', 'Lost', { status: 'lost' }) })
    const second = folder(at(16), {
      deals: dealColumns + dealRow('a', 'Lost', { status: 'lost' }) + dealRow('b', 'New', { status: 'lost' }) + dealRow('c', 'Lost', { status: 'lost' }) + dealRow('new', 'Lost', { status: 'lost' }),
    })
    const third = folder(at(19), { deals: dealColumns + dealRow('a', 'Lost', { status: 'lost' }) + dealRow('b', 'New') })
    const queued = reviewAfter([first, second], at(19, '23:59:59'), settings)
    // Asked on Friday the 16th: the second working day after it is Tuesday the 20th.
    expect(queued.checks.F).toEqual({ count: 2, late: 0, ids: ['a', 'b'] })
    expect(queued.funnel.map((row) => [row.count, row.inReview])).toEqual([[0, 1], [0, 1], [0, 0], [0, 0], [2, 0]])
    expect(reviewAfter([first, second, third], at(20, '00:00:00'), settings).checks.F).toEqual({ count: 1, late: 1, ids: ['a'] })
  })
})

describe('the generator', () => {
  it('gives the same team for the same seed, and reviews that are not before their imports', () => {
    const make = (dir: string): ReviewDocument[] => {
      const team = generateTeam({ seed: 5, deals: 60, dir: join(root, dir), timezone: 'Europe/Berlin', currency: 'EUR' })
      expect(team.importsBefore.every((count) => count >= 1)).toBe(true)
      return team.reviews.map((moment, index) =>
        reviewAfter(team.imports.slice(0, team.importsBefore[index]), moment, { timezone: 'Europe/Berlin', currency: 'EUR' }))
    }
    expect(make('one')).toEqual(make('two'))
  })
})
