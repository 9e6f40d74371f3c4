import { currencyDigits, parseAmount } from '../../domain/money.ts'

export type DecimalMark = ',' | '.'
/** What the numbers of a column say about its decimal mark; `either` those that could be read in both ways. */
export interface NumberEvidence { comma: number, dot: number, either?: number }

const signs: Record<string, string> = { '₽': 'RUB', '€': 'EUR', $: 'USD', '£': 'GBP', '₸': 'KZT', '₴': 'UAH', '₺': 'TRY', '¥': 'JPY', '₹': 'INR', zł: 'PLN', r$: 'BRL', us$: 'USD', br: 'BYN', Br: 'BYN' }
const words: [RegExp, string][] = [
  [/^(руб|рос\S* руб|rub|russian r)/, 'RUB'], [/^(евро|euro|eur)/, 'EUR'], [/^(долл|us dollar|доллар сша|usd|d[oó]lar)/, 'USD'], [/^(тенге|tenge)/, 'KZT'],
  [/^(гривн|hryvn)/, 'UAH'], [/^(бел\S* руб|belarus)/, 'BYN'], [/^(фунт|pound|british)/, 'GBP'], [/^(сум|uzbek|сўм)/, 'UZS'], [/^(peso mex|мексик)/, 'MXN'], [/^(дирхам|dirham|uae)/, 'AED'],
]

/** ISO 4217 code of a currency column's word or of a sign; null when it says none. */
export const readCurrency = (text: string): string | null => {
  const trimmed = text.trim()
  if (/^[A-Za-z]{3}$/.test(trimmed)) return trimmed.toUpperCase() === 'RUR' ? 'RUB' : trimmed.toUpperCase()
  const inBrackets = /[([]([A-Z]{3})[)\]]/.exec(trimmed)
  if (inBrackets) return inBrackets[1]!
  const folded = trimmed.toLowerCase()
  return signs[folded] ?? signs[trimmed] ?? words.find(([pattern]) => pattern.test(folded))?.[1] ?? null
}

/** The currency that a header or an amount names by sign or code: `Бюджет ₽`, `Amount (USD)`, `€ 2.900,00`. */
export const currencyIn = (text: string): string | null => {
  const found = /r\$|us\$|zł|[₽€$£₸₴₺¥₹]|руб|тенге|грн|\b[A-Z]{3}\b/iu.exec(text)
  if (!found) return null
  if (/^[A-Za-z]{3}$/.test(found[0]) && !known.has(found[0])) return null
  return found[0] === 'грн' ? 'UAH' : readCurrency(found[0])
}
const known = new Set(['RUB', 'RUR', 'EUR', 'USD', 'GBP', 'KZT', 'UAH', 'BYN', 'UZS', 'PLN', 'TRY', 'AED', 'BRL', 'MXN', 'ARS', 'CLP', 'COP', 'PEN', 'CNY', 'JPY', 'INR', 'CHF', 'CZK', 'GEL', 'AMD', 'AZN', 'KGS', 'TJS', 'MDL', 'ILS'])

const times: [RegExp, number][] = [[/(тыс\.?|k|к)$/i, 3], [/(млн\.?|m|mn)$/i, 6], [/(млрд\.?|bn|b)$/i, 9]]

interface Body { negative: boolean, text: string, zeros: number }

