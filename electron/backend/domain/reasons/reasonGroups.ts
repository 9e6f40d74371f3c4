import { familiesOf } from './families.ts'
import { groupTexts, type ReasonText } from './groupTexts.ts'
import { makeSuggester, type DictionaryEntry } from './suggestReason.ts'

export interface GroupOfTexts {
  /** Indexes, the most frequent first; `samples` are the most frequent of different wordings. */
  texts: number[], samples: number[], deals: number, reasonId: number | null
}

/** How many wordings a group shows. */
const samplesShown = 4

/** Texts as they are shown to be merged: `families` of wordings, or every wording on its own; the largest by deals first. */
export const groupReasons = (texts: readonly ReasonText[], dictionary: readonly DictionaryEntry[], level: 'families' | 'wordings'): GroupOfTexts[] => {
  const suggest = makeSuggester(dictionary)
  const wordings = groupTexts(texts).map(({ texts: indexes, stems }) => ({ indexes, stems, deals: indexes.reduce((sum, index) => sum + texts[index]!.deals, 0), suggested: suggest([texts[indexes[0]!]!.key]) }))
  const families = level === 'wordings' ? wordings.map((_, index) => [index]) : familiesOf(wordings.map(({ stems, deals, suggested }) => ({ stems, deals, reasonId: suggested?.sure ? suggested.id : null })))
  const groups = families.map((family): GroupOfTexts => {
    const of = family.map(index => wordings[index]!)
    const samples = of.length > 1 ? of.map(wording => wording.indexes[0]!) : of[0]!.indexes
    return {
      texts: of.flatMap(wording => wording.indexes), samples: samples.slice(0, samplesShown), deals: of.reduce((sum, wording) => sum + wording.deals, 0),
      reasonId: of[0]!.suggested?.id ?? null,
    }
  })
  return groups.sort((a, b) => b.deals - a.deals || a.texts[0]! - b.texts[0]!)
}
