/** What is sent for what was typed: a decimal text with a point; null when the field is empty. Spaces and a comma are how people write it. */
export const typedRate = (typed: string): string | null => {
  const plain = typed.replace(/\s/g, '').replace(',', '.')
  return plain === '' ? null : plain
}

/** The contract's shape, and more than nothing. */
export const isRate = (rate: string): boolean => /^\d{1,9}(\.\d{1,9})?$/.test(rate) && /[1-9]/.test(rate)

/** The decimal sign of the language; digits as they were entered. */
export const shownRate = (rate: string | null, locale: string): string => rate === null ? '' : rate.replace('.', new Intl.NumberFormat(locale).formatToParts(1.5).find(part => part.type === 'decimal')?.value ?? '.')
