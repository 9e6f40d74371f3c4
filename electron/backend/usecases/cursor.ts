import { PultError } from '../../../src/shared/errors.ts'

/** The last row's place in a list: an instant (or another number) and the id. */
export interface Place { at: number, id: number }

export const writeCursor = ({ at, id }: Place): string => `${at}.${id}`

/** BAD_INPUT for a text that isn't a cursor of ours. */
export const readCursor = (text: string | undefined): Place | null => {
  if (text === undefined) return null
  const match = /^(-?\d{1,16})\.(\d{1,16})$/.exec(text)
  if (!match) throw new PultError('BAD_INPUT', 'That is no place in this list.', { field: 'cursor' })
  return { at: Number(match[1]), id: Number(match[2]) }
}
