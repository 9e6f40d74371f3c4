export type RowId = string | number

export interface ListColumn {
  key: string
  /** Printed in the head and read out; may be hidden with `quiet`. */
  label: string
  /** A CSS grid track: `minmax(160px, 1fr)`, `96px`. */
  width: string
  align?: 'left' | 'right'
  /** Leaves when the list is narrower than this, px. */
  hideBelow?: number
  /** Named for readers only. */
  quiet?: boolean
}

export interface ListGroup { id: string, label: string }
