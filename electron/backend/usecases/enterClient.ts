import type { EnteredClient, FoundClient } from '../../../src/shared/contract/clients.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { may, type PolicyActor } from '../domain/policy.ts'
import { makePhoneReader, readEmail } from '../import/normalise.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { clientsByContact, clientsById, clientsEnteredBy, type ContactClient } from '../store/queries/enteredClients.ts'
import { one, statement } from '../store/queries/rows.ts'
import { insertRecordTx } from '../store/writes/changeRecord.ts'
import { policyActorOf, requireMay } from './access.ts'
import { changedSince } from './assignTask.ts'
import type { Desk, Session } from './desk.ts'
import { newUid } from './newUid.ts'
import { runCommand } from './runCommand.ts'
import { personOf } from './taskView.ts'

interface KeptEntry { clientId: number, isKnown: boolean }
interface Contact { phone?: string | null, email?: string | null }
export interface EnterClientInput extends Contact { commandId: string, name: string, kind: 'company' | 'person', channel?: string | null }

const filled = (text: string | null | undefined): string | null => text?.trim() || null

/** The numbers and addresses as the base knows them; REFUSED_BY_RULE `bad_phone`, `bad_email` (domain.md, Minimum data set). */
const readContact = ({ settings }: Pick<Desk, 'settings'>, { phone, email }: Contact) => {
  const [phoneText, emailText] = [filled(phone), filled(email)]
  const phoneE164 = makePhoneReader(settings().rules.phoneRegion)(phoneText)
  const emailKey = readEmail(emailText)
  return { phone: phoneText, phoneE164, email: emailText, emailKey, badPhone: phoneText !== null && phoneE164 === null, badEmail: emailText !== null && emailKey === null }
}

const foundOf = (session: Session, actor: PolicyActor, row: ContactClient): FoundClient => {
  const names = personNames(session.desk.db)
  // Who may not see a stranger's client learns that there is one, and whose.
  const seen = may(actor, 'see_contacts', { ownerId: row.ownerId, team: row.team })
  return { clientId: row.id, name: seen ? row.name : null, owner: personOf(names, row.ownerId), createdAt: row.createdAt, createdBy: personOf(names, row.createdBy) }
}

/** Is there a client with this phone or e-mail already? Asked while somebody types. */
export const lookUpClient = (session: Session, input: Contact): { phoneOk: boolean, emailOk: boolean, found: FoundClient | null } => {
  const actor = requireMay(session, 'enter_clients')
  const { phoneE164, emailKey, badPhone, badEmail } = readContact(session.desk, input)
  const [row] = clientsByContact(session.desk.db, phoneE164, emailKey)
  return { phoneOk: !badPhone, emailOk: !badEmail, found: row ? foundOf(session, actor, row) : null }
}

/**
 * A client with the minimum data: a name, and a phone or an e-mail that are ones (domain.md, First contact). The same phone or e-mail is the
 * same client: nothing is entered then, and the one that is there is named. A manager's client is theirs. REFUSED_BY_RULE `no_contact`, `bad_phone`, `bad_email`.
 */
export const enterClient = (session: Session, input: EnterClientInput): { clientId: number, known: FoundClient | null } => {
  const actor = requireMay(session, 'enter_clients')
  // What is kept of the command names nobody: a client's data may have to be erased.
  const { clientId, isKnown } = runCommand(session, { procedure: 'clients.enter', input, topics: ['deals', 'day'] }, (tx): KeptEntry => {
    const { phone, phoneE164, email, emailKey, badPhone, badEmail } = readContact(tx.desk, input)
    if (badPhone) throw new PultError('REFUSED_BY_RULE', 'That is no phone number.', { rule: 'bad_phone' })
    if (badEmail) throw new PultError('REFUSED_BY_RULE', 'That is no e-mail address.', { rule: 'bad_email' })
    if (phoneE164 === null && emailKey === null) throw new PultError('REFUSED_BY_RULE', 'A client needs a phone or an e-mail.', { rule: 'no_contact' })
    const [known] = clientsByContact(tx.db, phoneE164, emailKey)
    if (known) return { clientId: known.id, isKnown: true }
    const values = {
      source: 'pult', external_id: newUid(), name: input.name.trim(), kind: input.kind, phone, phone_e164: phoneE164, email, email_key: emailKey,
      owner_id: actor.role === 'manager' ? actor.id : null, created_at: tx.now, created_by: tx.actor.id, channel: filled(input.channel),
    }
    const clientId = insertRecordTx(tx.db, 'client', values)
    tx.audit({ action: 'enterClient', recordType: 'client', recordId: clientId, payload: { before: null, after: values } })
    return { clientId, isKnown: false }
  })
  const [row] = isKnown ? clientsById(session.desk.db, clientId) : []
  return { clientId, known: row ? foundOf(session, actor, row) : null }
}

/** Takes an entry back while nothing names the client and nobody has changed it. NOT_FOUND, FORBIDDEN, CONFLICT. */
export const undoEnterClient = (session: Session, input: { commandId: string, undoOf: string }): Record<string, never> =>
  runCommand(session, { procedure: 'clients.undoEnter', input, topics: ['deals', 'day'] }, (tx) => {
    policyActorOf(tx)
    const command = one<{ actorId: number | null, result: string }>(tx.db, "SELECT actor_id AS actorId, result FROM command WHERE id = ? AND procedure = 'clients.enter'", input.undoOf)
    if (!command) throw new PultError('NOT_FOUND', 'That command entered no client.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who entered it can undo it.', { undoOf: input.undoOf })
    const { clientId, isKnown } = JSON.parse(command.result) as KeptEntry
    if (isKnown) throw new PultError('NOT_FOUND', 'That command entered no client.', { undoOf: input.undoOf })
    const named = one<{ count: number }>(tx.db, `SELECT (SELECT count(*) FROM deal WHERE client_id = $id) + (SELECT count(*) FROM task WHERE client_id = $id)
      + (SELECT count(*) FROM activity WHERE client_id = $id) + (SELECT count(*) FROM note WHERE client_id = $id) AS count`, { id: clientId })!.count
    if (named > 0 || statement(tx.db, 'DELETE FROM client WHERE id = ? AND version = 1').run(clientId).changes === 0) throw changedSince('client')
    // Nobody could ask later for the data of a client that isn't there to be erased.
    statement(tx.db, "UPDATE audit_payload SET payload = NULL, erased_at = ? WHERE payload IS NOT NULL AND entry_id IN (SELECT id FROM audit_entry WHERE record_type = 'client' AND record_id = ?)").run(tx.now, clientId)
    tx.audit({ action: 'undoEnterClient', recordType: 'client', recordId: clientId, payload: { before: null, after: null } })
    return {}
  })

/** What this person entered today, the newest first. */
export const enteredToday = (session: Session): { rows: EnteredClient[], total: number } => {
  const actor = requireMay(session, 'enter_clients')
  const { zone } = session.desk.settings()
  const now = session.desk.clock()
  const rows = clientsEnteredBy(session.desk.db, actor.id, zone.startOfDay(zone.dayOf(now)), now)
  return { rows: rows.slice(0, 200), total: rows.length }
}
