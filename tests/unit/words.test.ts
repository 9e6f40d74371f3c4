import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { en } from '../../src/i18n/en/index.ts'
import { es } from '../../src/i18n/es/index.ts'
import { i18n, languages, pluralRules, text, type MessageKey } from '../../src/i18n/index.ts'
import { ru } from '../../src/i18n/ru/index.ts'
import { errorCodes } from '../../src/shared/errors.ts'
import { activityKinds, checks, dayMetrics, decisionKinds, factKinds, findingKinds, refusalClasses, refusalStates, roles, shippedReasons, stageKinds, stuckReasons } from '../../src/shared/vocabulary.ts'

const root = join(import.meta.dirname, '..', '..')
const texts = { ru, en, es }
const leaves = (tree: object, prefix = ''): Map<string, string> => new Map(Object.entries(tree).flatMap(([key, value]) => typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...leaves(value, `${prefix}${key}.`)]))
const all = Object.fromEntries(languages.map(language => [language, leaves(texts[language])])) as Record<(typeof languages)[number], Map<string, string>>
const others = ['en', 'es'] as const
const parameters = (form: string): string => [...new Set([...form.matchAll(/\{(\w+)\}/g)].map(match => match[1]))].sort().join()
const sourceOf = (folder: string, except?: string): string => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter(file => /\.(ts|vue)$/.test(file) && !(except && file.startsWith(except))).map(file => readFileSync(join(root, folder, file), 'utf8')).join('\n')
const backend = sourceOf('electron/backend')
const missing = (prefix: string, words: Iterable<string>): string[] => [...new Set(words)].flatMap(word => languages.filter(language => !all[language].has(`${prefix}.${word}`)).map(language => `${language} ${prefix}.${word}`))
const matches = (pattern: RegExp): string[] => [...backend.matchAll(pattern)].map(match => match[1] ?? '')

test('every language has the same keys', () => { for (const language of others) expect([...all[language].keys()].sort()).toEqual([...all.ru.keys()].sort()) })

test('a sentence loses none of its figures in translation, in no form', () => {
  const wrong = languages.flatMap(language => [...all[language]].filter(([key, message]) => message.split(' | ').some(form => parameters(form) !== parameters(all.ru.get(key)!.split(' | ')[0]!))).map(([key]) => `${language} ${key}`))
  expect(wrong).toEqual([])
})

test('a count has the plural forms of its language: three in Russian, two in English and Spanish', () => {
  const wrong = languages.flatMap(language => [...all[language]].filter(([key, message]) => {
    const counts = languages.some(each => all[each].get(key)?.includes(' | '))
    return message.split(' | ').length !== (counts ? language === 'ru' ? 3 : 2 : 1)
  }).map(([key]) => `${language} ${key}`))
  expect(wrong).toEqual([])
})

test('a form that can be read with another number than 1 shows its number: 21 takes the first form in Russian, 1.5 the second', () => {
  const wrong = [...all.ru].flatMap(([key, message]) => {
    const [first, ...others] = message.split(' | ')
    // «1 сделка» alone would say «сделка» of 21; words that stand beside their figure (units) have none in any form.
    return others.length > 0 && !first!.includes('{n}') && others.some(form => form.includes('{n}')) ? [key] : []
  })
  expect(wrong).toEqual([])
})

test('a Russian count is never followed by a noun that fits only some numbers', () => {
  const wrong = [...all.ru].filter(([, message]) => !message.includes(' | ') && /\{(?:n|needed|count|max|min|length)\} (?:знак|дн|день|задач|сделк|строк|отказ|раз(?![а-яё])|час|минут)[а-яё]*/.test(message)).map(([key]) => key)
  expect(wrong).toEqual([])
})

