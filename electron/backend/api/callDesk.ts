import { callDay } from '../usecases/listening/callDay.ts'
import { finishCheck, undoFinish } from '../usecases/listening/finishCheck.ts'
import { keepDraft } from '../usecases/listening/keepDraft.ts'
import { lockCall, releaseCall } from '../usecases/listening/locks.ts'
import { openCall } from '../usecases/listening/openCall.ts'
import { pickCall } from '../usecases/listening/pickCall.ts'
import { getScorecard, saveScorecard, scorecardVersions } from '../usecases/listening/scorecards.ts'
import { api, sessionOf } from './context.ts'

export const callDeskApi = {
  day: api.callDesk.day.handler(({ input, context }) => callDay(sessionOf(context), input)),
  open: api.callDesk.open.handler(({ input, context }) => openCall(sessionOf(context), input)),
  pick: api.callDesk.pick.handler(({ input, context }) => pickCall(sessionOf(context), input)),
  lock: api.callDesk.lock.handler(({ input, context }) => lockCall(sessionOf(context), input)),
  release: api.callDesk.release.handler(({ input, context }) => releaseCall(sessionOf(context), input)),
  draft: api.callDesk.draft.handler(({ input, context }) => keepDraft(sessionOf(context), input)),
  finish: api.callDesk.finish.handler(({ input, context }) => finishCheck(sessionOf(context), input)),
  undo: api.callDesk.undo.handler(({ input, context }) => undoFinish(sessionOf(context), input)),
  scorecard: api.callDesk.scorecard.handler(({ context }) => getScorecard(sessionOf(context))),
  scorecardVersions: api.callDesk.scorecardVersions.handler(({ context }) => scorecardVersions(sessionOf(context))),
  saveScorecard: api.callDesk.saveScorecard.handler(({ input, context }) => saveScorecard(sessionOf(context), input)),
}
