import { atLocalDesk, type Caller } from '../backend/domain/account.ts'

/** The person's token, on every road. Beside it a host says the rest of the caller; a window is believed nothing else. */
export const tokenHeader = 'pult-session'
const doorHeader = 'pult-door'
const addressHeader = 'pult-address'

/** Asks the backend for the answer as the text that goes out: a host only carries it. */
export const carriedHeader = 'pult-carried'

type Headers = Readonly<Record<string, string | string[] | undefined>>

const textOf = (headers: Headers, name: string): string | null => {
  const value = headers[name]
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : null
}

export const tokenOf = (headers: Headers): string | null => textOf(headers, tokenHeader)

/** Who calls over the owner's own port of a window: a local desk, with the window's token. */
export const callerOfWindow = (headers: Headers): Caller => ({ ...atLocalDesk, token: tokenOf(headers) })

/** Who calls through a host. Only our own host process writes to that port, so what it says of the door holds. */
export const callerOfHost = (headers: Headers): Caller => {
  const door = textOf(headers, doorHeader)
  return { door: door === 'local' || door === 'api' ? door : 'shared', token: tokenOf(headers), address: textOf(headers, addressHeader) }
}

export const headersOf = ({ door, token, address }: Caller): Record<string, string> => ({
  [doorHeader]: door, ...token !== null && { [tokenHeader]: token }, ...address !== null && { [addressHeader]: address },
})
