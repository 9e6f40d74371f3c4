import { text } from '../../i18n/index.ts'
import { divergenceColumns, outboxColumns, type DivergenceColumn, type DivergenceSort, type OutboxColumn, type OutboxFilter, type OutboxSort } from '../../shared/contract/outbox.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'

type Look<Sort> = Omit<GridColumn, 'key' | 'label'> & { sort?: Sort }
const outboxLooks: Record<OutboxColumn, Look<OutboxSort['by']>> = {
  deal: { width: 230, min: 140, sort: 'deal', always: true }, what: { width: 160, sort: 'what' }, value: { width: 280 }, manager: { width: 150, sort: 'manager' }, decided: { width: 124, align: 'right', sort: 'decided', largestFirst: true },
  lateFrom: { width: 110, align: 'right', sort: 'lateFrom', hidden: true }, settled: { width: 140, align: 'right', sort: 'settled', largestFirst: true }, decidedBy: { width: 140, hidden: true },
  amount: { width: 116, align: 'right', sort: 'amount', largestFirst: true, hidden: true }, task: { width: 180, hidden: true }, number: { width: 110, hidden: true },
}
const outboxLabel = (key: OutboxColumn): string => text(key === 'deal' ? 'outbox.columns.title' : `outbox.columns.${key}`)

/** What is open has a term; what is done has the export that showed it. */
export const outboxGridColumns = (state: OutboxFilter['state']): GridColumn[] => outboxColumns.filter(key => key !== (state === 'open' ? 'settled' : 'lateFrom'))
  .map(key => ({ key, label: outboxLabel(key), ...outboxLooks[key] }))

const divergenceLooks: Record<DivergenceColumn, Look<DivergenceSort['by']>> = {
  record: { width: 220, min: 140, sort: 'record', always: true }, field: { width: 110, sort: 'field' }, ours: { width: 144 }, theirs: { width: 144 }, decided: { width: 104, align: 'right', sort: 'decided', largestFirst: true }, decidedBy: { width: 132 },
  seen: { width: 104, align: 'right', sort: 'seen', largestFirst: true }, source: { width: 120, hidden: true }, number: { width: 110, hidden: true },
}
const divergenceLabel: Record<DivergenceColumn, () => string> = {
  record: () => text('importing.columns.record'), field: () => text('importing.columns.field'), ours: () => text('importing.columns.ours'), theirs: () => text('importing.columns.theirs'), decided: () => text('importing.divergences.decided'),
  decidedBy: () => text('outbox.columns.decidedBy'), seen: () => text('importing.columns.seen'), source: () => text('importing.columns.source'), number: () => text('outbox.columns.number'),
}
export const divergenceGridColumns = (): GridColumn[] => divergenceColumns.map(key => ({ key, label: divergenceLabel[key](), ...divergenceLooks[key] }))
