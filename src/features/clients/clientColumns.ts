import { text } from '../../i18n/index.ts'
import { clientColumns, type ClientColumn, type ClientSort } from '../../shared/contract/clients.ts'
import type { GridColumn } from '../../ui/gridTypes.ts'

const looks: Record<ClientColumn, Omit<GridColumn, 'key' | 'label'> & { sort?: ClientSort['by'] }> = {
  name: { width: 240, min: 140, sort: 'name', always: true }, kind: { width: 96, hidden: true }, phone: { width: 136 }, email: { width: 180 }, manager: { width: 132, sort: 'manager' }, openDeals: { width: 92, align: 'right', sort: 'openDeals', largestFirst: true },
  deals: { width: 76, align: 'right', sort: 'deals', largestFirst: true }, money: { width: 132, align: 'right', sort: 'sum', largestFirst: true }, lastContact: { width: 92, align: 'right', sort: 'lastContact', largestFirst: true }, channel: { width: 120 },
  created: { width: 110, align: 'right', sort: 'created', largestFirst: true, hidden: true }, externalId: { width: 96, hidden: true },
}
/** The columns of clients in the order in which the screen shows them at first. */
export const clientGridColumns = (): GridColumn[] => (Object.keys(looks) as ClientColumn[]).map(key => ({ key, label: text(`deals.clientColumns.${key}`), ...looks[key] }))

const isColumn = (key: string): key is ClientColumn => (clientColumns as readonly string[]).includes(key)
/** Of the shown columns those that a file knows. */
export const exportColumns = (shown: readonly Pick<GridColumn, 'key' | 'label'>[]): { key: ClientColumn, label: string }[] => shown.flatMap(({ key, label }) => isColumn(key) ? [{ key, label }] : [])
