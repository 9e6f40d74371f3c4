import { oc } from '@orpc/contract'
import { z } from 'zod'
import { keyPoints } from '../vocabulary.ts'
import { commandId, cursor, day, id, instant, minorUnits, money, nullablePerson } from './common.ts'

export const keyPointStates = ['reached', 'late', 'due', 'later', 'unknown'] as const
/** One of a deal's five key points; `due` without a day when nothing says when the deal began. */
export const keyPointView = z.object({ point: z.enum(keyPoints), state: z.enum(keyPointStates), at: instant.nullable(), byHead: z.boolean(), dueDay: day.nullable(), lateDays: z.int().nullable() })
export type KeyPointView = z.infer<typeof keyPointView>
export const courtesyView = z.object({ dueDay: day, lateDays: z.int().nullable(), doneAt: instant.nullable() })

export const dutyKinds = ['key_point', 'courtesy_call'] as const
export type DutyKind = (typeof dutyKinds)[number]

export const dutyRow = z.object({
  kind: z.enum(dutyKinds), dealId: id,
  /** The key point's ordinal (1 = presentation), or the winning's; names the duty together with deal and kind. */
  stay: z.int().positive(), point: z.enum(keyPoints).nullable(),
  title: z.string(), client: z.object({ id, name: z.string().nullable(), phone: z.string().nullable() }).nullable(), manager: nullablePerson, stage: z.string(), amount: minorUnits.nullable(),
  /** Since the point before it (or the creation, or the winning). */
  since: instant, dueDay: day, lateDays: z.int().nullable(),
})
export type DutyRow = z.infer<typeof dutyRow>

const figure = z.object({ count: z.int(), late: z.int(), money })

/** What the head does: late key points of open deals, courtesy calls after won ones (domain.md, Key points). */
export const dutiesContract = {
  /** Figures are over all rows. `backlog` = late already when Pult first saw the deal. Key points: worst sum first; calls: the one due first. */
  list: oc.input(z.object({ kind: z.enum(dutyKinds), backlog: z.boolean().default(false), cursor, limit: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ known: z.boolean(), rows: z.array(dutyRow), next: z.string().nullable(), current: figure, backlog: figure })),
  /** The head did it. CONFLICT when it is no longer to be done. */
  close: oc.input(z.object({ commandId, kind: z.enum(dutyKinds), dealId: id, stay: z.int().positive(), result: z.string().trim().min(10).max(2000) })).output(z.object({ controlTaskId: id })),
  undo: oc.input(z.object({ commandId, undoOf: commandId })).output(z.object({})),
}
