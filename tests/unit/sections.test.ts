import { expect, test } from 'vitest'
import { inKeptOrder, type Section } from '../../src/features/today/sections.ts'

const section = (key: string): Section => ({ key, manager: null, absent: false, count: 1, open: 1, money: { amount: 0, noRate: 0 }, fresh: [], backlog: [] })
const keys = (sections: Section[]): string[] => sections.map(({ key }) => key)

test('managers keep their places when sums change, and who comes later stands last', () => {
  const order = new Map<string, number>()
  expect(keys(inKeptOrder([section('a'), section('b'), section('c')], order))).toEqual(['a', 'b', 'c'])
  expect(keys(inKeptOrder([section('c'), section('d'), section('a')], order))).toEqual(['a', 'c', 'd'])
})
