import { originOf } from './addresses.ts'

export type HostAddress = { ok: true, origin: string } | { ok: false, why: 'address' | 'insecure' }

/** This machine, a private network (RFC 1918, RFC 4193), or a name that only the office's own network knows. */
const isPrivate = (host: string): boolean => {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase()
  return name === 'localhost' || name === '::1' || /^(fc|fd)[\da-f]{2}:/.test(name) || /^(127|10)\.|^192\.168\.|^172\.(1[6-9]|2\d|3[01])\./.test(name)
    || name.endsWith('.local') || name.endsWith('.lan') || /^[a-z0-9-]+$/.test(name)
}

/**
 * What a person types for their team's host, as an origin: `office-pc:4780`, `https://pult.firm.example`. Without a scheme it is https, but in a private
 * network http, as `pult serve` answers by itself. http to anywhere else is refused: passwords would go over the net for everybody to read.
 */
export const readHostAddress = (text: string): HostAddress => {
  const typed = text.trim()
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(typed)
  let url: URL
  try {
    url = new URL(hasScheme ? typed : `https://${typed}`)
  } catch {
    return { ok: false, why: 'address' }
  }
  if (typed === '' || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '' || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return { ok: false, why: 'address' }
  if (!hasScheme && isPrivate(url.hostname)) url = new URL(`http://${typed}`)
  if (url.protocol === 'http:' && !isPrivate(url.hostname)) return { ok: false, why: 'insecure' }
  return { ok: true, origin: originOf(url.href)! }
}
