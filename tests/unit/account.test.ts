import { describe, expect, test } from 'vitest'
import { afterFailure, isLocked, lockRule, needsSignIn, normalLogin, passwordProblem, sessionEnd, sessionRule, type Failures } from '../../electron/backend/domain/account.ts'

const minute = 60_000
const none: Failures = { count: 0, lastAt: null, lockedUntil: null }

describe('passwords', () => {
  const common = new Set(['qwertyuiop', 'password123'])
  const problemOf = (password: string, login = 'anna'): string | null => passwordProblem(password, login, text => common.has(text))

  test('length counts characters, not bytes or halves of them', () => {
    expect(problemOf('короткий')).toBe('too_short')
    expect(problemOf('😀'.repeat(9))).toBe('too_short')
    expect(problemOf('😀'.repeat(10))).toBeNull()
    expect(problemOf('я'.repeat(128))).toBeNull()
    expect(problemOf('я'.repeat(129))).toBe('too_long')
  })
  test('a common one in other case is still common', () => expect(problemOf('Password123')).toBe('too_common'))
  test('the login with a few signs behind is none', () => {
    expect(problemOf('a.petrova26', 'a.petrova')).toBe('like_login')
    expect(problemOf('correct horse anna battery')).toBeNull()
  })
})

test('logins are one whatever their case and spaces', () => expect(normalLogin('  Anna@Firma.RU ')).toBe('anna@firma.ru'))

describe('lock', () => {
  const rowOf = (times: readonly number[]): Failures => times.reduce((failures, at) => afterFailure(failures, at), none)

  test('five wrong passwords in a row lock for a quarter of an hour', () => {
    const four = rowOf([0, 1, 2, 3])
    expect(isLocked(four, 4)).toBe(false)
    const five = afterFailure(four, 4)
    expect(isLocked(five, 4 + lockRule.lockedForMs - 1)).toBe(true)
    expect(isLocked(five, 4 + lockRule.lockedForMs)).toBe(false)
  })
  test('a pause ends the row, and so does a lock that is over', () => {
    expect(rowOf([0, 1, 2, 3, 3 + 15 * minute]).count).toBe(1)
    const over = rowOf([0, 1, 2, 3, 4])
    expect(afterFailure(over, over.lockedUntil!).count).toBe(1)
  })
})

test('a place ends after three idle days, and after thirty in any case', () => {
  expect(sessionEnd({ createdAt: 0, lastSeenAt: 5 })).toBe(5 + sessionRule.idleMs)
  expect(sessionEnd({ createdAt: 0, lastSeenAt: sessionRule.wholeMs - 1 })).toBe(sessionRule.wholeMs)
})

test('a local file opens without a password until a second sign-in exists; the network never does', () => {
  expect(needsSignIn('local', { all: 1, heads: 1 })).toBe(false)
  expect(needsSignIn('local', { all: 2, heads: 1 })).toBe(true)
  // A head who has none of their own is never locked out of the own file.
  expect(needsSignIn('local', { all: 3, heads: 0 })).toBe(false)
  expect(needsSignIn('shared', { all: 0, heads: 0 })).toBe(true)
  expect(needsSignIn('api', { all: 1, heads: 1 })).toBe(true)
})
