import { randomBytes } from 'node:crypto'

/** External id of a record made in Pult: short, and not to be guessed from another. */
export const newUid = (): string => randomBytes(6).toString('hex')
