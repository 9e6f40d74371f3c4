import { readControlDay } from '../store/queries/controlDays.ts'
import { formatDay } from '../domain/time/days.ts'
import { clientRange } from '../usecases/listClients.ts'
import { todayOf } from '../usecases/controlDay.ts'
import { dayOverview } from '../usecases/dayOverview.ts'
import { dealFacets } from '../usecases/dealFacets.ts'
import type { Desk, Session } from '../usecases/desk.ts'
import { dutiesOf } from '../usecases/duties.ts'
import { getFunnel } from '../usecases/getFunnel.ts'
import { jamHistory } from '../usecases/jamHistory.ts'
import { countTasksOf } from '../usecases/listTasks.ts'
import { headOf } from '../usecases/makeDesk.ts'

const weeks = 8
const days = 30

/** What is kept in memory is read for the first time by whoever asks first: screen by screen, so that somebody who asks meanwhile waits for one of them at most. */
const questions: readonly ((session: Session) => unknown)[] = [
  session => dealFacets(session, { filter: { status: ['open'] } }),
  session => countTasksOf(session, {}),
  session => dutiesOf(session, 'key_point'),
  session => dutiesOf(session, 'courtesy_call'),
  session => jamHistory(session, { weeks, filter: {} }),
  session => {
    const today = session.desk.settings().zone.dayOf(session.desk.clock())
    return getFunnel(session, { filter: {}, period: { from: formatDay(today - days + 1), to: formatDay(today) } })
  },
  session => clientRange(session, { filter: {}, sort: { by: 'name', descending: false }, offset: 0, limit: 1 }),
  session => {
    const day = todayOf(session.desk, session.desk.clock())
    return readControlDay(session.desk.db, day) && dayOverview(session, { day })
  },
]

export interface WarmUp {
  /** By a timer, and when the workspace was opened; `isOpen` ends it between two questions. Resolves when all were asked, or nothing was to be asked. */
  run: (isOpen: () => boolean) => Promise<void>
}

/** Asks what screens ask before the first person does: after the opening, in a new day, after another connection's write (an import's). */
export const makeWarmUp = (desk: Desk, pause: () => Promise<void> = () => new Promise(resolve => { setImmediate(resolve) })): WarmUp => {
  let warm = ''
  return {
    run: async isOpen => {
      const now = `${todayOf(desk, desk.clock())} ${desk.db.sqlite.pragma('data_version', { simple: true })}`
      if (now === warm) return
      warm = now
      const session: Session = { desk, actor: headOf(desk.db, desk.path) }
      for (const ask of questions) {
        await pause()
        if (!isOpen()) return
        ask(session)
      }
    },
  }
}
