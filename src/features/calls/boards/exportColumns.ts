import { useText, type MessageKey } from '../../../i18n/index.ts'
import { quotaStates, type BoardColumn, type BoardTable, type CallScores } from '../../../shared/contract/callBoards.ts'
import { callVerdicts } from '../../../shared/vocabulary.ts'
import { useScorecardWords } from '../../record/score/scorecardWords.ts'

const columnsOf: Record<BoardTable, readonly BoardColumn[]> = {
  managers: ['manager', 'mean', 'checks', 'withoutTotal', 'movedOn', 'entered'], criteria: ['criterion', 'mean', 'applied', 'belowFull', 'agreement', 'pairs'], weeks: ['week', 'mean', 'checks', 'withoutTotal'],
  quotaDays: ['day', 'manager', 'eligible', 'quota', 'inTime', 'listened', 'state'], lengths: ['manager', 'calls', 'inBand', 'chance'], calls: ['at', 'manager', 'client', 'deal', 'talk', 'verdict', 'mean'],
}

export const exportColumns = (table: BoardTable, t: ReturnType<typeof useText>['t']): { key: BoardColumn, label: string }[] => columnsOf[table].map(key => ({ key, label: t(`boards.column.${key}` satisfies MessageKey) }))

/** What the file says for keys: the sheet's own words, states, verdicts. */
export const useExportWords = (scores: () => CallScores | undefined = () => undefined) => {
  const { t } = useText()
  const words = useScorecardWords()
  return (): Record<string, string> => Object.fromEntries([
    ...(scores()?.criteria ?? []).map(({ criterion }) => [`criterion.${criterion.id}`, words.criterion({ ...criterion, weight: 1, phrases: [] })] as const),
    ...quotaStates.map(state => [`state.${state}`, t(`boards.state.${state}`)] as const), ...callVerdicts.map(verdict => [`verdict.${verdict}`, t(`calls.verdicts.${verdict}`)] as const),
  ])
}
