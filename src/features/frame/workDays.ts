import { useQueries } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../api/index.ts'
import { addDays, weekday, type Day } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'

export interface CalendarDay { day: string, kind: 'holiday' | 'workday' | 'short' }

/** Is the day off in this calendar; the working week decides what the calendar doesn't name. */
export const isDayOff = (day: Day, workWeek: readonly number[], calendar: ReadonlyMap<string, CalendarDay['kind']>): boolean => {
  const kind = calendar.get(day)
  return kind === undefined ? !workWeek.includes(weekday(day)) : kind === 'holiday'
}

/** The first work day after `day`; after two months without one, simply the next day. */
export const nextWorkDay = (day: Day, isOff: (day: Day) => boolean): Day => {
  for (let count = 1; count <= 62; count++) {
    const candidate = addDays(day, count)
    if (!isOff(candidate)) return candidate
  }
  return addDays(day, 1)
}

/** The workspace's work days, of this year and the next. */
export const useWorkDays = () => {
  const format = useFormat()
  const today = computed(() => format.value.context.today)
  const year = computed(() => Number(today.value.slice(0, 4)))
  const answers = useQueries({
    queries: computed(() => [year.value, year.value + 1].map(each => orpc.settings.calendar.queryOptions({ input: { year: each }, staleTime: 600_000 }))),
  })
  const rules = useQueries({ queries: [orpc.settings.rules.queryOptions({ staleTime: 300_000 })] })
  const calendar = computed(() => new Map(answers.value.flatMap(answer => answer.data?.days.map(({ day, kind }) => [day, kind] as const) ?? [])))
  const workWeek = computed(() => rules.value[0].data?.rules.workWeek ?? [1, 2, 3, 4, 5])
  const isOff = (day: Day): boolean => isDayOff(day, workWeek.value, calendar.value)
  const next = computed(() => nextWorkDay(today.value, isOff))
  const transferReasons = computed(() => rules.value[0].data?.rules.transferReasons ?? [])
  return { isOff, next, transferReasons, rules: computed(() => rules.value[0].data?.rules ?? null) }
}
