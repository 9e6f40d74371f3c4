import { listBoardCalls } from '../usecases/callBoards/calls.ts'
import { exportBoard } from '../usecases/callBoards/exportBoard.ts'
import { callLengthsBoard } from '../usecases/callBoards/lengths.ts'
import { callQuotas } from '../usecases/callBoards/quotas.ts'
import { callScores } from '../usecases/callBoards/scores.ts'
import { api, sessionOf } from './context.ts'

export const callBoardsApi = {
  scores: api.callBoards.scores.handler(({ input, context }) => callScores(sessionOf(context), input)),
  quotas: api.callBoards.quotas.handler(({ input, context }) => callQuotas(sessionOf(context), input)),
  lengths: api.callBoards.lengths.handler(({ input, context }) => callLengthsBoard(sessionOf(context), input)),
  calls: api.callBoards.calls.handler(({ input, context }) => listBoardCalls(sessionOf(context), input)),
  export: api.callBoards.export.handler(async function* ({ input, context, signal }) {
    yield* exportBoard(sessionOf(context), input, signal)
  }),
}
