import { z } from 'zod'
import { activityKinds, meetingStates, roles, stageKinds } from '../vocabulary.ts'

/** What a row of an export can be. Leads become clients: nobody has promised anything yet. */
export const recordKinds = ['deals', 'clients', 'leads', 'tasks', 'activities', 'notes', 'people', 'stages', 'stageMoves', 'adCosts'] as const
export type RecordKind = (typeof recordKinds)[number]

const whose = ['deal', 'deal_id', 'client', 'client_id'] as const
const client = ['id', 'name', 'first_name', 'last_name', 'company', 'kind', 'phone', 'email', 'owner', 'owner_id', 'created_at', 'created_by', 'channel'] as const

/** Fields that a mapping can fill, per kind of record. Several columns of one field: the first that isn't empty; of `note`, each one. */
export const mappingFields = {
  deals: [
    'id', 'title', 'client', 'client_id', 'contact', 'phone', 'email', 'owner', 'owner_id', 'pipeline', 'stage', 'status', 'amount', 'currency', 'channel', 'created_at', 'updated_at',
    'stage_entered_at', 'expected_close', 'closed_at', 'won_at', 'lost_at', 'refusal_reason', 'probability', 'next_task', 'next_task_at', 'last_activity_at', 'note',
  ],
  clients: client,
  leads: client,
  tasks: ['id', ...whose, 'assignee', 'assignee_id', 'kind', 'title', 'created_at', 'due_at', 'done', 'done_at', 'result'],
  activities: ['id', ...whose, 'manager', 'manager_id', 'kind', 'state', 'direction', 'created_at', 'occurred_at', 'duration_s', 'talk_s', 'recording', 'subject'],
  notes: ['id', ...whose, 'author', 'author_id', 'created_at', 'text', 'pinned'],
  people: ['id', 'name', 'first_name', 'last_name', 'role', 'team', 'email', 'phone', 'active'],
  stages: ['pipeline', 'stage', 'order', 'kind', 'dwell_limit_days', 'probability'],
  stageMoves: ['deal_id', 'from_stage', 'to_stage', 'at', 'by'],
  adCosts: ['channel', 'day', 'amount', 'currency'],
} as const satisfies Record<RecordKind, readonly string[]>

/** Without a column or a constant for these the file can't be brought. */
export const requiredFields = {
  deals: ['stage'], clients: ['name'], leads: ['name'], tasks: ['due_at'], activities: ['kind', 'occurred_at'], notes: ['text'], people: ['name'], stages: ['pipeline', 'stage'],
  stageMoves: ['deal_id', 'to_stage', 'at'], adCosts: ['channel', 'day', 'amount'],
} as const satisfies Record<RecordKind, readonly string[]>

/** Fields with few meanings: what `values` can turn the words of a file into. */
export const valueChoices: { readonly [Kind in RecordKind]?: { readonly [Field in string]?: readonly string[] } } = {
  deals: { status: ['open', 'won', 'lost'] }, clients: { kind: ['company', 'person'] }, leads: { kind: ['company', 'person'] }, tasks: { done: ['yes', 'no'] },
  activities: { kind: activityKinds, state: meetingStates, direction: ['in', 'out'] }, notes: { pinned: ['yes', 'no'] }, people: { role: roles, active: ['yes', 'no'] }, stages: { kind: stageKinds },
}

/** The column that a file of rejected rows has beside its own; nobody reads it. */
export const rejectedReasonColumn = 'pult_reason'

const text = z.string().max(500)
const words = z.record(text, text)

export const stageMapping = z.object({
  /** As the file writes it; compared without case. */
  stage: text,
  /** Only in this pipeline; in each without it. */
  pipeline: text.optional(),
  kind: z.enum(stageKinds),
  order: z.int().optional(),
  dwellLimitDays: z.int().min(0).optional(),
  probability: z.number().min(0).max(1).optional(),
})

export const fileMapping = z.object({
  kind: z.enum(recordKinds),
  /** Where two files have the same columns: a part of the name, compared without case. */
  name: text.optional(),
  /** Field → columns of the file. A second column of one name is `Name #2`. */
  columns: z.record(text, z.array(text).min(1)),
  /** Field → value for each row whose columns say nothing. */
  constants: words.default({}),
  /** Columns that together tell one row from another; needed where there is no id. */
  key: z.array(text).default([]),
  /** Field → what the file says → what it means. */
  values: z.record(text, words).default({}),
  /** Field → what is put before its value, where two files number their records from 1. */
  prefix: words.default({}),
  /** Column with the date of entry → the stage that was entered then (deals). */
  stageDates: words.default({}),
}).superRefine((file, context) => {
  const fields: readonly string[] = mappingFields[file.kind]
  for (const field of [...Object.keys(file.columns), ...Object.keys(file.constants), ...Object.keys(file.values)]) {
    if (!fields.includes(field)) context.addIssue({ code: 'custom', message: `${file.kind} have no field ${field}`, path: ['columns', field] })
  }
})
export type FileMapping = z.infer<typeof fileMapping>

/** How the files of one system become records: what the wizard edits and exports, and what `--mapping` takes. */
export const mappingDocument = z.object({
  format: z.literal('pult-mapping'),
  version: z.literal(1),
  name: text,
  /** Whose records these are: a second import of the same source is compared with the first. */
  source: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/).refine(source => source !== 'pult' && source !== 'native', 'This source belongs to Pult itself'),
  /** How `03/04/2025` is read; auto = by what the whole column says. */
  dates: z.enum(['auto', 'dmy', 'mdy']).default('auto'),
  /** How `1.234` is read; auto = by what the whole column says. */
  decimal: z.enum(['auto', ',', '.']).default('auto'),
  /** IANA zone of times without an offset; the workspace's unless said. */
  timeZone: text.optional(),
  /** ISO 4217 of amounts that name none; the workspace's unless said. */
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  /** Cells that mean «nothing», compared without case: `не закрыта`. */
  empty: z.array(text).default([]),
  stages: z.array(stageMapping).default([]),
  /** A name as the file writes it → id of a person of the workspace; '' = nobody. */
  owners: words.default({}),
  /** A refusal reason as the file writes it → a reason of the dictionary by its key or name, or else how it is to be called. */
  reasons: words.default({}),
  files: z.array(fileMapping).min(1).max(50),
})
export type MappingDocument = z.infer<typeof mappingDocument>

/** Logs of telephone exchanges: several rows may be one call, so no mapping reads them. */
export const callLogSystems = ['asterisk', 'mango', 'sipuni', 'uis'] as const
export type CallLogSystem = (typeof callLogSystems)[number]

/** Files that are read as they are: there is nothing to say about their columns. */
export const readsAsItIs = (system: string | null): boolean => system === 'native' || (callLogSystems as readonly (string | null)[]).includes(system)

export const importFormats = ['auto', 'native', 'amocrm', 'bitrix24', 'pipedrive', 'hubspot', 'zoho', 'odoo', ...callLogSystems] as const
export type ImportFormat = (typeof importFormats)[number]
