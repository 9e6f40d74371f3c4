import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { atLocalDesk, lockRule, sessionRule, type Caller } from '../../electron/backend/domain/account.ts'
import { addPerson } from '../../electron/backend/usecases/addPerson.ts'
import { sessionFor } from '../../electron/backend/usecases/enter.ts'
import { endSessionsOf, invite, removeSignIn, saveSignIn, signInViews, unlockSignIn } from '../../electron/backend/usecases/manageSignIns.ts'
import { acceptInvitation, accountState, changePassword, mySessions, readInvitation, signIn, signOut, signOutEverywhere } from '../../electron/backend/usecases/signIn.ts'
import { checkWorkspace } from '../../electron/backend/usecases/checkWorkspace.ts'
import { makeTestWorkspace, testNow, type TestWorkspace } from './helpers.ts'

let team: TestWorkspace
beforeEach(async () => { team = await makeTestWorkspace() })
afterEach(() => team.cleanup())

let last = 0
const commandId = (): string => `command-${++last}`
const shared: Caller = { door: 'shared', token: null, address: '10.0.0.7' }
const good = 'correct horse battery'
const headPassword = 'first things first'

const addHead = () => changePassword(team.session, { commandId: commandId(), login: 'Anna', present: null, next: headPassword })
const addBoris = () => addPerson(team.session, { name: 'Борис', role: 'manager', login: 'boris', team: 'A', password: good })
const entered = async (login: string, password: string, caller = shared): Promise<Caller> => ({ ...caller, token: (await signIn(team.desk, caller, { login, password })).token })

describe('the way in', () => {
  test('the local desk is the head\'s until a second person has a sign-in', async () => {
    await addHead()
    expect(accountState(team.desk, atLocalDesk)).toMatchObject({ needsSignIn: false, me: { role: 'head' }, login: 'anna' })
    await addBoris()
    expect(accountState(team.desk, atLocalDesk)).toMatchObject({ needsSignIn: true, me: null })
    expect(() => sessionFor(team.desk, atLocalDesk)).toThrow(expect.objectContaining({ code: 'SIGN_IN', details: { reason: 'none' } }))
    const boris = await entered('BORIS ', good, atLocalDesk)
    expect(sessionFor(team.desk, boris).actor).toMatchObject({ name: 'Борис', role: 'manager' })
  })

  test('the network always asks, also for a file without any sign-in', () => {
    expect(() => sessionFor(team.desk, shared)).toThrow(expect.objectContaining({ code: 'SIGN_IN' }))
  })

  test('wrong logins and wrong passwords are told apart by nothing, and both lock', async () => {
    await addBoris()
    const tried = async (login: string) => {
      const said: unknown[] = []
      for (let round = 0; round < lockRule.failures + 1; round++) said.push(await signIn(team.desk, shared, { login, password: 'wrong wrong' }).catch(({ code, message, details }) => ({ code, message, details })))
      return said
    }
    const known = await tried('boris')
    expect(known).toEqual(await tried('nobody'))
    expect(known.slice(-2)).toMatchObject([{ code: 'SIGN_IN' }, { code: 'TOO_MANY' }])
    // The right password doesn't help while locked; the head's word and time do.
    await expect(signIn(team.desk, shared, { login: 'boris', password: good })).rejects.toMatchObject({ code: 'TOO_MANY' })
    expect(signInViews(team.session).find(({ login }) => login === 'boris')).toMatchObject({ state: 'locked', lockedUntil: testNow + lockRule.lockedForMs })
    unlockSignIn(team.session, { commandId: commandId(), personId: signInViews(team.session).find(({ login }) => login === 'boris')!.personId })
    await expect(signIn(team.desk, shared, { login: 'boris', password: good })).resolves.toMatchObject({ me: { name: 'Борис' } })
  })

  test('a place ends by signing out, by the other end, by the head, by idleness, and with the person', async () => {
    const { personId } = await addBoris()
    const first = await entered('boris', good)
    const second = await entered('boris', good)
    expect(mySessions(sessionFor(team.desk, first))).toHaveLength(2)
    signOut(sessionFor(team.desk, first))
    expect(() => sessionFor(team.desk, first)).toThrow(expect.objectContaining({ details: { reason: 'over' } }))
    const third = await entered('boris', good)
    expect(signOutEverywhere(sessionFor(team.desk, second), { commandId: commandId(), here: false })).toEqual({ ended: 1 })
    expect(() => sessionFor(team.desk, third)).toThrow()
    expect(endSessionsOf(team.session, { commandId: commandId(), personId })).toEqual({ ended: 1 })
    expect(() => sessionFor(team.desk, second)).toThrow()

    const fourth = await entered('boris', good)
    team.setNow(testNow + sessionRule.idleMs - 1)
    expect(sessionFor(team.desk, fourth).actor.id).toBe(personId)
    team.setNow(testNow + 2 * sessionRule.idleMs - 2)
    expect(sessionFor(team.desk, fourth).actor.id).toBe(personId)
    team.setNow(testNow + 4 * sessionRule.idleMs)
    expect(() => sessionFor(team.desk, fourth)).toThrow()
    const fifth = await entered('boris', good)
    team.desk.db.sqlite.prepare('UPDATE person SET active = 0 WHERE id = ?').run(personId)
    expect(() => sessionFor(team.desk, fifth)).toThrow()
    await expect(signIn(team.desk, shared, { login: 'boris', password: good })).rejects.toMatchObject({ code: 'SIGN_IN' })
  })
})

