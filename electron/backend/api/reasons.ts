import { listReasonGroups, mapReasons, undoMapped } from '../usecases/reasonTexts.ts'
import { api, sessionOf } from './context.ts'

export const reasonsApi = {
  groups: api.reasons.groups.handler(({ input, context }) => listReasonGroups(sessionOf(context), input)),
  map: api.reasons.map.handler(({ input, context }) => mapReasons(sessionOf(context), input)),
  undo: api.reasons.undo.handler(({ input, context }) => undoMapped(sessionOf(context), input)),
}
