import { randomUUID } from 'node:crypto'
import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { listPersonRows, readPerson } from '../store/queries/settingsLists.ts'
import { readSignIn } from '../store/queries/signIns.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { confirmRoleTx, giveSignInTx, inviteTx, requireLogin } from './manageSignIns.ts'
import { hashPassword, newSecret, requireGoodPassword } from './passwords.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { insertPersonTx } from './savePerson.ts'

export interface AddPersonInput { name: string, role: Role, login: string, team: string | null, /** null: the person chooses it by a link. */ password: string | null }
export interface AddedPerson { personId: number, /** The person was known, from an import or as the first head, and only got the sign-in. */ known: boolean, invitation: { token: string, expiresAt: number } | null }

/**
 * Adds a person with a sign-in, or gives one to somebody of that name who has none: a manager whom the CRM's export brought must not
 * stand there twice, or would see none of the own deals. CONFLICT for a login that is taken, and for a name that several people have.
 */
export const addPerson = async (session: Session, input: AddPersonInput): Promise<AddedPerson> => {
  requireMay(session, 'change_people')
  const name = input.name.trim()
  if (name === '' || name.length > 120) throw new PultError('BAD_INPUT', 'A person needs a name of at most 120 characters.', { field: 'name' })
  const login = requireLogin(input.login)
  if (input.password !== null) await requireGoodPassword(input.password, login)
  const passwordHash = input.password === null ? undefined : await hashPassword(input.password)
  const token = newSecret()
  const { expiresAt, ...added } = runCommand(session, { procedure: 'person.add', input: { commandId: randomUUID() }, topics: ['people', 'settings', 'day'] }, tx => {
    const known = findKnownTx(tx, name, input.role)
    const personId = known ?? insertPersonTx(tx, { name, role: input.role, role_confirmed: 1, team: input.team, email: null, phone: null, active: 1 })
    if (known !== null) confirmRoleTx(tx, readPerson(tx.db, known)!, input.role)
    giveSignInTx(tx, personId, { login, passwordHash })
    return { personId, known: known !== null, expiresAt: passwordHash === undefined ? inviteTx(tx, personId, 'invite', token) : null }
  })
  // The token stays out of what is kept about the command.
  return { ...added, invitation: expiresAt === null ? null : { token, expiresAt } }
}

const findKnownTx = (tx: Tx, name: string, role: Role): number | null => {
  const same = listPersonRows(tx.db).filter(person => person.active === 1 && person.name === name && !readSignIn(tx.db, person.id) && (person.roleConfirmed === 0 || person.role === role))
  if (same.length > 1) throw new PultError('CONFLICT', `Several people are called ${name}; give the sign-in in the window, Settings, Team.`, { reason: 'name' })
  return same[0]?.id ?? null
}
