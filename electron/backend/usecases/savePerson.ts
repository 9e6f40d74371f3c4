import type { PersonView } from '../../../src/shared/contract/settings.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Role } from '../../../src/shared/vocabulary.ts'
import { parseDay } from '../domain/time/days.ts'
import { countOtherHeads, listAbsences, listPersonRows, readAbsence, readPerson, type PersonRow } from '../store/queries/settingsLists.ts'
import { changeRecordTx, insertRecordTx, keepFieldDecisionTx, type Columns } from '../store/writes/changeRecord.ts'
import { addAbsenceTx, removeAbsenceTx } from '../store/writes/settings.ts'
import { requireMay } from './access.ts'
import type { Session } from './desk.ts'
import { newUid } from './newUid.ts'
import { runCommand, type Tx } from './runCommand.ts'
import { refuseChanged } from './settingsConflict.ts'

export interface SavePersonInput {
  commandId: string, id?: number, expectedVersion?: number, name: string, role: Role | null, team: string | null, email: string | null, phone: string | null, active: boolean
}

/** Everybody of the workspace, who works here first. */
export const listPeople = (session: Session): PersonView[] => {
  requireMay(session, 'see_settings')
  const absences = new Map<number, PersonView['absences']>()
  for (const { personId, ...absence } of listAbsences(session.desk.db)) absences.set(personId, [...absences.get(personId) ?? [], absence])
  return listPersonRows(session.desk.db).map(row => ({ ...row, roleConfirmed: row.roleConfirmed === 1, active: row.active === 1, absences: absences.get(row.id) ?? [] }))
}

const empty = (text: string | null): string | null => text === null || text.trim() === '' ? null : text.trim()

/**
 * Adds or changes a person; saving confirms the role that an import had only proposed (domain.md, Who may do what).
 * Throws REFUSED_BY_RULE `last_head`, CONFLICT, BAD_INPUT for an e-mail that is none.
 */
export const savePerson = (session: Session, input: SavePersonInput): { id: number } => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'settings.savePerson', input, topics: ['people', 'settings', 'day'] }, (tx) => {
    const values: Columns = {
      name: input.name.trim(), role: input.role, role_confirmed: input.role === null ? 0 : 1, team: empty(input.team), email: empty(input.email), phone: empty(input.phone), active: input.active ? 1 : 0,
    }
    if (values.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(String(values.email))) throw new PultError('BAD_INPUT', 'That is no e-mail address.', { field: 'email' })
    if (input.id === undefined) {
      return { id: insertPersonTx(tx, values) }
    }
    const person = requirePerson(tx, input.id)
    refuseChanged(tx, 'person', person, input.expectedVersion)
    keepHead(tx, person, input)
    changePersonTx(tx, person, values)
    return { id: person.id }
  })
}

/** Adds a person made in Pult. */
export const insertPersonTx = (tx: Tx, values: Columns): number => {
  const made = { source: 'pult', external_id: newUid(), ...values, created_at: tx.now }
  const id = insertRecordTx(tx.db, 'person', made)
  tx.audit({ action: 'savePerson', recordType: 'person', recordId: id, payload: { before: null, after: made } })
  return id
}

export const requirePerson = (tx: Tx, id: number): PersonRow => {
  const person = readPerson(tx.db, id)
  if (!person) throw new PultError('NOT_FOUND', 'There is no such person.', { personId: id })
  return person
}

/** A workspace is never without a head who can sign. */
const keepHead = (tx: Tx, person: PersonRow, input: SavePersonInput): void => {
  const isHead = person.role === 'head' && person.roleConfirmed === 1 && person.active === 1
  if (isHead && (input.role !== 'head' || !input.active) && countOtherHeads(tx.db, person.id) === 0) {
    throw new PultError('REFUSED_BY_RULE', 'The only head of sales stays: make somebody else head first.', { rule: 'last_head', personId: person.id })
  }
}

const imported = ['name', 'role', 'team', 'email', 'phone', 'active']