/** Digits and marks alone; null when something else is in there. */
const bodyOf = (text: string): Body | null => {
  let rest = text.replace(/[\s\u00a0\u202f\u2007\u2009'’]/g, '').replace(/[−–]/g, '-')
  const inBrackets = /^\((.*)\)$/.exec(rest)
  if (inBrackets) rest = inBrackets[1]!
  rest = rest.replace(/^[^\d.,+-]+/, prefix => isMoneyWord(prefix) ? '' : prefix).replace(/^([+-])[^\d.,]+/, '$1')
  let zeros = 0
  const suffix = /[^\d.,]\D*$/.exec(rest)?.[0]
  if (suffix) {
    const scale = times.find(([pattern]) => pattern.test(suffix) && pattern.exec(suffix)![0] === suffix)
    if (scale) zeros = scale[1]
    else if (suffix !== '%' && suffix !== '-' && !isMoneyWord(suffix)) return null
    rest = rest.slice(0, -suffix.length)
  }
  const sign = /^[+-]/.exec(rest)?.[0]
  const digits = sign ? rest.slice(1) : rest
  return /^[\d.,]*\d[\d.,]*$/.test(digits) ? { negative: sign === '-' || inBrackets !== null || suffix === '-', text: digits, zeros } : null
}
const isMoneyWord = (text: string): boolean => /^-?(r\$|us\$|zł|[₽€$£₸₴₺¥₹]|руб\.?|р\.?|rub|тенге|тг\.?|грн\.?|[a-z]{3})\.?-?$/i.test(text)

/** The mark that certainly divides decimals, the one that certainly groups thousands, or neither. */
const evidenceOf = (text: string): { decimal: DecimalMark } | null => {
  const [comma, dot] = [text.lastIndexOf(','), text.lastIndexOf('.')]
  if (comma >= 0 && dot >= 0) return { decimal: comma > dot ? ',' : '.' }
  const mark = comma >= 0 ? ',' : dot >= 0 ? '.' : null
  if (!mark) return null
  const other = mark === ',' ? '.' : ','
  const parts = text.split(mark)
  if (parts.length > 2) return { decimal: other }
  const [head, tail] = parts as [string, string]
  if (tail.length !== 3 || head === '' || head === '0' || head.length > 3) return { decimal: mark }
  return null
}

export const noteNumber = (evidence: NumberEvidence, text: string): boolean => {
  const body = bodyOf(text)
  if (!body) return false
  const found = evidenceOf(body.text)
  if (found) evidence[found.decimal === ',' ? 'comma' : 'dot']++
  else if (/[.,]/.test(body.text)) evidence.either = (evidence.either ?? 0) + 1
  return true
}

export const decimalOf = ({ comma, dot }: NumberEvidence, otherwise: DecimalMark): DecimalMark => comma === dot ? otherwise : comma > dot ? ',' : '.'

/** A number as people write it, as a plain decimal with a dot; `decimal` decides where it could be read in two ways. Null when it is none. */
export const readNumber = (text: string, decimal: DecimalMark): string | null => {
  const body = bodyOf(text)
  if (!body) return null
  const mark = evidenceOf(body.text)?.decimal ?? decimal
  const group = mark === ',' ? '.' : ','
  const [whole = '', fraction = '', ...more] = body.text.split(mark)
  if (more.length > 0 || fraction.includes(group)) return null
  const groups = whole.split(group)
  if (groups.length > 1 && groups.some((part, index) => index === 0 ? part.length < 1 || part.length > 3 : part.length !== 3)) return null
  return shift(`${body.negative ? '-' : ''}${groups.join('') || '0'}`, fraction, body.zeros)
}

const shift = (whole: string, fraction: string, zeros: number): string => {
  const moved = whole + fraction.slice(0, zeros).padEnd(zeros, '0')
  const rest = fraction.slice(zeros)
  return rest === '' ? moved : `${moved}.${rest}`
}

/** Minor units of an amount; what has more places than its currency is rounded, because exports write 2900.0000001. */
export const readAmount = (text: string, decimal: DecimalMark, currency: string): number | null => {
  const number = readNumber(text, decimal)
  if (number === null) return null
  const digits = currencyDigits(currency)
  const [whole, fraction = ''] = number.split('.') as [string, string?]
  const amount = parseAmount(`${whole}.${fraction.slice(0, digits)}`, currency)
  if (amount === null) return null
  const up = (fraction[digits] ?? '0') >= '5' ? (whole.startsWith('-') ? -1 : 1) : 0
  return amount + up === 0 ? 0 : amount + up
}
