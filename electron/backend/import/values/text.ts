import { cleanHeader } from '../../../../src/shared/mappingFit.ts'

export { cleanHeader, foldText } from '../../../../src/shared/mappingFit.ts'

/** Header names without doubles: the second «Телефон» is «Телефон #2». */
export const nameHeaders = (cells: readonly string[]): string[] => {
  const counts = new Map<string, number>()
  const names = new Set<string>()
  return cells.map(cell => {
    const name = cleanHeader(cell)
    if (name === '') return ''
    let count = (counts.get(name) ?? 0) + 1
    let unique = count === 1 ? name : `${name} #${count}`
    while (names.has(unique)) unique = `${name} #${++count}`
    counts.set(name, count)
    names.add(unique)
    return unique
  })
}

const named: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ', laquo: '«', raquo: '»', mdash: '—', ndash: '–' }

/** Entities of a text that was made for a browser (Bitrix24 leaves them in its CSV); anything else stays. */
export const decodeEntities = (text: string): string => !text.includes('&') ? text : text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, body: string) => {
  if (body[0] !== '#') return named[body.toLowerCase()] ?? whole
  const code = /^#x/i.test(body) ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1))
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole
})

/** A cell as text: spaces around it gone, and the apostrophe with which exports keep Excel from counting with phones. */
export const cleanCell = (text: string): string => {
  const trimmed = (text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).trim()
  return /^'[+=\-@\d]/.test(trimmed) ? trimmed.slice(1) : trimmed
}

/** An id that Excel has turned into a rounded number: two records could bear it. */
export const isDamagedId = (text: string): boolean => /^\d(?:[.,]\d+)?E\+\d+$/i.test(text)

/** The same text by itself: a piece that is cut out of a file's text keeps all of it in memory as long as it is kept. */
export const ownText = (text: string): string => text.length < 13 ? text : Buffer.from(text, 'utf16le').toString('utf16le')
