import { addAbsence, listPeople, removeAbsence, savePerson } from '../usecases/savePerson.ts'
import { listReasons, saveReason } from '../usecases/saveReason.ts'
import { listStages, saveStage } from '../usecases/saveStage.ts'
import { calendarYear, importCalendar, setCalendarDay } from '../usecases/setCalendar.ts'
import { rateList, setRate } from '../usecases/setRate.ts'
import { listRules, setRules } from '../usecases/setRules.ts'
import { api, sessionOf } from './context.ts'

export const settingsApi = {
  rules: api.settings.rules.handler(({ context }) => listRules(sessionOf(context))),
  setRules: api.settings.setRules.handler(({ input, context }) => setRules(sessionOf(context), input)),
  people: api.settings.people.handler(({ context }) => listPeople(sessionOf(context))),
  savePerson: api.settings.savePerson.handler(({ input, context }) => savePerson(sessionOf(context), input)),
  addAbsence: api.settings.addAbsence.handler(({ input, context }) => addAbsence(sessionOf(context), input)),
  removeAbsence: api.settings.removeAbsence.handler(({ input, context }) => removeAbsence(sessionOf(context), input)),
  stages: api.settings.stages.handler(({ context }) => listStages(sessionOf(context))),
  saveStage: api.settings.saveStage.handler(({ input, context }) => saveStage(sessionOf(context), input)),
  reasons: api.settings.reasons.handler(({ context }) => listReasons(sessionOf(context))),
  saveReason: api.settings.saveReason.handler(({ input, context }) => saveReason(sessionOf(context), input)),
  calendar: api.settings.calendar.handler(({ input, context }) => calendarYear(sessionOf(context), input)),
  setCalendarDay: api.settings.setCalendarDay.handler(({ input, context }) => setCalendarDay(sessionOf(context), input)),
  importCalendar: api.settings.importCalendar.handler(({ input, context }) => importCalendar(sessionOf(context), input)),
  rates: api.settings.rates.handler(({ context }) => rateList(sessionOf(context))),
  setRate: api.settings.setRate.handler(({ input, context }) => setRate(sessionOf(context), input)),
}
