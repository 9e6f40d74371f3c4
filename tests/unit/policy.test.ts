import { describe, expect, it } from 'vitest'
import { allowedOnDeal, allowedOnRefusal, allowedOnTask, may, type PolicyAction, type PolicyActor } from '../../electron/backend/domain/policy.ts'
import { roles, type DealStatus, type Role } from '../../src/shared/vocabulary.ts'

const actor = (role: Role): PolicyActor => ({ id: 1, role, teams: role === 'supervisor' ? ['Юг'] : [] })
const own = { ownerId: 1, team: 'Юг' }
const ofTeam = { ownerId: 2, team: 'Юг' }
const foreign = { ownerId: 3, team: 'Север' }
const nobodys = { ownerId: null, team: null }
const whose = { own, ofTeam, foreign, nobodys }

describe('who may do what', () => {
  // For each role: whose records the action reaches.
  const table: [PolicyAction, Record<Role, string>][] = [
    ['see_deals', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: 'own ofTeam foreign nobodys', operator: '', manager: 'own' }],
    ['see_money', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: 'own' }],
    ['see_contacts', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: 'own ofTeam foreign nobodys', manager: 'own' }],
    ['decide_refusal', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: '' }],
    ['request_refusal', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: 'own' }],
    ['reopen_refusal', { head: 'own ofTeam foreign nobodys', supervisor: '', qa: '', operator: '', manager: '' }],
    ['transfer_deal', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: '' }],
    ['transfer_client', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: '' }],
    ['decide_task_move', { head: 'own ofTeam foreign nobodys', supervisor: 'own ofTeam', qa: '', operator: '', manager: '' }],
    ['score_calls', { head: 'own ofTeam foreign nobodys', supervisor: '', qa: 'own ofTeam foreign nobodys', operator: '', manager: '' }],
    ['enter_clients', { head: 'own ofTeam foreign nobodys', supervisor: '', qa: '', operator: 'own ofTeam foreign nobodys', manager: 'own ofTeam foreign nobodys' }],
    ['change_settings', { head: 'own ofTeam foreign nobodys', supervisor: '', qa: '', operator: '', manager: '' }],
  ]
  it.each(table)('%s', (action, expected) => {
    for (const role of roles) {
      const reached = Object.entries(whose).filter(([, subject]) => may(actor(role), action, subject)).map(([name]) => name).join(' ')
      expect(reached, role).toBe(expected[role])
    }
  })

  it('a supervisor without a team reaches nothing, not even what has no team', () => {
    const alone: PolicyActor = { id: 1, role: 'supervisor', teams: [] }
    expect(may(alone, 'decide_refusal', nobodys)).toBe(false)
    expect(may(alone, 'see_deals')).toBe(false)
  })

  it('nobody is offered to decide on their own request while another decider exists', () => {
    const pending = { state: 'pending', requestedBy: 1, reopenable: false } as const
    expect(allowedOnRefusal(actor('head'), ofTeam, { ...pending, otherDecider: true })).toEqual([])
    expect(allowedOnRefusal(actor('head'), ofTeam, { ...pending, otherDecider: false })).toEqual(['approve', 'return', 'reassign'])
    expect(allowedOnRefusal(actor('head'), ofTeam, { ...pending, requestedBy: 2, otherDecider: true })).toEqual(['approve', 'return', 'reassign'])
    expect(allowedOnRefusal(actor('manager'), own, { ...pending, otherDecider: false })).toEqual([])
  })

  it('a decision is reopened by the head alone, while it still stands', () => {
    const approved = { state: 'approved', requestedBy: 2, otherDecider: true } as const
    expect(allowedOnRefusal(actor('head'), ofTeam, { ...approved, reopenable: true })).toEqual(['reopen'])
    expect(allowedOnRefusal(actor('head'), ofTeam, { ...approved, reopenable: false })).toEqual([])
    expect(allowedOnRefusal(actor('supervisor'), ofTeam, { ...approved, reopenable: true })).toEqual([])
  })

  it('work is offered on open deals, a question while a refusal waits, a transfer always', () => {
    const offered = (status: DealStatus, parked = false) => allowedOnDeal(actor('head'), own, { status, otherDecider: true, parked })
    expect(offered('open', true)).toEqual(['request_refusal', 'question', 'task', 'park', 'move', 'unpark', 'reassign', 'spread', 'log_call', 'plan_task'])
    expect(offered('refusal_review')).toEqual(['decide_refusal', 'question', 'reassign', 'spread', 'log_call', 'plan_task'])
    expect(offered('won')).toEqual(['reassign', 'spread'])
    expect(allowedOnDeal(actor('supervisor'), ofTeam, { status: 'open', otherDecider: true })).toEqual(['request_refusal', 'reassign', 'spread', 'log_call', 'plan_task'])
  })

  it('a manager asks and is offered nothing of the deciders’', () => {
    expect(allowedOnDeal(actor('manager'), own, { status: 'open', otherDecider: true })).toEqual(['request_refusal', 'log_call', 'plan_task'])
    expect(allowedOnDeal(actor('manager'), own, { status: 'refusal_review', otherDecider: true })).toEqual(['log_call', 'plan_task'])
    expect(allowedOnTask(actor('manager'), [own], { open: true })).toEqual(['ask_move', 'close', 'log_call'])
    expect(allowedOnTask(actor('manager'), [foreign, own], { open: true })).toEqual(['ask_move', 'close', 'log_call'])
    expect(allowedOnTask(actor('manager'), [foreign], { open: true })).toEqual([])
    expect(allowedOnTask(actor('manager'), [own], { open: false })).toEqual([])
    expect(allowedOnTask(actor('qa'), [own], { open: true })).toEqual([])
    expect(allowedOnTask(actor('head'), [own], { open: false, done: true })).toEqual(['question', 'task'])
    expect(allowedOnTask(actor('head'), [own], { open: false })).toEqual([])
  })

  it('a wish to move a task is decided by head or supervisor, and by nobody who asked while another can', () => {
    const asked = (role: Role, askedBy: number, otherDecider: boolean) => allowedOnTask(actor(role), [ofTeam], { open: true, request: { askedBy, otherDecider } }).includes('decide_move')
    expect([asked('head', 2, true), asked('supervisor', 2, true), asked('manager', 2, true), asked('qa', 2, true)]).toEqual([true, true, false, false])
    expect([asked('supervisor', 1, true), asked('supervisor', 1, false)]).toEqual([false, true])
    expect(allowedOnTask(actor('supervisor'), [foreign], { open: true, request: { askedBy: 3, otherDecider: true } })).toEqual([])
  })
})
