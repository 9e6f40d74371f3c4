import type { AnyProcedure } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { router } from '../../electron/backend/api/router.ts'
import { contract } from '../../src/shared/contract/index.ts'
import { elsewhere, matrix, refusedTo } from './policyMatrix.ts'
import { callers, makePolicyTeam, type CallerKey, type PolicyTeam } from './policyTeam.ts'

let team: PolicyTeam
beforeAll(async () => { team = await makePolicyTeam() })
afterAll(() => team.close())

const leaves = (node: object, path: string[] = []): string[] => '~orpc' in node ? [path.join('.')] : Object.entries(node).flatMap(([key, child]) => leaves(child as object, [...path, key]))
const procedureOf = (name: string): AnyProcedure => name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], router) as AnyProcedure
const keys = Object.keys(callers) as CallerKey[]

test('every procedure has its row: a new one without a word on who may call it fails here', () => {
  expect([...Object.keys(matrix), ...Object.keys(elsewhere)].sort()).toEqual(leaves(contract).sort())
  expect(Object.keys(refusedTo).filter(name => !(name in elsewhere))).toEqual([])
})

test.each(Object.entries(matrix))('%s', async (name, [who, input]) => {
  const said: Record<string, string> = {}
  for (const key of keys) said[key] = await team.ask(procedureOf(name), input?.(team), key)
  expect(said).toEqual(Object.fromEntries(keys.map(key => [key, who.includes(key) ? 'yes' : 'no'])))
})

test.each(Object.entries(refusedTo))('%s: to nobody but the head', async (name, input) => {
  for (const key of keys.filter(each => each !== 'H')) expect([key, await team.ask(procedureOf(name), input(team), key)]).toEqual([key, 'no'])
})
