import { formatDay } from '../domain/time/days.ts'
import { defaultRules } from '../domain/rules.ts'
import type { Session } from '../usecases/desk.ts'
import { addAbsence, listPeople, savePerson } from '../usecases/savePerson.ts'
import { setRules } from '../usecases/setRules.ts'
import type { DemoTexts } from './demoTexts.ts'
import { holidayStart } from './makeTouches.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

interface ArrangeOptions { session: Session, world: DemoWorld, time: WorkTime, texts: DemoTexts, commandId: (step: string) => string }

/** What a believable manager does in a day; the inflater's calls stand out against it. */
const dayPlan = { ...defaultRules.dayPlan, meetingsSet: 2, meetingsHeld: 1, proposals: 2, presentations: 1, callsWithTalk: 12, invoices: 1, tasksDone: 8 }

/** What the head does after the first import: confirms the roles that it proposed, writes down a holiday, sets the plan of the day. */
export const arrangeTeam = ({ session, world, time, texts, commandId }: ArrangeOptions): void => {
  const away = world.people.find(person => person.key === 'away')
  for (const { id, version, name, role, team, email, phone, active, externalId, roleConfirmed } of listPeople(session)) {
    if (role !== null && !roleConfirmed) savePerson(session, { commandId: commandId('person'), id, expectedVersion: version, name, role, team, email, phone, active })
    if (externalId === away?.id) {
      addAbsence(session, { commandId: commandId('absence'), personId: id, fromDay: formatDay(holidayStart(time)), toDay: formatDay(time.shift(time.today, 4)), reason: texts.absence })
    }
  }
  setRules(session, { commandId: commandId('rules'), rules: { dayPlan, transferReasons: texts.transferReasons } })
}
