/** Money: whole minor units and an ISO 4217 code; never a float (domain.md, Time, money, knowledge). */

const digitsOf = new Map<string, number>()

/** Decimal places of a currency, as Intl knows them: RUB 2, JPY 0, KWD 3. */
export const currencyDigits = (currency: string): number => {
  const known = digitsOf.get(currency)
  if (known !== undefined) return known
  let digits = 2
  try {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    // Not a well-formed code: callers have checked before; two places as most currencies have.
  }
  digitsOf.set(currency, digits)
  return digits
}

export const isCurrency = (code: string): boolean => /^[A-Z]{3}$/.test(code)

/** Minor units of a decimal with a dot; null when it isn't a number, has too many decimals, or is too large to be exact. */
export const parseAmount = (text: string, currency: string): number | null => {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) return null
  const digits = currencyDigits(currency)
  const decimals = match[3] ?? ''
  if (decimals.length > digits) return null
  const value = BigInt(match[2]! + decimals.padEnd(digits, '0'))
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) return null
  const number = Number(value)
  return match[1] === '-' && number !== 0 ? -number : number
}

/** `amount` minor units of `from` in minor units of `to`, at `rate` (decimal text, units of `to` for one of `from`), rounded half away from zero. */
export const convert = (amount: number, from: string, to: string, rate: string): number => {
  const [whole, fraction = ''] = rate.split('.')
  const numerator = BigInt(amount) * BigInt(whole! + fraction) * 10n ** BigInt(currencyDigits(to))
  const denominator = 10n ** BigInt(fraction.length + currencyDigits(from))
  const negative = numerator < 0n
  const absolute = negative ? -numerator : numerator
  const rounded = (absolute * 2n + denominator) / (denominator * 2n)
  return Number(negative ? -rounded : rounded)
}
