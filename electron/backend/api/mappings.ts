import { readImportMappings } from '../store/queries/importMappings.ts'
import { requireMay } from '../usecases/access.ts'
import { removeMapping, saveMapping } from '../usecases/keepMapping.ts'
import { api, sessionOf } from './context.ts'

export const mappingsApi = {
  list: api.mappings.list.handler(({ context }) => {
    const session = sessionOf(context)
    requireMay(session, 'import_data')
    return readImportMappings(session.desk.db).map(({ id, name, source, headers, usedAt, version, mapping }) => ({ id, name, source, headers, usedAt, version, mapping }))
  }),
  save: api.mappings.save.handler(({ input, context }) => saveMapping(sessionOf(context), input)),
  remove: api.mappings.remove.handler(({ input, context }) => removeMapping(sessionOf(context), input)),
}
