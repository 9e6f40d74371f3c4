/** What stands where somebody's words were erased: as long as they were, so that no rule about their length gives another answer. */
const bar = '░'
const longest = 200
export const bars = bar.repeat(longest)

/** A text without its words: `░░░`; null and blank texts stay as they are. The same as `redactedSql` (store/writes/eraseClient.ts). */
export const redacted = (text: string | null): string | null => {
  const length = [...text?.trim() ?? ''].length
  return length === 0 ? text : bar.repeat(Math.min(longest, length))
}

/** Takes the words out of every text of a JSON value. */
export const withoutWords = (value: unknown, words: readonly string[]): unknown => {
  if (typeof value === 'string') return words.reduce((text, word) => text.replaceAll(word, redacted(word) ?? ''), value)
  if (Array.isArray(value)) return value.map(each => withoutWords(each, words))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutWords(each, words)]))
  return value
}
