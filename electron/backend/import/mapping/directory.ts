import type { MappingDocument } from '../../../../src/shared/contract/mapping.ts'
import type { Role, StageKind } from '../../../../src/shared/vocabulary.ts'
import type { ReadDb } from '../../store/db.ts'
import { all } from '../../store/queries/rows.ts'
import { makeRowsByKey, type RowsByKey, type Scratch } from '../../store/scratch.ts'
import { stageKey } from '../native/known.ts'
import type { ClientRow, DealRow, PersonRow, StageRow } from '../native/rows.ts'
import { stageKindOf, stageRankOf } from '../recognise/presets.ts'
import { readEmail } from '../normalise.ts'
import { foldText } from '../values/text.ts'
import { makeManyNames, makeNames } from './names.ts'

export interface Named { people: string[], clients: number, stages: { pipeline: string, stage: string, kind: StageKind }[] }

/** Whom and what the rows of an export name: found in the workspace and in the files, or made and reported. */
export interface Directory {
  people: Map<string, PersonRow>
  clients: RowsByKey<ClientRow>
  deals: RowsByKey<DealRow>
  named: Named
  addPerson: (row: PersonRow) => void
  /** `file` says which file a row comes from. */
  addClient: (row: ClientRow, file: number) => void
  addDeal: (row: DealRow, file: number) => void
  person: (id: string, name: string, isOwner: boolean) => string | null
  client: (wanted: ClientWish) => string | null
  stage: (pipeline: string, stage: string, probability?: number | null) => { kind: StageKind, name: string }
  deal: (id: string, title: string) => string | null
  hasClient: (key: string) => boolean
  taskDone: (key: string) => number | null
  dealPlace: (key: string) => { pipeline: string, stage: string } | null
  /** The rows of stages that are to be made or compared. */
  stageRows: () => StageRow[]
  addStage: (row: StageRow) => void
  /** Roles of people whom the files show as owners: a proposal, as every role of an import. */
  proposeRoles: () => boolean
}

export interface ClientWish { id: string, company: string, contact: string, phone: string | null, email: string | null, /** Where a lone first name belongs. */ near: string, emit: boolean }

interface KnownPerson { externalId: string, name: string, role: Role | null, own: number }
interface SeenStage { pipeline: string, stage: string, kind: StageKind, order: number | null, limit: number | null, probability: number | null, isKnown: boolean, chance: { sum: number, count: number }, given: StageRow | null }

/** In a mapping's `owners`: who bears this name is nobody in particular. */
const nobody = ''
const named = /^(company|phone|email|person):/
/** Of clients that no file lists: rows only name them. */
const noFile = -1

export interface DirectoryOptions {
  db: ReadDb
  document: MappingDocument
  readPhone: (text: string | null) => string | null
  scratch: Scratch
  /** Whether rows may name a deal by its title. */
  byTitle: boolean
}

