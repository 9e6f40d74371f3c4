import { useText, type MessageKey } from '../../../i18n/index.ts'
import type { Criterion, ScorecardSections } from '../../../shared/contract/callDesk.ts'

const phrasesOf = ['a', 'b', 'c'] as const

/** The shipped scorecard speaks the reader's language, a team's own as it was written. */
export const useScorecardWords = () => {
  const { t } = useText()
  const word = (path: string): string => t(path as MessageKey)
  return {
    section: ({ key, name }: Pick<ScorecardSections[number], 'key' | 'name'>): string => name ?? (key ? word(`calls.scorecard.sections.${key}`) : ''),
    criterion: ({ key, name, id }: Criterion): string => name ?? (key ? word(`calls.scorecard.criteria.${key}.name`) : id),
    mark: ({ kind }: Pick<Criterion, 'kind'>, score: number | null): string => score === null ? t('calls.notApplicable') : kind === 'scale' ? String(score) : t(score === 1 ? 'calls.yes' : 'calls.no'),
    phrases: ({ key, name, phrases }: Criterion): string[] => name === null && key ? phrasesOf.map(which => word(`calls.scorecard.criteria.${key}.${which}`)) : phrases,
  }
}
