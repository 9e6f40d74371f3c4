/** Languages with a complete file. */
export const languages = ['ru', 'en', 'es'] as const
export type Language = (typeof languages)[number]

/** Three forms: 1 сделка | 2 сделки | 5 сделок; with four forms the first is for zero. */
export const russianPlural = (count: number, forms: number): number => {
  const whole = Math.abs(Math.trunc(count))
  const shift = forms > 3 ? 1 : 0
  if (shift && whole === 0) return 0
  const tens = whole % 100
  const ones = whole % 10
  if (!Number.isInteger(count)) return Math.min(1 + shift, forms - 1)
  if (ones === 1 && tens !== 11) return shift
  if (ones >= 2 && ones <= 4 && (tens < 12 || tens > 14)) return Math.min(1 + shift, forms - 1)
  return Math.min(2 + shift, forms - 1)
}

/** Two forms: 1 deal | 0, 2, 1.5 deals; the same in Spanish. */
export const onePlural = (count: number, forms: number): number => Math.abs(count) === 1 ? 0 : forms - 1

export const pluralRules: Record<Language, (count: number, forms: number) => number> = { ru: russianPlural, en: onePlural, es: onePlural }
