import type { FileMapping, MappingDocument } from '../../../../src/shared/contract/mapping.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { RejectionCode } from '../native/cells.ts'
import type { Survey } from '../recognise/survey.ts'
import { instantOf, orderOf, readLeadingMoment, readMoment, type DateOrder, type Moment } from '../values/dates.ts'
import { currencyIn, decimalOf, readAmount, readCurrency, readNumber, type DecimalMark } from '../values/numbers.ts'
import { cleanCell, decodeEntities, foldText, isDamagedId } from '../values/text.ts'

export interface RowSettings {
  document: MappingDocument
  zone: Zone
  /** The workspace's currency, for amounts that name none. */
  currency: string
  /** Texts may hold entities of HTML. */
  entities: boolean
}

/** The cells of one row by the fields of a mapping. A bad cell is remembered in `failed` (the first one counts); nothing = ''. */
export interface RowReader {
  load: (cells: readonly string[]) => void
  failed: () => { column: string, code: RejectionCode, value: string } | null
  fail: (field: string, code: RejectionCode, value: string) => null
  /** A column or a constant gives this field. */
  has: (field: string) => boolean
  raw: (field: string) => string
  text: (field: string) => string | null
  /** Every column of the field that says something. */
  each: (field: string) => string[]
  id: (field: string) => string
  moment: (field: string) => Moment | null
  instant: (field: string) => number | null
  /** A date alone is the last millisecond of that day. */
  due: (field: string) => { at: number, dayOnly: 0 | 1 } | null
  /** A date in front of a text; without one, the text alone. */
  leading: (field: string) => { moment: Moment | null, rest: string }
  columnMoment: (column: string) => Moment | null
  currency: () => string
  amount: (field: string, currency: string) => number | null
  decimal: (field: string) => number | null
  /** All cells of the key columns, or of the whole row, for telling rows apart. */
  identity: () => string
}

interface Source { column: string, place: number, order: DateOrder, decimal: DecimalMark, currency: string | null }

export const makeRowReader = (survey: Survey, file: FileMapping, settings: RowSettings): RowReader => {
  const { document, zone } = settings
  const places = new Map(survey.header.map((name, place) => [foldText(name), place]))
  const wholeFile = survey.columns.reduce((sum, { dates, numbers }) => ({ dmy: sum.dmy + dates.dmy, mdy: sum.mdy + dates.mdy, comma: sum.comma + numbers.comma, dot: sum.dot + numbers.dot }), { dmy: 0, mdy: 0, comma: 0, dot: 0 })
  const isRussian = survey.header.some(name => /[а-яё]/i.test(name))
  const sourceOf = (column: string): Source | null => {
    const place = places.get(foldText(column))
    if (place === undefined) return null
    const { dates, numbers } = survey.columns[place]!
    return {
      column: survey.header[place]!, place, currency: currencyIn(survey.header[place]!),
      order: document.dates === 'auto' ? orderOf(dates, orderOf(wholeFile, 'dmy')) : document.dates,
      decimal: document.decimal === 'auto' ? decimalOf(numbers, decimalOf(wholeFile, isRussian ? ',' : '.')) : document.decimal,
    }
  }
  const sources = new Map(Object.entries(file.columns).map(([field, columns]) => [field, columns.flatMap(column => sourceOf(column) ?? [])]))
  const dated = new Map(Object.keys(file.stageDates).map(column => [column, sourceOf(column)]))
  const keys = file.key.flatMap(column => sourceOf(column) ?? [])
  const meanings = new Map(Object.entries(file.values).map(([field, words]) => [field, new Map(Object.entries(words).map(([said, meant]) => [foldText(said), meant]))]))
  const nothing = new Set(document.empty.map(text => text.toLowerCase()))
  const longestNothing = Math.max(0, ...document.empty.map(text => text.length))

  let cells: readonly string[] = []
  let failed: ReturnType<RowReader['failed']> = null
  const columnOf = (field: string): string => sources.get(field)?.[0]?.column ?? field
  const fail: RowReader['fail'] = (field, code, value) => {
    failed ??= { column: columnOf(field), code, value }
    return null
  }
  const cellAt = (place: number): string => {
    const raw = cells[place]
    if (raw === undefined || raw === '') return ''
    const cell = cleanCell(settings.entities ? decodeEntities(raw) : raw)
    return cell.length <= longestNothing && nothing.has(cell.toLowerCase()) ? '' : cell
  }
  /** The first column of a field that says something, and what. */
  const said = (field: string): { value: string, source: Source | null } => {
    for (const source of sources.get(field) ?? []) {
      const cell = cellAt(source.place)
      if (cell === '') continue
      const meant = meanings.get(field)?.get(foldText(cell))
      return { value: meant ?? cell, source }
    }
    return { value: file.constants[field] ?? '', source: null }
  }
  const raw = (field: string): string => said(field).value
  const momentOf = (field: string, value: string, order: DateOrder): Moment | null => value === '' ? null : readMoment(value, order, zone) ?? fail(field, 'BAD_DATE', value)
  const moment = (field: string): Moment | null => {
    const { value, source } = said(field)
    return momentOf(field, value, source?.order ?? 'dmy')
  }
  return {
    load: next => {
      cells = next
      failed = null
    },
    failed: () => failed,
    fail,
    has: field => (sources.get(field)?.length ?? 0) > 0 || file.constants[field] !== undefined,
    raw,
    text: field => raw(field) || null,
    each: field => (sources.get(field) ?? []).map(source => cellAt(source.place)).filter(cell => cell !== ''),
    id: field => {
      const value = raw(field)
      if (isDamagedId(value)) fail(field, 'BAD_ID', value)
      return value === '' ? '' : (file.prefix[field] ?? '') + value
    },
    moment,
    instant: field => {
      const found = moment(field)
      return found && instantOf(found, zone)
    },
    due: field => {
      const found = moment(field)
      if (!found) return null
      return found.at === null ? { at: zone.startOfDay(found.day + 1) - 1, dayOnly: 1 } : { at: found.at, dayOnly: 0 }
    },
    leading: field => {
      const { value, source } = said(field)
      if (value === '') return { moment: null, rest: '' }
      return readLeadingMoment(value, source?.order ?? 'dmy', zone) ?? { moment: null, rest: value }
    },
    columnMoment: column => {
      const source = dated.get(column)
      if (!source) return null
      const value = cellAt(source.place)
      return value === '' ? null : readMoment(value, source.order, zone) ?? (failed ??= { column: source.column, code: 'BAD_DATE', value }, null)
    },
    currency: () => {
      const named = raw('currency')
      if (named !== '') return readCurrency(named) ?? (fail('currency', 'BAD_VALUE', named), settings.currency)
      const { value, source } = said('amount')
      return currencyIn(value) ?? source?.currency ?? document.currency ?? settings.currency
    },
    amount: (field, currency) => {
      const { value, source } = said(field)
      return value === '' ? null : readAmount(value, source?.decimal ?? '.', currency) ?? fail(field, 'BAD_AMOUNT', value)
    },
    decimal: field => {
      const { value, source } = said(field)
      if (value === '') return null
      const number = readNumber(value, source?.decimal ?? '.')
      return number === null ? fail(field, 'BAD_NUMBER', value) : Number(number)
    },
    identity: () => (keys.length > 0 ? keys.map(source => cellAt(source.place)) : cells.map(cell => cell.trim())).join('\u001f'),
  }
}
