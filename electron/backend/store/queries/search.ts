import { reachOf, type PolicyActor } from '../../domain/policy.ts'
import { phoneDigits } from '../../domain/text.ts'

/** FTS5 expression for a word as a person types it: the word or its beginning, ё as е; nothing in it is an operator. */
const matchOf = (word: string): string => `"${word.replaceAll('ё', 'е').replaceAll('Ё', 'Е')}" *`
const mostWords = 12
const wordsOf = (text: string): string[] => text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u).filter(word => word !== '').slice(0, mostWords)

/** Value of `$clientColumns`: a phone or an e-mail that may not be seen can't be guessed by searching either. */
export const clientColumnsFor = (actor: PolicyActor): string => reachOf(actor, 'see_contacts') === 'none' ? '{name} : ' : ''

/** Ids of clients with a word; needs `$clientColumns`. */
export const clientsWith = (word: string): string => `SELECT rowid FROM client_search WHERE client_search MATCH $clientColumns || ${word}`

export interface Search {
  /** A condition for all words in any order; null when nothing to look for is left. */
  words: string | null
  /** `digits`, a LIKE pattern, when the text may be a phone. */
  parameters: Record<string, string>
}

/** What a person looks for; `has` writes the condition for one word, given as a parameter. */
export const searchOf = (text: string, has: (word: string) => string): Search => {
  const words = wordsOf(text)
  const digits = phoneDigits(text)
  return {
    words: words.length === 0 ? null : `(${words.map((_, index) => has(`$word${index}`)).join(' AND ')})`,
    parameters: { ...Object.fromEntries(words.map((word, index) => [`word${index}`, matchOf(word)])), ...digits === null ? {} : { digits: `%${digits}%` } },
  }
}
