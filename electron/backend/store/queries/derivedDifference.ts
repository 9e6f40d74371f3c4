/** A stored value that doesn't follow from the facts; both as text, `null` for none. */
export interface DerivedDifference { table: 'deal' | 'task' | 'client' | 'activity' | 'call_check', id: number, column: string, stored: string, expected: string }