test('parameters are said in each language as often as in Russian: no figure twice, none dropped', () => {
  const times = (form: string): string => [...form.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort().join()
  const wrong = others.flatMap(language => [...all[language]].filter(([key, message]) => message.split(' | ').some(form => times(form) !== times(all.ru.get(key)!.split(' | ')[0]!))).map(([key]) => `${language} ${key}`))
  expect(wrong).toEqual([])
})

test.each([
  ['ru', [[0, 2], [1, 0], [2, 1], [4, 1], [5, 2], [11, 2], [12, 2], [14, 2], [21, 0], [22, 1], [25, 2], [101, 0], [111, 2], [1.5, 1], [0.5, 1], [-1, 0]]],
  ['en', [[0, 1], [1, 0], [2, 1], [5, 1], [11, 1], [21, 1], [1.5, 1], [0.5, 1]]],
  ['es', [[0, 1], [1, 0], [2, 1], [5, 1], [11, 1], [21, 1], [1.5, 1], [0.5, 1]]],
] as const)('plurals of %s', (language, cases) => {
  for (const [count, form] of cases) expect(pluralRules[language](count, language === 'ru' ? 3 : 2), String(count)).toBe(form)
})

test('every error, rule, audit action, rejection, warning and step that the backend can say has its words', () => {
  expect(missing('errors', Object.keys(errorCodes))).toEqual([])
  const rules = matches(/'REFUSED_BY_RULE',[^\n]*\brule: '(\w+)'/g)
  expect(rules.length).toBeGreaterThan(20)
  expect(missing('errorRules', [...rules, ...matches(/TransferWarning = \{ rule: '(\w+)'/g)])).toEqual([])
  const actions = [...matches(/\baction: '(\w+)'/g), ...[...backend.matchAll(/\baction(?: =|:) [^\n?,]*\? '(\w+)' : '(\w+)'/g)].flatMap(match => match.slice(1))]
  for (const known of ['decideFinding', 'closeDirectly', 'requestRefusal', 'reopenControlTask', 'reassignRefusal', 'importChange']) expect(actions).toContain(known)
  expect(missing('record.action', actions)).toEqual([])
  const rejections = /type RejectionCode =([^\n]*\n(?:\s+\|[^\n]*\n)*)/.exec(backend)?.[1]?.match(/\w+/g) ?? []
  expect(rejections).toContain('BAD_DATE')
  expect(missing('importing.codes', rejections)).toEqual([])
  expect(missing('importing.warnings', matches(/\bwarn\(context, '(\w+)'/g))).toEqual([])
  expect(missing('progress', matches(/\b(?:report|onStep|step:)\(? ?'([a-z]+\.[a-z]+)'/g))).toEqual([])
})

test('every action and rejection that has words is one that the backend says', () => {
  const made = matches(/\baction: `\$\{\w+\}(\w+)`/g)
  expect(Object.keys(ru.record.action).filter(action => !backend.includes(`'${action}'`) && !made.some(ending => action.endsWith(ending)))).toEqual([])
  expect(Object.keys(ru.importing.codes).filter(code => code !== 'other' && !backend.includes(`'${code}'`))).toEqual([])
  expect(Object.keys(ru.errorRules).filter(rule => !backend.includes(`'${rule}'`))).toEqual([])
})

test('every word of the vocabulary is said in every language', () => {
  expect([
    ...missing('common.roles', roles), ...missing('common.stageKinds', stageKinds), ...missing('common.stuck', stuckReasons), ...missing('common.activities', activityKinds), ...missing('record.contact', activityKinds),
    ...missing('today.names', checks), ...missing('today.findings', findingKinds), ...missing('today.decided', decisionKinds), ...missing('today.metrics', dayMetrics), ...missing('today.metricsShort', dayMetrics),
    ...missing('importing.kinds', factKinds), ...missing('refusals.classes', refusalClasses), ...missing('refusals.reasons', shippedReasons), ...missing('refusals.state', refusalStates), ...missing('record.refusal.state', refusalStates),
  ]).toEqual([])
})

test('the window asks for no words that are not there, and none lie unused', () => {
  const window = sourceOf('src', 'i18n')
  const asked = new Set([...window.matchAll(new RegExp(`'((?:${Object.keys(ru).join('|')})(?:\\.\\w+)+)'`, 'g'))].map(match => match[1]!))
  // The shell's own: menu, tray, notifications, dialogs.
  const shell = sourceOf('electron/main')
  for (const key of all.ru.keys()) if (/^desktop\.(menu|tray|remind|dialog)\./.test(key) && new RegExp(`\\.${key.split('.').at(-1)}\\b`).test(shell)) asked.add(key)
  const groups = new Set([...all.ru.keys()].flatMap(key => key.split('.').map((_, at, parts) => parts.slice(0, at).join('.'))))
  expect([...asked].filter(key => !all.ru.has(key) && !groups.has(key) && key !== 'importing.run')).toEqual([])
  const patterns = [...new Set([...window.matchAll(/`((?:\w+\.)+(?:\$\{[^}]*\}|[\w.])*)`/g)].map(match => match[1]!))].map(found => new RegExp(`^${found.split(/\$\{[^}]*\}/).map(part => part.replaceAll('.', '\\.')).join('[\\w.]+')}$`))
  const looked = [...asked].filter(key => groups.has(key))
  expect([...all.ru.keys()].filter(key => !asked.has(key) && !patterns.some(pattern => pattern.test(key)) && !looked.some(group => key.startsWith(`${group}.`)))).toEqual([])
})

test('a shortened month at a sentence’s end brings its only full stop', () => {
  i18n.global.locale.value = 'ru'
  expect(text('record.parked', { day: 'пн, 30 нояб.', reason: 'Стройка стоит' })).toBe('Отложена до пн, 30 нояб. Стройка стоит')
  expect(text('record.parked', { day: '3 мая', reason: 'Стройка стоит' })).toBe('Отложена до 3 мая. Стройка стоит')
})

test('figures keep to their units, quotes and dashes are the language’s own', () => {
  for (const language of languages) {
    const foreign = language === 'en' ? /[«»"]/ : /["“”]/
    const wrong = [...all[language]].map(([key, message]) => [key, message.replaceAll('{\'@\'}', '')] as const).filter(([, message]) => foreign.test(message) || /\w'\w| - |\.\.\.| {2}|^\s|\s$/.test(message)).map(([key]) => `${language} ${key}`)
    expect(wrong).toEqual([])
  }
  for (const key of ['daysShort', 'daysAtLeast', 'seconds', 'minutes', 'hours'] as const) for (const language of languages) expect(texts[language].ui[key], `${language} ${key}`).toMatch(/\}\u00a0\S/)
})

test('one term for one thing: no second word for a note, an import, a backlog; never a word of fines', () => {
  const found = (language: (typeof languages)[number], pattern: RegExp): string[] => [...all[language]].filter(([, message]) => pattern.test(message.replaceAll(/\{\w+\}/g, ''))).map(([key]) => key)
  expect(found('ru', /заметк|импорт|штраф|бэклог|лид(?![а-яё])|клиент думает над|отдел(?!ьно| продаж)|перевыстав/i)).toEqual([])
  expect(found('en', /\bfine[ds]?\b|penalt|\blead owner\b|without leave|in circles/i)).toEqual([])
  expect(found('es', /multa|sanci|oportunidad|\btrato\b|pipeline|vendedor|importaci|atascad|período|tarea creada/i)).toEqual([])
})

test('a sentence put together from its pieces is the one that vue-i18n makes', () => {
  try {
    for (const language of languages) {
      i18n.global.locale.value = language
      for (const [key, message] of all[language]) {
        const values = Object.fromEntries([...message.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => name === 'n' ? [] : [[name, `‹${name}›`]]))
        const counts = message.includes(' | ') || message.includes('{n}') ? [1, 0, 2, 5, 11, 21, 1.5, 1234] : [undefined]
        for (const count of counts) {
          const whole = count === undefined ? i18n.global.t(key, values) : i18n.global.t(key, { n: new Intl.NumberFormat(language).format(count), ...values }, count)
          expect(text(key as MessageKey, values, count), `${language} ${key} ${count}`).toBe(whole)
        }
      }
    }
    expect(text('ui.daysShort', { days: null })).toBe(i18n.global.t('ui.daysShort', { days: null }))
  } finally {
    i18n.global.locale.value = 'ru'
  }
})
