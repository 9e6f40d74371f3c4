import { formatDay } from '../domain/time/days.ts'
import type { Session } from '../usecases/desk.ts'
import { runCommand } from '../usecases/runCommand.ts'
import type { DemoTexts } from './demoTexts.ts'
import { holidayStart } from './makeTouches.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoWorld } from './world.ts'

interface ArrangeOptions { session: Session, world: DemoWorld, time: WorkTime, texts: DemoTexts, commandId: (step: string) => string }

/** What the head does after the first import: confirms the roles that it proposed and writes down a holiday. */
export const arrangeTeam = ({ session, world, time, texts, commandId }: ArrangeOptions): void => {
  const away = world.people.find(person => person.key === 'away')
  const input = { commandId: commandId('team'), fromDay: formatDay(holidayStart(time)), toDay: formatDay(time.shift(time.today, 4)) }
  runCommand(session, { procedure: 'settings.addAbsence', input, topics: ['people'] }, ({ db, audit }) => {
    db.sqlite.prepare('UPDATE person SET role_confirmed = 1 WHERE role IS NOT NULL').run()
    const person = db.sqlite.prepare("SELECT id FROM person WHERE source = 'native' AND external_id = ?").get(away?.id) as { id: number } | undefined
    if (!person) return {}
    db.sqlite.prepare('INSERT INTO absence (person_id, from_day, to_day, reason) VALUES (?, ?, ?, ?)').run(person.id, input.fromDay, input.toDay, texts.absence)
    audit({ action: 'addAbsence', recordType: 'person', recordId: person.id, payload: { before: null, after: { fromDay: input.fromDay, toDay: input.toDay, reason: texts.absence } } })
    return {}
  })
  session.desk.reloadSettings()
}
