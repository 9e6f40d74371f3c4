import { computed, ref, watch, type Ref } from 'vue'
import type { Criterion, ScorecardSections, ScorecardView } from '../../../shared/contract/callDesk.ts'
import { criteriaOf } from '../../../shared/scorecard.ts'
import { useScorecardWords } from '../../record/score/scorecardWords.ts'

type Section = ScorecardSections[number]
export type Problem = 'noName' | 'sameName' | 'weight'
const copyOf = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

/** The sheet under the head's hands: a copy of the version that it was begun from, which a newer one doesn't touch while something is changed. */
export const useSheet = (present: Ref<ScorecardView | null>) => {
  const words = useScorecardWords()
  const begun = ref<ScorecardView | null>(null)
  const sections = ref<ScorecardSections>([])
  const name = ref<string | null>(null)
  const isDirty = computed(() => begun.value !== null && (name.value !== begun.value.name || JSON.stringify(sections.value) !== JSON.stringify(begun.value.sections)))
  const begin = (from: ScorecardView): void => {
    begun.value = from
    sections.value = copyOf(from.sections)
    name.value = from.name
  }
  watch(present, now => { if (now && !isDirty.value) begin(now) }, { immediate: true })

  const criteria = computed(() => criteriaOf(sections.value))
  const allWeight = computed(() => criteria.value.reduce((sum, { weight }) => sum + (Number.isFinite(weight) ? weight : 0), 0))
  /** Percent of the whole, when everything applies. */
  const shareOf = ({ weight }: Criterion): number => allWeight.value > 0 ? weight / allWeight.value * 100 : 0

  const lower = (text: string): string => text.trim().toLowerCase()
  const problemOf = (criterion: Criterion): Problem | null => {
    const own = lower(words.criterion(criterion))
    if (own === '' || (criterion.name !== null && criterion.name.trim() === '')) return 'noName'
    if (criteria.value.some(other => other.id !== criterion.id && lower(words.criterion(other)) === own)) return 'sameName'
    return Number.isInteger(criterion.weight) && criterion.weight >= 1 && criterion.weight <= 100 ? null : 'weight'
  }
  const isNamed = (section: Section): boolean => words.section(section).trim() !== ''
  const isReady = computed(() => criteria.value.length > 0 && sections.value.every(section => isNamed(section) && section.criteria.length > 0) && criteria.value.every(criterion => problemOf(criterion) === null))

  /** Words of the team's own: a shipped criterion's are taken over with its first change, and no longer follow the language. */
  const own = (criterion: Criterion): void => {
    if (criterion.name !== null) return
    Object.assign(criterion, { phrases: words.phrases(criterion), name: words.criterion(criterion), key: null })
  }
  const change = (criterion: Criterion, to: Partial<Criterion>): void => { Object.assign(criterion, to) }
  const rename = (criterion: Criterion, text: string): void => {
    own(criterion)
    criterion.name = text
  }
  const setPhrases = (criterion: Criterion, text: string): void => {
    own(criterion)
    criterion.phrases = text.split('\n').map(line => line.trim()).filter(Boolean).slice(0, 20)
  }
  const renameSection = (section: Section, text: string): void => { Object.assign(section, { name: text, key: null }) }

  const newCriterion = (): Criterion => ({ id: `c-${crypto.randomUUID()}`, key: null, name: '', weight: 10, kind: 'yes_no', critical: false, phrases: [] })
  /** Answers the new criterion's id. */
  const add = (section: Section): string => {
    const criterion = newCriterion()
    section.criteria.push(criterion)
    return criterion.id
  }
  const addSection = (): string => {
    const criterion = newCriterion()
    sections.value.push({ key: null, name: '', criteria: [criterion] })
    return criterion.id
  }
  const placeOf = (id: string): { at: number, of: number } | null => {
    for (const [at, section] of sections.value.entries()) {
      const of = section.criteria.findIndex(criterion => criterion.id === id)
      if (of >= 0) return { at, of }
    }
    return null
  }
  /** A section goes with its last criterion. */
  const remove = (id: string): void => {
    const place = placeOf(id)
    if (!place) return
    sections.value[place.at]!.criteria.splice(place.of, 1)
    if (sections.value[place.at]!.criteria.length === 0) sections.value.splice(place.at, 1)
  }
  /** Within its section, at its ends into the next one. False where it can't go on. */
  const move = (id: string, by: 1 | -1): boolean => {
    const place = placeOf(id)
    if (!place) return false
    const { criteria: here } = sections.value[place.at]!
    const next = place.of + by
    if (next >= 0 && next < here.length) {
      here.splice(next, 0, ...here.splice(place.of, 1))
      return true
    }
    const there = sections.value[place.at + by]
    // The last one of a section stays: it would leave an empty one.
    if (!there || here.length === 1) return false
    const [criterion] = here.splice(place.of, 1)
    if (by > 0) there.criteria.unshift(criterion!)
    else there.criteria.push(criterion!)
    return true
  }
  return { begun, sections, name, isDirty, isReady, criteria, begin, shareOf, problemOf, isNamed, change, rename, setPhrases, renameSection, add, addSection, remove, move }
}
export type Sheet = ReturnType<typeof useSheet>
