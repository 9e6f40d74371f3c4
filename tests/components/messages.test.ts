import { expect, test } from 'vitest'
import { en } from '../../src/i18n/en/index.ts'
import { ru } from '../../src/i18n/ru/index.ts'
import { errorCodes } from '../../src/shared/errors.ts'

const leaves = (tree: object, prefix = ''): Map<string, string> => new Map(Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...leaves(value, `${prefix}${key}.`)]))
const parameters = (message: string): string[] => [...new Set([...message.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? ''))].sort()

test('both languages have the same keys', () => { expect([...leaves(en).keys()].sort()).toEqual([...leaves(ru).keys()].sort()) })

test('a sentence loses none of its figures in translation', () => {
  const english = leaves(en)
  const different = [...leaves(ru)].filter(([key, message]) => parameters(message).join() !== parameters(english.get(key) ?? '').join()).map(([key]) => key)
  expect(different).toEqual([])
})

test('every code has a sentence', () => { for (const code of Object.keys(errorCodes)) expect(ru.errors, code).toHaveProperty(code) })

test('Russian plurals have three forms or four', () => {
  const english = leaves(en)
  const wrong = [...leaves(ru)].filter(([key, message]) => english.get(key)?.includes(' | ') && ![3, 4].includes(message.split('|').length)).map(([key]) => key)
  expect(wrong).toEqual([])
})
