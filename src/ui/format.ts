import { computed, inject, provide, type ComputedRef, type InjectionKey, type MaybeRefOrGetter, toValue } from 'vue'
import { text } from '../i18n/index.ts'
import { addDays, dayOfInstant, daysBetween, type Day } from './days.ts'

export interface FormatContext { locale: string, timeZone: string, currency: string, /** Local day of the workspace. */ today: Day }

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>()
const kept = <Kind extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => Kind): Kind => {
  const found = cache.get(key) as Kind | undefined
  if (found) return found
  const made = make()
  cache.set(key, made)
  return made
}

const number = (locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options))
const date = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(`d${locale}${JSON.stringify(options)}`, () => new Intl.DateTimeFormat(locale, options))

const factors = new Map<string, number>()
/** How many minor units make one: 100 for RUB, 1 for JPY, 1000 for KWD. */
export const minorFactor = (currency: string): number => {
  let factor = factors.get(currency)
  if (factor === undefined) factors.set(currency, factor = 10 ** (number('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2))
  return factor
}

/** Figures and dates as this team reads them. Pure: everything comes from the context. */
export const makeFormat = (context: FormatContext) => {
  const { locale, timeZone, today } = context
  const atNoon = (day: Day): number => Date.parse(`${day}T12:00:00Z`)
  const dayText = (day: Day, options: Intl.DateTimeFormatOptions): string => date(locale, { timeZone: 'UTC', ...options }).format(atNoon(day))
  const sameYear = (day: Day): boolean => day.slice(0, 4) === today.slice(0, 4)

  /** 1 250 000 ₽; the minor part only where there is one. Minor units in. */
  const money = (minor: number | null | undefined, currency = context.currency): string => {
    if (minor === null || minor === undefined) return '—'
    const factor = minorFactor(currency)
    const digits = minor % factor === 0 ? 0 : Math.log10(factor)
    return number(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(minor / factor)
  }
  /** 98,4 млн ₽. */
  const moneyShort = (minor: number | null | undefined, currency = context.currency): string => {
    if (minor === null || minor === undefined) return '—'
    const whole = minor / minorFactor(currency)
    if (Math.abs(whole) < 10_000) return money(Math.round(whole) * minorFactor(currency), currency)
    return number(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: Math.abs(whole) < 1_000_000 ? 0 : 1 }).format(whole)
  }
  const count = (value: number | null | undefined): string => value === null || value === undefined ? '—' : number(locale, {}).format(value)
  /** +3, −2, 0; for a change beside its figure. */
  const change = (value: number): string => number(locale, { signDisplay: 'exceptZero' }).format(value).replace('-', '−')
  /** 87 %: of a score, which is no share of anything counted. 0 to 100 in. */
  const score = (percent: number): string => number(locale, { style: 'percent', maximumFractionDigits: 0 }).format(percent / 100)
  /** 1,5. */
  const decimal = (value: number, digits = 1): string => number(locale, { maximumFractionDigits: digits }).format(value)
  /** 31 % (26 of 84): never a percentage alone. */
  const share = (part: number, whole: number): string => whole === 0
    ? text('ui.noShare')
    : text('ui.share', { percent: number(locale, { maximumFractionDigits: 0 }).format((part / whole) * 100), part: count(part), whole: count(whole) })

  /** Today, tomorrow, yesterday; «пт, 27 ноя»; with the year when it is another. */
  const day = (value: Day | null | undefined): string => {
    if (!value) return '—'
    const distance = daysBetween(today, value)
    if (distance >= -1 && distance <= 1) return text(distance === 0 ? 'ui.today' : distance === 1 ? 'ui.tomorrow' : 'ui.yesterday')
    return dayText(value, sameYear(value) ? { weekday: 'short', day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: 'numeric' })
  }
  /** 27.11, where room is scarce. */
  const dayShort = (value: Day): string => dayText(value, { day: '2-digit', month: '2-digit' })
  /** пятница, 27 ноября. */
  const dayLong = (value: Day): string => dayText(value, { weekday: 'long', day: 'numeric', month: 'long', ...(sameYear(value) ? {} : { year: 'numeric' }) })
  /** 27 ноября 2026 г. */
  const dayExact = (value: Day): string => dayText(value, { day: 'numeric', month: 'long', year: 'numeric' })
  const time = (ms: number): string => date(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(ms)
  const dayOf = (ms: number): Day => dayOfInstant(ms, timeZone)
  /** сегодня, 16:40. */
  const instant = (ms: number | null | undefined): string => ms === null || ms === undefined ? '—' : text('ui.dayAndTime', { day: day(dayOf(ms)), time: time(ms) })
  /** 20 ноября 2026 г., 16:40:12, Europe/Moscow: for the hover. */
  const instantExact = (ms: number): string =>
    `${date(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(ms)}, ${timeZone}`
  /** 12 дн. */
  const days = (value: number, exact = true): string => text(exact ? 'ui.daysShort' : 'ui.daysAtLeast', { days: count(value) })
  /** 12 дней. */
  const daysLong = (value: number): string => text('ui.daysLong', { days: count(value) }, value)
  /** через 5 дней, 3 дня назад. */
  const fromToday = (value: Day): string => kept(`r${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(daysBetween(today, value), 'day')
  /** 4 мин 12 с. Seconds in. */
  const duration = (seconds: number): string => {
    const whole = Math.max(0, Math.round(seconds))
    if (whole < 60) return text('ui.seconds', { seconds: whole })
    if (whole < 3600) return text('ui.minutes', { minutes: Math.floor(whole / 60), seconds: String(whole % 60).padStart(2, '0') })
    return text('ui.hours', { hours: Math.floor(whole / 3600), minutes: String(Math.floor((whole % 3600) / 60)).padStart(2, '0') })
  }
  const bytes = (value: number): string => {
    const [unit, factor] = value >= 1_000_000 ? ['megabyte', 1_000_000] as const : ['kilobyte', 1000] as const
    return number(locale, { style: 'unit', unit, maximumFractionDigits: value >= 10 * factor ? 0 : 1 }).format(value / factor)
  }
  /** What parts whole from fraction here; a CSV for Excel goes by it. */
  const decimalMark: '.' | ',' = number(locale, { minimumFractionDigits: 1 }).format(0.5).includes(',') ? ',' : '.'
  return { context, decimalMark, money, moneyShort, count, change, score, decimal, share, day, dayShort, dayLong, dayExact, dayOf, time, instant, instantExact, days, daysLong, fromToday, duration, bytes, tomorrow: () => addDays(today, 1) }
}
export type Format = ReturnType<typeof makeFormat>

const formatKey: InjectionKey<ComputedRef<Format>> = Symbol('format')

const ofBrowser = (): FormatContext => {
  const { timeZone, locale } = new Intl.DateTimeFormat().resolvedOptions()
  return { locale, timeZone, currency: 'RUB', today: dayOfInstant(Date.now(), timeZone) }
}

/** The open workspace's zone, currency and day for everything below (App.vue). */
export const provideFormat = (context: MaybeRefOrGetter<FormatContext>): ComputedRef<Format> => {
  const format = computed(() => makeFormat(toValue(context)))
  provide(formatKey, format)
  return format
}

/** `const format = useFormat()`; in the template `format.money(row.amount)`, in scripts `format.value.money(…)`. */
export const useFormat = (): ComputedRef<Format> => inject(formatKey, () => computed(() => makeFormat(ofBrowser())), true)
