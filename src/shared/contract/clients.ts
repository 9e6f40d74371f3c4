import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { commandId, day, id, instant, money, nullablePerson, version } from './common.ts'
import { dealRow, transferDecision, transferTaker } from './deals.ts'
import { exportEvent, exportInput } from './exports.ts'

export const clientKinds = ['company', 'person'] as const
/** `none` = nobody said what it is. */
export const clientKindChoices = [...clientKinds, 'none'] as const
export type ClientKindChoice = (typeof clientKindChoices)[number]

/** Which clients: every field that is given narrows. */
export const clientFilter = z.object({
  text: z.string().trim().max(200),
  /** 0 = nobody's. */
  managerIds: z.array(z.int().min(0)).max(1000),
  teams: z.array(z.string().min(1).max(120)).max(200),
  /** Empty = without a channel. */
  channels: z.array(z.string().max(200)).max(200),
  kinds: z.array(z.enum(clientKindChoices)).max(3),
  withOpenDeals: z.boolean(),
  createdFrom: day, createdTo: day,
  ids: z.array(id).max(5000),
}).partial()
export type ClientFilter = z.infer<typeof clientFilter>

export const clientSorts = ['name', 'manager', 'created', 'deals', 'openDeals', 'sum', 'lastContact'] as const
export const clientSort = z.object({ by: z.enum(clientSorts), descending: z.boolean() })
export type ClientSort = z.infer<typeof clientSort>

/** Columns of the grid and of the file. */
export const clientColumns = ['name', 'kind', 'phone', 'email', 'manager', 'channel', 'deals', 'openDeals', 'money', 'lastContact', 'created', 'externalId'] as const
export type ClientColumn = (typeof clientColumns)[number]

export const clientRow = z.object({
  id, version, externalId: z.string(), source: z.string(), name: z.string(), kind: z.enum(clientKinds).nullable(), phone: z.string().nullable(), email: z.string().nullable(), manager: nullablePerson,
  createdAt: instant.nullable(), channel: z.string().nullable(), deals: z.int(), openDeals: z.int(), money, lastContactDays: z.int().nullable(), allowedActions: z.array(z.string()),
  /** When who it was was erased on request: no name, phone or e-mail is kept. */
  erasedAt: instant.nullable(),
})
export type ClientRow = z.infer<typeof clientRow>

/** An `ok` one with a code was done and warns. */
const itemResult = z.object({ clientId: id, /** Afterwards; null when it was refused. */ version: version.nullable(), ok: z.boolean(), code: z.string().nullable(), message: z.string().nullable(), details: z.record(z.string(), z.unknown()).nullable() })
export type ClientItemResult = z.infer<typeof itemResult>

/** Open deals and their sum go with a figure of clients. */
const figure = z.object({ count: z.int(), openDeals: z.int(), money })
export type ClientFigure = z.infer<typeof figure>

const preview = z.object({
  /** Clients that go, and with them their former owner's open deals and tasks. */
  clients: z.int(), deals: z.int(), money, tasks: z.int(),
  refused: z.array(z.object({ clientId: id, title: z.string(), rule: z.string() })),
  /** `takes` are clients, `deals` those that go along with them. */
  takers: z.array(transferTaker.extend({ deals: z.int() })),
})
export type ClientTransferPreview = z.infer<typeof preview>

/** A change of owner, with what stands beside it (domain.md, Transfers). `reason` `undo`, `crm`, `outside` are the program's own. */
const clientTransfer = z.object({ at: instant, from: nullablePerson, to: nullablePerson, by: nullablePerson, reason: z.string() })

/** A client that is there already; `name` null = not for these eyes. */
const foundClient = z.object({ clientId: id, name: z.string().nullable(), owner: nullablePerson, createdAt: instant.nullable(), createdBy: nullablePerson })
export type FoundClient = z.infer<typeof foundClient>
const enteredClient = z.object({ id, name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), at: instant })
export type EnteredClient = z.infer<typeof enteredClient>
const contact = { phone: z.string().trim().max(60).nullable().optional(), email: z.string().trim().max(200).nullable().optional() }

const filter = clientFilter.default({})
const sort = clientSort.default({ by: 'name', descending: false })

export const clientsContract = {
  /** The total and the figure are over all clients of the filter. */
  range: oc.input(z.object({ filter, sort, offset: z.int().min(0), limit: z.int().min(1).max(1000).default(200) })).output(z.object({ rows: z.array(clientRow), total: z.int(), figure })),
  /** For «select all»: at most 5 000 of `total`, what they have together, and what may be done with every one of them. */
  ids: oc.input(z.object({ filter, sort })).output(z.object({ items: z.array(z.object({ id, version })), total: z.int(), figure, allowedActions: z.array(z.string()) })),
  /** What the filter could be narrowed to: each facet under all the others, but not itself. */
  facets: oc.input(z.object({ filter })).output(z.object({
    all: figure,
    /** `left` = works here no more. */
    managers: z.array(figure.extend({ manager: nullablePerson, absent: z.boolean(), left: z.boolean() })),
    teams: z.array(figure.extend({ team: z.string() })),
    channels: z.array(figure.extend({ channel: z.string().nullable() })),
    kinds: z.array(figure.extend({ kind: z.enum(clientKindChoices) })),
    withOpenDeals: figure,
  })),
  get: oc.input(z.object({ clientId: id })).output(clientRow.extend({ dealRows: z.array(dealRow), transfers: z.array(clientTransfer) })),
  /** The owner of each client changes, and with it that of its former owner's open deals and tasks there: all of a client or nothing. */
  decide: oc.input(z.object({ commandId, items: z.array(z.object({ clientId: id, expectedVersion: version })).min(1).max(5000), decision: transferDecision })).output(z.object({ results: z.array(itemResult), applied: z.int() })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({ results: z.array(itemResult), applied: z.int() })),
  /** Erases who the client was and what was written of it; it can't be undone. `backups`: copies made before still hold it, the last until then. */
  erase: oc.input(z.object({ commandId, clientId: id, expectedVersion: version })).output(z.object({ deals: z.int(), tasks: z.int(), contacts: z.int(), notes: z.int(), payloads: z.int(), backups: z.object({ count: z.int(), until: instant }).nullable() })),
  preview: oc.input(z.object({ clientIds: z.array(id).min(1).max(5000), toIds: z.array(id).min(1).max(200) })).output(preview),
  /** While somebody types: are these a phone and an e-mail, and is there such a client already? */
  lookUp: oc.input(z.object(contact)).output(z.object({ phoneOk: z.boolean(), emailOk: z.boolean(), found: foundClient.nullable() })),
  /** The minimum data set; `known`: nothing was entered, the same phone or e-mail is the same client. */
  enter: oc.input(z.object({ commandId, name: z.string().trim().min(2).max(200), kind: z.enum(clientKinds), ...contact, channel: z.string().trim().max(120).nullable().optional() })).output(z.object({ clientId: id, known: foundClient.nullable() })),
  undoEnter: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({})),
  /** What this person entered today, the newest first; at most 200 rows. */
  enteredToday: oc.output(z.object({ rows: z.array(enteredClient), total: z.int() })),
  /** `money` is of the open deals; `words` says values: `kind.company`. */
  export: oc.input(z.object({ filter, sort, ...exportInput(clientColumns) })).output(eventIterator(exportEvent)),
}
