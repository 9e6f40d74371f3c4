import { distance } from '../reasons/groupTexts.ts'
import { foldText } from '../text.ts'

const wordsOf = (name: string): string[] => foldText(name).split(/[^\p{L}\p{N}]+/u).filter(word => word !== '')

/** One letter apart in a long word is a slip of the pen. */
const isSame = (a: string, b: string): boolean => a === b || (a.length >= 6 && b.length >= 6 && distance(a, b, 1) <= 1)

/** «Орлова М.», «Мария Орлова» and «Орлова Мария Петровна» can be one person: a long word is the same, every other one is the same or its initial. */
const isLike = (a: readonly string[], b: readonly string[]): boolean => {
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  if (!few.some(word => word.length >= 3 && many.some(other => isSame(word, other)))) return false
  const left = [...many]
  return few.every(word => {
    const at = left.findIndex(other => isSame(word, other) || ((word.length === 1 || other.length === 1) && word[0] === other[0]))
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** The one person who bears nearly this name; null when none does, or two do. */
export const makeLikeName = <Id>(people: readonly { id: Id, name: string }[]): (name: string) => Id | null => {
  const known = people.map(person => ({ id: person.id, words: wordsOf(person.name) }))
  return name => {
    const words = wordsOf(name)
    if (words.length === 0) return null
    const found = known.filter(person => person.words.length > 0 && isLike(words, person.words))
    return found.length === 1 ? found[0]!.id : null
  }
}
