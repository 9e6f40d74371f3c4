/** A decision of the moment with the key that is printed on it. */
export interface Act { action: string, label: string, code: string, shift?: boolean, run: () => void }
