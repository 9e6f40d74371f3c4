import { clientFacets } from '../usecases/clientFacets.ts'
import { decideClients, undoClientDecisions } from '../usecases/decideClients.ts'
import { enterClient, enteredToday, lookUpClient, undoEnterClient } from '../usecases/enterClient.ts'
import { eraseClient } from '../usecases/eraseClient.ts'
import { exportClients } from '../usecases/exportClients.ts'
import { clientIds, clientRange, getClient } from '../usecases/listClients.ts'
import { previewClientTransfer } from '../usecases/previewClientTransfer.ts'
import { api, sessionOf } from './context.ts'

export const clientsApi = {
  range: api.clients.range.handler(({ input, context }) => clientRange(sessionOf(context), input)),
  ids: api.clients.ids.handler(({ input, context }) => clientIds(sessionOf(context), input)),
  facets: api.clients.facets.handler(({ input, context }) => clientFacets(sessionOf(context), input)),
  get: api.clients.get.handler(({ input, context }) => getClient(sessionOf(context), input)),
  decide: api.clients.decide.handler(({ input, context }) => decideClients(sessionOf(context), input)),
  undo: api.clients.undo.handler(({ input, context }) => undoClientDecisions(sessionOf(context), input)),
  erase: api.clients.erase.handler(({ input, context }) => eraseClient(sessionOf(context), input)),
  preview: api.clients.preview.handler(({ input, context }) => previewClientTransfer(sessionOf(context), input)),
  lookUp: api.clients.lookUp.handler(({ input, context }) => lookUpClient(sessionOf(context), input)),
  enter: api.clients.enter.handler(({ input, context }) => enterClient(sessionOf(context), input)),
  undoEnter: api.clients.undoEnter.handler(({ input, context }) => undoEnterClient(sessionOf(context), input)),
  enteredToday: api.clients.enteredToday.handler(({ context }) => enteredToday(sessionOf(context))),
  export: api.clients.export.handler(async function* ({ input, context, signal }) {
    yield* exportClients(sessionOf(context), input, signal)
  }),
}
