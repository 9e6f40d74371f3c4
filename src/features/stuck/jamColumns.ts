import { text } from '../../i18n/index.ts'
import type { DealColumn } from '../../shared/contract/deals.ts'
import type { JamScope } from '../../shared/contract/jam.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'
import { dealGridColumns, narrowColumns, narrowTitle } from '../record/deals/dealColumns.ts'

/** What each list says of a deal at first, most telling left: it fits a window of 1024 px; the rest is one key away. */
const first: Record<JamScope, readonly DealColumn[]> = {
  thinking: ['title', 'stuck', 'amount', 'age', 'bucket', 'manager', 'nextDue'],
  stuck: ['title', 'stuck', 'amount', 'age', 'manager', 'stage', 'nextDue'],
  parked: ['title', 'parkedUntil', 'amount', 'age', 'manager', 'stage', 'stuck'],
}
const widths: Partial<Record<DealColumn, number>> = { title: 184, stuck: 196, nextDue: 100, stage: 124, parkedUntil: 108 }
/** All of them are open. */
const pointless: readonly DealColumn[] = ['status', 'closed']

export const jamColumns = (scope: JamScope, isNarrow: boolean): GridColumn[] => {
  const place = (key: string): number => (first[scope] as readonly string[]).indexOf(key) + 1 || Number.MAX_SAFE_INTEGER
  return dealGridColumns().filter(column => !(pointless as readonly string[]).includes(column.key)).toSorted((a, b) => place(a.key) - place(b.key)).map(column => ({
    ...column,
    ...(column.key === 'stuck' ? { label: text('stuck.why') } : {}),
    width: isNarrow && column.key === 'title' ? narrowTitle.width : widths[column.key as DealColumn] ?? column.width,
    grow: column.key === 'title' || column.key === 'stuck',
    hidden: !((isNarrow ? narrowColumns : first[scope]) as readonly string[]).includes(column.key),
  }))
}
