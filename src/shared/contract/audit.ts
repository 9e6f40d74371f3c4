import { oc } from '@orpc/contract'
import { z } from 'zod'
import { day, id, instant, nullablePerson } from './common.ts'

const words = z.array(z.string().max(60)).max(100).optional()
export const auditFilter = z.object({
  /** A deal's, client's or person's name, or an entry's number. */
  text: z.string().max(200).optional(),
  /** 0: nobody, Pult by itself. */
  actorIds: z.array(z.int().min(0)).max(200).optional(),
  actions: words,
  recordTypes: words,
  from: day.optional(),
  to: day.optional(),
})
export type AuditFilter = z.infer<typeof auditFilter>
export const auditSort = z.object({ by: z.enum(['at']), descending: z.boolean() })
export type AuditSort = z.infer<typeof auditSort>

const row = z.object({
  id, at: instant, actor: nullablePerson, action: z.string(), recordType: z.string().nullable(), recordId: z.int().nullable(),
  /** Its name as of today; null where there is none (any more). */
  title: z.string().nullable(),
  /** What opens for it. */
  dealId: id.nullable(), clientId: id.nullable(),
})
export type AuditRow = z.infer<typeof row>
const count = z.int()
const change = z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })

export const auditContract = {
  range: oc.input(z.object({ filter: auditFilter.default({}), sort: auditSort.default({ by: 'at', descending: true }), offset: z.int().min(0), limit: z.int().min(1).max(1000).default(200) }))
    .output(z.object({ rows: z.array(row), total: count })),
  /** Over the whole log, whatever the filter. */
  facets: oc.output(z.object({ actors: z.array(z.object({ actor: nullablePerson, count })), actions: z.array(z.object({ action: z.string(), count })), recordTypes: z.array(z.object({ type: z.string(), count })) })),
  /** One entry with what was before and after; `erased` when its contents were removed on request. */
  entry: oc.input(z.object({ id })).output(z.object({ row, changes: z.array(change), erased: instant.nullable(), hash: z.string(), prevHash: z.string() })),
}