describe('passwords and invitations', () => {
  test('a new password signs the other places out and needs the present one', async () => {
    await addBoris()
    const here = await entered('boris', good)
    const there = await entered('boris', good)
    const next = 'another good phrase'
    const change = (present: string) => changePassword(sessionFor(team.desk, here), { commandId: commandId(), present, next })
    await expect(change('wrong wrong')).rejects.toMatchObject({ code: 'SIGN_IN', details: { reason: 'present' } })
    await expect(changePassword(sessionFor(team.desk, here), { commandId: commandId(), present: good, next: 'password123' })).rejects.toMatchObject({ code: 'BAD_INPUT', details: { problem: 'too_common' } })
    await change(good)
    expect(() => sessionFor(team.desk, there)).toThrow()
    expect(sessionFor(team.desk, here).actor.name).toBe('Борис')
    await expect(signIn(team.desk, shared, { login: 'boris', password: good })).rejects.toMatchObject({ code: 'SIGN_IN' })
  })

  test('a link works once, until it is over or a later one is made', async () => {
    const { personId, invitation } = await addPerson(team.session, { name: 'Вера', role: 'qa', login: 'vera', team: null, password: null })
    expect(readInvitation(team.desk, invitation!.token)).toMatchObject({ name: 'Вера', login: 'vera', kind: 'invite' })
    await expect(signIn(team.desk, shared, { login: 'vera', password: '' })).rejects.toMatchObject({ code: 'SIGN_IN' })
    const later = invite(team.session, { commandId: commandId(), personId })
    await expect(acceptInvitation(team.desk, shared, { token: invitation!.token, password: good })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { token } = await acceptInvitation(team.desk, shared, { token: later.token, password: good })
    expect(sessionFor(team.desk, { ...shared, token }).actor).toMatchObject({ name: 'Вера', role: 'qa' })
    await expect(acceptInvitation(team.desk, shared, { token: later.token, password: good })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const over = invite(team.session, { commandId: commandId(), personId })
    team.setNow(over.expiresAt)
    expect(() => readInvitation(team.desk, over.token)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  test('somebody whom the export brought gets the sign-in and does not stand there twice', async () => {
    team.desk.db.sqlite.prepare("INSERT INTO person (source, external_id, name, role, role_confirmed, active, created_at) VALUES ('native', 'p1', 'Глеб', 'manager', 0, 1, 0)").run()
    const added = await addPerson(team.session, { name: 'Глеб', role: 'manager', login: 'gleb', team: null, password: good })
    expect(added.known).toBe(true)
    expect(signInViews(team.session).filter(({ name }) => name === 'Глеб')).toMatchObject([{ role: 'manager', roleConfirmed: true, state: 'active' }])
    await expect(addPerson(team.session, { name: 'Другой', role: 'qa', login: ' GLEB', team: null, password: good })).rejects.toMatchObject({ code: 'CONFLICT', details: { reason: 'login' } })
    // Nothing of the refused person stayed.
    expect(signInViews(team.session).some(({ name }) => name === 'Другой')).toBe(false)
  })

  test('only the head manages sign-ins, and takes away nobody\'s by accident: not the own', async () => {
    const { personId } = await addBoris()
    const boris = sessionFor(team.desk, await entered('boris', good))
    expect(() => signInViews(boris)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
    await expect(saveSignIn(boris, { commandId: commandId(), personId, login: 'head' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(() => removeSignIn(team.session, { commandId: commandId(), personId: team.session.actor.id })).toThrow(expect.objectContaining({ details: { rule: 'own_sign_in' } }))
    removeSignIn(team.session, { commandId: commandId(), personId })
    expect(() => sessionFor(team.desk, { ...shared, token: 'x'.repeat(43) })).toThrow()
    await expect(signIn(team.desk, shared, { login: 'boris', password: good })).rejects.toMatchObject({ code: 'SIGN_IN' })
  })
})

test('no secret stands in the file: neither passwords nor tokens, and the audit chain holds', async () => {
  await addHead()
  const { personId } = await addBoris()
  const { token } = await entered('boris', good)
  const { token: link } = invite(team.session, { commandId: commandId(), personId })
  const tables = team.desk.db.sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'").pluck().all() as string[]
  const whole = tables.map(name => JSON.stringify(team.desk.db.sqlite.prepare(`SELECT * FROM "${name}"`).all())).join('\n')
  expect(whole).toContain('argon2id')
  for (const secret of [good, headPassword, token!, link]) expect(whole).not.toContain(secret)
  expect(checkWorkspace(team.desk.db)).toMatchObject({ ok: true })
})