const changePersonTx = (tx: Tx, person: PersonRow, values: Columns): void => {
  const present: Columns = { name: person.name, role: person.role, role_confirmed: person.roleConfirmed, team: person.team, email: person.email, phone: person.phone, active: person.active }
  const changed = Object.fromEntries(Object.entries(values).filter(([field, value]) => value !== present[field]))
  if (Object.keys(changed).length === 0) return
  const { before } = changeRecordTx(tx.db, 'person', person.id, changed)
  if (person.source !== 'pult') for (const field of Object.keys(changed)) if (imported.includes(field)) keepFieldDecisionTx(tx.db, 'person', person.id, field, { at: tx.now, by: tx.actor.id })
  tx.audit({ action: 'savePerson', recordType: 'person', recordId: person.id, payload: { before, after: changed } })
}

export interface AddAbsenceInput { commandId: string, personId: number, fromDay: string, toDay: string, reason: string | null, deputyId?: number | null }

/**
 * Days on which somebody is away, both included; a supervisor may have a deputy, who decides for their team in those days. BAD_INPUT for days
 * that are none or stand the wrong way round; REFUSED_BY_RULE `deputy_of_supervisor`, `deputy_decides`, `deputy_away`.
 */
export const addAbsence = (session: Session, input: AddAbsenceInput): { id: number } => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'settings.addAbsence', input, topics: ['people', 'day'] }, (tx) => {
    const person = requirePerson(tx, input.personId)
    const from = parseDay(input.fromDay)
    const to = parseDay(input.toDay)
    if (from === null || to === null) throw new PultError('BAD_INPUT', `There is no day ${from === null ? input.fromDay : input.toDay}.`, { field: from === null ? 'fromDay' : 'toDay' })
    if (to < from) throw new PultError('BAD_INPUT', 'An absence ends on the day on which it begins, or later.', { field: 'toDay' })
    if (input.deputyId != null) requireDeputy(tx, person, input.deputyId, input)
    const values = { personId: input.personId, fromDay: input.fromDay, toDay: input.toDay, reason: empty(input.reason), deputyId: input.deputyId ?? null }
    const id = addAbsenceTx(tx.db, values)
    tx.audit({ action: 'addAbsence', recordType: 'person', recordId: input.personId, payload: { before: null, after: { id, ...values } } })
    return { id }
  })
}

/** Who decides anyway decides for another: a head has that right already, another supervisor gets it. */
const requireDeputy = (tx: Tx, person: PersonRow, deputyId: number, { fromDay, toDay }: AddAbsenceInput): void => {
  if (person.role !== 'supervisor') throw new PultError('REFUSED_BY_RULE', 'Only a supervisor has a deputy: nobody else decides for a team.', { rule: 'deputy_of_supervisor', personId: person.id })
  const deputy = requirePerson(tx, deputyId)
  if (deputyId === person.id || deputy.active === 0 || deputy.roleConfirmed === 0 || (deputy.role !== 'supervisor' && deputy.role !== 'head')) {
    throw new PultError('REFUSED_BY_RULE', 'A deputy is another supervisor or a head of sales.', { rule: 'deputy_decides', personId: deputyId })
  }
  if (listAbsences(tx.db).some(absence => absence.personId === deputyId && absence.fromDay <= toDay && absence.toDay >= fromDay)) {
    throw new PultError('REFUSED_BY_RULE', 'The deputy is away in those days too.', { rule: 'deputy_away', personId: deputyId })
  }
}

export const removeAbsence = (session: Session, input: { commandId: string, absenceId: number }): Record<string, never> => {
  requireMay(session, 'change_people')
  return runCommand(session, { procedure: 'settings.removeAbsence', input, topics: ['people', 'day'] }, (tx) => {
    const absence = readAbsence(tx.db, input.absenceId)
    if (!absence) throw new PultError('NOT_FOUND', 'There is no such absence.', { absenceId: input.absenceId })
    removeAbsenceTx(tx.db, absence.id)
    tx.audit({ action: 'removeAbsence', recordType: 'person', recordId: absence.personId, payload: { before: absence, after: null } })
    return {}
  })
}
