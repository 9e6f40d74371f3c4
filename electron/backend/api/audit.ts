import { auditEntry, auditFacets, auditRange } from '../usecases/searchAudit.ts'
import { api, sessionOf } from './context.ts'

export const auditApi = {
  range: api.audit.range.handler(({ input, context }) => auditRange(sessionOf(context), input)),
  facets: api.audit.facets.handler(({ context }) => auditFacets(sessionOf(context))),
  entry: api.audit.entry.handler(({ input, context }) => auditEntry(sessionOf(context), input)),
}
