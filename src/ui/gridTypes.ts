import type { Ref } from 'vue'
import type { ListColumn, RowId } from './listTypes.ts'

export interface GridColumn extends Pick<ListColumn, 'key' | 'label' | 'align'> {
  /** px; where the column grows, at least. */
  width: number
  /** Takes a share of what is left over; where no column does, the first one takes it. */
  grow?: boolean
  /** Narrowest, px. */
  min?: number
  /** The name of its order; without one the column can't be sorted by. */
  sort?: string
  /** The first click sorts from the largest. */
  largestFirst?: boolean
  /** Can't be hidden. */
  always?: boolean
  /** Not shown until somebody chooses it. */
  hidden?: boolean
}

/** A cell of plain text. A slot can hold anything, but costs a fast scrolled table several times as much. */
export interface TextCell {
  text: string
  /** Classes of its colour and weight. */
  tone?: string
  /** What goes on in another colour. */
  more?: readonly { text: string, tone: string }[]
  /** Said on hover; a text that is cut off shows itself there anyway. */
  title?: string
  /** What readers hear instead of the text. */
  spoken?: string
}
/** By the column's key. */
export type TextCells<Row> = Readonly<Record<string, (row: Row) => TextCell>>

export interface GridSort { by: string, descending: boolean }

/** What a person made of the columns; only what differs from the screen's own is kept. */
export interface GridLayout { order: readonly string[], hidden: readonly string[], widths: Readonly<Record<string, number>> }

export interface RangePage<Row> { rows: Row[], total: number }

/** Rows that are known by their place: pages of them come when they are looked at (useRangeRows). */
export interface GridRows<Row> {
  /** What is loaded now; `key` changes with the filter and the order. */
  held: Readonly<Ref<{ key: string, total: number, pages: ReadonlyMap<number, readonly Row[]> }>>
  pageSize: number
  /** Nothing was loaded yet. */
  isPending: Readonly<Ref<boolean>>
  /** Another filter or order is on its way; the rows are those of the former one. */
  isStale: Readonly<Ref<boolean>>
  /** Asks for the rows from place to place, and for the one that is active. */
  see: (from: number, to: number, active: number) => void
  /** Ids from place to place, loaded or not. */
  idsBetween: (from: number, to: number) => Promise<RowId[]>
  /** Every id of the filter, in its order. */
  allIds: () => Promise<RowId[]>
}
