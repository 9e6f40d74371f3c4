import { createHash, randomBytes } from 'node:crypto'
import { hash, verify, type Algorithm } from '@node-rs/argon2'
import { PultError } from '../../../src/shared/errors.ts'
import { passwordLength, passwordProblem, type PasswordProblem } from '../domain/account.ts'

/** OWASP's second choice of parameters for argon2id: 19 MiB, two passes; about 30 ms on a thread of its own. */
const cost = { algorithm: 2 as Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

let nobody: Promise<string> | null = null

/** Takes as long for who has no password: the time of an answer doesn't tell which logins there are. */
export const verifyPassword = async (kept: string | null, password: string): Promise<boolean> => {
  const fits = await verify(kept ?? await (nobody ??= hashPassword(newSecret())), password.normalize('NFKC'))
  return kept !== null && fits
}

/** A token of 256 random bits. Guessing one is hopeless, so a plain digest keeps it. */
export const newSecret = (): string => randomBytes(32).toString('base64url')
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

let common: Promise<ReadonlySet<string>> | null = null

/** The passwords that are tried first everywhere; loaded when the first one is set. */
const loadCommon = async (): Promise<ReadonlySet<string>> => new Set((await import('@zxcvbn-ts/language-common')).dictionary['passwords-common'])

const sentences: Record<PasswordProblem, string> = {
  too_short: `A password has at least ${passwordLength.least} characters; a few words are easier to remember than signs.`,
  too_long: `A password has at most ${passwordLength.most} characters.`,
  too_common: 'This password is one of the most used ones and is guessed at once. Take another one.',
  like_login: 'A password must not be the login with a few characters more.',
}

/** BAD_INPUT with `problem` unless the password may be used. */
export const requireGoodPassword = async (password: string, login: string): Promise<void> => {
  const known = await (common ??= loadCommon())
  const problem = passwordProblem(password, login, text => known.has(text))
  if (problem) throw new PultError('BAD_INPUT', sentences[problem], { field: 'password', problem, least: passwordLength.least, most: passwordLength.most })
}
