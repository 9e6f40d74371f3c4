import { text } from '../../../i18n/index.ts'
import type { DealColumn, DealSort } from '../../../shared/contract/deals.ts'
import type { GridColumn } from '../../../ui/gridTypes.ts'

const looks: Record<DealColumn, Omit<GridColumn, 'key' | 'label'> & { sort?: DealSort['by'] }> = {
  title: { width: 260, min: 140, sort: 'title', always: true }, amount: { width: 108, align: 'right', sort: 'amount', largestFirst: true }, stage: { width: 132, sort: 'stage' }, age: { width: 80, align: 'right', sort: 'age', largestFirst: true }, bucket: { width: 100, align: 'right', hidden: true },
  manager: { width: 132, sort: 'manager' }, stuck: { width: 160 }, nextDue: { width: 108, sort: 'nextDue' }, client: { width: 160, sort: 'client' }, lastContact: { width: 96, align: 'right', sort: 'lastContact', largestFirst: true },
  status: { width: 120, hidden: true }, pipeline: { width: 120, hidden: true }, channel: { width: 120, hidden: true }, tasks: { width: 72, align: 'right', hidden: true }, moves: { width: 88, align: 'right', hidden: true },
  created: { width: 110, align: 'right', sort: 'created', largestFirst: true, hidden: true }, updated: { width: 110, align: 'right', sort: 'updated', largestFirst: true, hidden: true }, expectedClose: { width: 110, align: 'right', sort: 'expectedClose', hidden: true },
  closed: { width: 110, align: 'right', hidden: true }, parkedUntil: { width: 110, align: 'right', hidden: true }, latePoint: { width: 150, hidden: true }, externalId: { width: 96, hidden: true },
}

/** One column at a time: on a phone. */
export const narrowColumns: readonly DealColumn[] = ['title', 'amount', 'age']
export const narrowTitle = { width: 140, grow: true } as const

/** The columns of deals in the order in which a screen shows them at first. */
export const dealGridColumns = (isNarrow = false): GridColumn[] => (Object.keys(looks) as DealColumn[]).map(key => ({
  key, label: text(`deals.columns.${key}`), ...looks[key], ...isNarrow && { hidden: !narrowColumns.includes(key), ...key === 'title' && narrowTitle },
}))
