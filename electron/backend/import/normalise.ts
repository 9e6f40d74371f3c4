import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { ownText } from './values/text.ts'

const mostKept = 20_000

export type PhoneReader = (text: string | null) => string | null

/** A phone as E.164, or null when it isn't a valid number; `region` (ISO 3166-1) is for those without a country code. */
export const makePhoneReader = (region: string): PhoneReader => {
  const country = isSupportedCountry(region) ? region : undefined
  const known = new Map<string, string | null>()
  return text => {
    if (text === null) return null
    const before = known.get(text)
    if (before !== undefined) return before
    const parsed = parsePhoneNumberFromString(text, country)
    const phone = parsed?.isValid() ? parsed.number : null
    if (known.size >= mostKept) known.clear()
    known.set(ownText(text), phone)
    return phone
  }
}

/** An e-mail trimmed and lower-cased, or null when it isn't an address. */
export const readEmail = (text: string | null): string | null => {
  if (text === null) return null
  const email = text.trim().toLowerCase()
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(email) ? email : null
}
