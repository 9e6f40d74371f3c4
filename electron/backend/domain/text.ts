/** Length as the rule book counts it: code points after trimming. */
export const trimmedLength = (text: string | null): number => text === null ? 0 : [...text.trim()].length

/** A text as lists sort it: in one case, ё as е. */
export const foldText = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

/** Digits of what may be a phone, null when it is none; a leading 8 is the long-distance prefix, which E.164 doesn't have. */
export const phoneDigits = (text: string): string | null => {
  if (!/^[\d\s()+.-]+$/.test(text.trim())) return null
  const digits = text.replaceAll(/\D/g, '')
  if (digits.length < 4) return null
  return digits.length === 11 && digits.startsWith('8') ? digits.slice(1) : digits
}

/** Order by Unicode code point (JavaScript's own order is by UTF-16 unit, which misplaces astral characters). */
export const byCodePoint = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left === right) continue
    const leftSurrogate = left >= 0xd800 && left <= 0xdfff
    const rightSurrogate = right >= 0xd800 && right <= 0xdfff
    if (leftSurrogate === rightSurrogate) return left - right
    return leftSurrogate ? 1 : -1
  }
  return a.length - b.length
}
