import { text } from '../../i18n/index.ts'
import { pastColumns, type PastColumn, type PastFigure, type PastSort } from '../../shared/contract/past.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'

type Look = Omit<GridColumn, 'key' | 'label'> & { sort?: PastSort['by'] }
const looks: Record<PastColumn, Look> = {
  title: { width: 240, min: 140, sort: 'title', always: true }, client: { width: 160, sort: 'client', hidden: true }, amount: { width: 116, align: 'right', sort: 'amount', largestFirst: true },
  stage: { width: 132, sort: 'stage' }, age: { width: 126, align: 'right', sort: 'age', largestFirst: true }, manager: { width: 140, sort: 'manager' }, stuck: { width: 170 },
  entered: { width: 104, align: 'right', sort: 'entered', largestFirst: true }, passed: { width: 140, sort: 'stage' }, moved: { width: 104, align: 'right', sort: 'moved', largestFirst: true },
  nowStage: { width: 140, sort: 'nowStage' }, nowStatus: { width: 120, hidden: true }, nowManager: { width: 140, sort: 'nowManager' },
  channel: { width: 120, hidden: true }, created: { width: 110, align: 'right', sort: 'created', largestFirst: true, hidden: true }, closed: { width: 110, align: 'right', hidden: true }, externalId: { width: 96, hidden: true },
}
const ofPassage = ['entered', 'passed', 'moved'] as const
const ofDay = ['stage', 'age', 'manager', 'stuck'] as const
const without: Record<PastFigure['of'], readonly PastColumn[]> = {
  // The jam's history keeps no reasons; a stage's list has one stage.
  jam: [...ofPassage, 'stuck'], stage: [...ofPassage, 'stage'], conversion: ofDay,
}
const ownWords = ['stage', 'age', 'manager', 'stuck', 'entered', 'passed', 'moved', 'nowStage', 'nowStatus', 'nowManager'] as const
const labelOf = (key: PastColumn): string => (ownWords as readonly string[]).includes(key) ? text(`past.columns.${key as (typeof ownWords)[number]}`) : text(`deals.columns.${key as Exclude<PastColumn, (typeof ownWords)[number]>}`)

/** What can be shown of such a figure, in the order in which it is shown at first. */
export const pastGridColumns = (of: PastFigure['of']): GridColumn[] => pastColumns.filter(key => !without[of].includes(key)).map(key => ({ key, label: labelOf(key), ...looks[key], ...(of === 'jam' && key === 'stage' ? { hidden: true } : {}) }))