export const makeDirectory = ({ db, document, readPhone, scratch, byTitle }: DirectoryOptions): Directory => {
  const { source } = document
  const people = new Map<string, PersonRow>()
  const clients = makeRowsByKey<ClientRow>(scratch, 'clients')
  const deals = makeRowsByKey<DealRow>(scratch, 'deals')
  const result: Named = { people: [], clients: 0, stages: [] }

  const knownPeople = all<KnownPerson>(db, 'SELECT external_id AS externalId, name, role, source = ? AS own FROM person ORDER BY own', source)
  const personIds = new Map(knownPeople.map(person => [person.externalId, person]))
  const personNames = makeNames()
  // This source's people come last and win their names.
  const ownNames = makeNames()
  for (const person of knownPeople) (person.own ? ownNames : personNames).add(person.name, person.externalId)
  const owners = new Map(Object.entries(document.owners).map(([name, id]) => [foldText(name), id]))
  const ownersSeen = new Set<string>()

  const [clientNames, clientPhones, clientEmails] = [makeManyNames(scratch, 'client names'), makeManyNames(scratch, 'client phones'), makeManyNames(scratch, 'client emails')]
  const addClientNames = (key: string, name: string | null, phone: string | null, email: string | null): void => {
    clientNames.add(name, key)
    clientPhones.add(phone, key)
    clientEmails.add(email, key)
  }
  const rowsOf = (sql: string): Iterable<(string | null)[]> => db.sqlite.prepare(sql).raw().iterate(source) as Iterable<(string | null)[]>
  for (const [key, name, phone, email] of rowsOf('SELECT external_id, name, phone_e164, email_key FROM client WHERE source = ?')) addClientNames(key!, name!, phone!, email!)
  const isClient = db.sqlite.prepare('SELECT 1 FROM client WHERE source = ? AND external_id = ?')
  const hasClient = (key: string): boolean => clients.has(key) || isClient.get(source, key) !== undefined

  const placeOf = db.sqlite.prepare(`SELECT pipeline.name AS pipeline, stage.name AS stage
    FROM deal JOIN pipeline ON pipeline.id = deal.pipeline_id JOIN stage ON stage.id = deal.stage_id WHERE deal.source = ? AND deal.external_id = ?`)
  const dealPlace = (key: string): { pipeline: string, stage: string } | null => deals.get(key)?.row ?? placeOf.get(source, key) as { pipeline: string, stage: string } | undefined ?? null
  const hasDeal = (key: string): boolean => deals.has(key) || placeOf.get(source, key) !== undefined
  const dealTitles = makeManyNames(scratch, 'deal titles')
  if (byTitle) for (const [key, title] of rowsOf('SELECT external_id, title FROM deal WHERE source = ?')) dealTitles.add(title!, key!)
  const taskDone = db.sqlite.prepare('SELECT done_at FROM task WHERE source = ? AND external_id = ?').pluck()

  const stages = new Map<string, SeenStage>()
  const knownStages = new Map(all<{ pipeline: string, stage: string, kind: StageKind }>(db, 'SELECT pipeline.name AS pipeline, stage.name AS stage, stage.kind AS kind FROM stage JOIN pipeline ON pipeline.id = stage.pipeline_id ORDER BY pipeline.source = ?', source)
    .map(row => [stageKey(row.pipeline, foldText(row.stage)), row]))
  const mapped = document.stages.map(stage => ({ ...stage, name: foldText(stage.stage), in: stage.pipeline === undefined ? null : foldText(stage.pipeline) }))

  // Thousands of rows name the same few.
  const foundPeople = new Map<string, string>()
  const foundStages = new Map<string, SeenStage>()
  const emptyPerson = (key: string, name: string): PersonRow => ({ key, name, role: null, team: null, email: null, phone: null, active: null })
  const addPerson = (row: PersonRow): void => {
    people.set(row.key, row)
    ownNames.add(row.name, row.key)
  }
  const addClient = (row: ClientRow, file: number): void => {
    clients.set(row.key, row, file)
    addClientNames(row.key, row.name, row.phoneE164, row.emailKey)
  }
  const findPerson = (id: string, name: string): string | null => {
    const chosen = owners.get(foldText(name)) ?? (id === '' ? undefined : owners.get(foldText(id)))
    if (chosen === nobody) return nobody
    if (chosen !== undefined) return personIds.has(chosen) || people.has(chosen) ? chosen : null
    if (id !== '') return people.has(id) || personIds.get(id)?.own ? id : null
    return ownNames.get(name) ?? personNames.get(name) ?? (people.has(name) || personIds.has(name) ? name : null)
  }

  return {
    people, clients, deals, named: result, addPerson, addClient,
    addDeal: (row, file) => {
      deals.set(row.key, row, file)
      if (byTitle) dealTitles.add(row.title, row.key)
    },
    person: (id, name, isOwner) => {
      if (id === '' && name === '') return null
      const said = `${id}\n${name}`
      let key = foundPeople.get(said) ?? findPerson(id, name)
      if (key === null) {
        key = id === '' ? name : id
        addPerson(emptyPerson(key, name === '' ? id : name))
        result.people.push(name === '' ? id : name)
      }
      foundPeople.set(said, key)
      if (key === nobody) return null
      if (isOwner) ownersSeen.add(key)
      return key
    },
    client: ({ id, company, contact, phone, email, near, emit }) => {
      if (id !== '' && hasClient(id)) return id
      const phoneE164 = readPhone(phone)
      const emailKey = readEmail(email)
      const name = company || contact
      if (id === '' && name === '' && phoneE164 === null && emailKey === null) return null
      const found = id !== '' ? undefined : company !== ''
        ? clientNames.get(company)
        : (phoneE164 === null ? undefined : clientPhones.get(phoneE164)) ?? (emailKey === null ? undefined : clientEmails.get(emailKey))
          ?? (phoneE164 === null && emailKey === null && contact.includes(' ') ? clientNames.get(contact) : undefined)
      if (found !== undefined && !named.test(found)) return found
      // A lone first name is nobody in particular: it belongs to the record that names it.
      const key = found ?? (id !== '' ? id : company !== '' ? `company:${foldText(company)}` : phoneE164 !== null ? `phone:${phoneE164}` : emailKey !== null ? `email:${emailKey}`
        : contact.includes(' ') ? `person:${foldText(contact)}` : `person:${near}:${foldText(contact)}`)
      const before = clients.get(key)?.row
      if (!before) {
        const isKnown = isClient.get(source, key) !== undefined
        if (isKnown && !emit) return key
        if (!isKnown) result.clients++
        addClient({
          key, name: name || null, kind: company !== '' ? 'company' : contact !== '' ? 'person' : null, phone, phoneE164, email, emailKey, owner: null, createdAt: null, createdBy: null, channel: null,
        }, noFile)
      } else if (named.test(key) && ((before.phone === null && phone !== null) || (before.email === null && email !== null))) {
        // Of several deals of one client the first that knows a phone says it.
        clients.set(key, { ...before, ...before.phone === null && { phone, phoneE164 }, ...before.email === null && { email, emailKey } }, noFile)
      }
      return key
    },
    stage: (pipeline, stage, probability = null) => {
      const said = stageKey(pipeline, stage)
      let seen = foundStages.get(said)
      const key = seen ? '' : stageKey(pipeline, foldText(stage))
      seen ??= stages.get(key)
      if (!seen) {
        const known = knownStages.get(key)
        const wish = mapped.find(one => one.name === foldText(stage) && (one.in === null || one.in === foldText(pipeline)))
        seen = {
          pipeline, stage: known?.stage ?? stage, kind: wish?.kind ?? known?.kind ?? stageKindOf(stage) ?? 'open', order: wish?.order ?? null, limit: wish?.dwellLimitDays ?? null,
          probability: wish?.probability ?? null, isKnown: known !== undefined, chance: { sum: 0, count: 0 }, given: null,
        }
        stages.set(key, seen)
        if (!known) result.stages.push({ pipeline, stage: seen.stage, kind: seen.kind })
      }
      foundStages.set(said, seen)
      if (probability !== null) {
        seen.chance.sum += probability
        seen.chance.count++
      }
      return { kind: seen.kind, name: seen.stage }
    },
    addStage: row => {
      stages.set(stageKey(row.pipeline, foldText(row.stage)), {
        pipeline: row.pipeline, stage: row.stage, kind: row.kind ?? stageKindOf(row.stage) ?? 'open', order: row.order, limit: row.dwellLimitDays, probability: row.probability, isKnown: false, chance: { sum: 0, count: 0 }, given: row,
      })
    },
    stageRows: () => {
      const rows = [...stages.values()]
      const mean = ({ chance }: SeenStage): number => chance.count === 0 ? 0 : chance.sum / chance.count
      const ranked = rows.map((seen, index) => ({ seen, index, rank: seen.order ?? stageRankOf(seen.stage, seen.kind) }))
        .sort((a, b) => a.rank - b.rank || mean(a.seen) - mean(b.seen) || a.index - b.index)
      const last = new Map<string, number>()
      return ranked.map(({ seen, rank }) => {
        const order = Math.max(rank, (last.get(seen.pipeline) ?? rank - 1) + 1)
        last.set(seen.pipeline, order)
        // A stage that is known keeps its place; a mapping can move it.
        return seen.given ?? { pipeline: seen.pipeline, stage: seen.stage, order: seen.isKnown && seen.order === null ? null : order, kind: seen.kind, dwellLimitDays: seen.limit, probability: seen.probability }
      })
    },
    deal: (id, title) => {
      if (id !== '') return hasDeal(id) ? id : null
      if (title === '') return null
      if (hasDeal(title)) return title
      return dealTitles.get(title) ?? dealTitles.get(title.replace(/^(сделка|deal|negocio)\s*[:#№-]\s*/iu, '')) ?? null
    },
    hasClient,
    taskDone: key => taskDone.get(source, key) as number | null | undefined ?? null,
    dealPlace,
    proposeRoles: () => {
      let some = false
      for (const row of people.values()) {
        if (row.role !== null) continue
        row.role = personIds.get(row.key)?.role ?? (ownersSeen.has(row.key) ? 'manager' : null)
        if (row.role !== null) some = true
      }
      return some
    },
  }
}
