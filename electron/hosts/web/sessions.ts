import { createHash, randomBytes } from 'node:crypto'

const digest = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
const secret = (): string => randomBytes(32).toString('base64url')

/** Who may use the local host. Tokens go into addresses and work once; bearers live in windows as long as the host runs. */
export interface Sessions {
  /** A token for one address. An address that nobody opened yet stays good. */
  readonly mintToken: () => string
  /** The bearer for a token, or null: unknown or used. */
  readonly exchange: (token: string) => string | null
  readonly isBearer: (bearer: string) => boolean
}

// Only digests are kept, and looked up by them: neither a dump nor the time of a comparison tells a secret.
export const makeSessions = (limits = { tokens: 20, bearers: 200 }): Sessions => {
  const tokens = new Set<string>()
  const bearers = new Set<string>()
  const add = (set: Set<string>, value: string, limit: number): void => {
    set.add(digest(value))
    const oldest = set.values().next().value
    if (set.size > limit && oldest !== undefined) set.delete(oldest)
  }
  return {
    mintToken: () => {
      const token = secret()
      add(tokens, token, limits.tokens)
      return token
    },
    exchange: token => {
      if (!tokens.delete(digest(token))) return null
      const bearer = secret()
      add(bearers, bearer, limits.bearers)
      return bearer
    },
    isBearer: bearer => bearers.has(digest(bearer)),
  }
}
