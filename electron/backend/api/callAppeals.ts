import { decideAppeal, raiseAppeal, undoDecideAppeal, undoRaise } from '../usecases/listening/appeals.ts'
import { listAppeals, ownScores } from '../usecases/listening/checkedCalls.ts'
import { api, sessionOf } from './context.ts'

export const callAppealsApi = {
  mine: api.callAppeals.mine.handler(({ input, context }) => ownScores(sessionOf(context), input)),
  raise: api.callAppeals.raise.handler(({ input, context }) => raiseAppeal(sessionOf(context), input)),
  undoRaise: api.callAppeals.undoRaise.handler(({ input, context }) => undoRaise(sessionOf(context), input)),
  list: api.callAppeals.list.handler(({ input, context }) => listAppeals(sessionOf(context), input)),
  decide: api.callAppeals.decide.handler(({ input, context }) => decideAppeal(sessionOf(context), input)),
  undoDecide: api.callAppeals.undoDecide.handler(({ input, context }) => undoDecideAppeal(sessionOf(context), input)),
}
