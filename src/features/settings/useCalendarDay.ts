import { shallowReactive } from 'vue'
import { client, newCommandId } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import type { Day } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'
import { dismiss, notify, notifyError } from '../../ui/notices.ts'
import type { DayKind, WantedKind } from './calendarDays.ts'
import { refetchSettings } from './useCommand.ts'

export interface PresentDay { kind: DayKind, name: string | null }
interface Wish { kind: WantedKind, name: string | null }

/** Sets a day at once. Presses in a row on one day are one change with one undo; calls go out in their order. */
export const useCalendarDay = () => {
  const format = useFormat()
  const pending = shallowReactive(new Map<Day, Wish>())
  let queue: Promise<unknown> = Promise.resolve()
  let last: { day: Day, before: Wish, notice: number } | null = null

  const send = (day: Day, wish: Wish): Promise<void> => {
    const work = queue.then(() => client.settings.setCalendarDay({ commandId: newCommandId(), day, ...wish }))
    queue = work.catch(() => undefined)
    return work.then(() => undefined)
  }
  const put = async (day: Day, kind: WantedKind, present: PresentDay | null, name?: string | null): Promise<void> => {
    const before: Wish = last?.day === day ? last.before : { kind: present?.kind ?? 'ordinary', name: present?.name ?? null }
    // A holiday's name stays with the day through the cycle.
    const wish: Wish = { kind, name: kind === 'ordinary' ? null : name === undefined ? present?.name ?? before.name : name }
    pending.set(day, wish)
    try {
      await send(day, wish)
      if (pending.get(day) !== wish) return
      await refetchSettings()
      if (last) dismiss(last.notice)
      const notice = notify({
        text: text('settings.calendar.changed', { day: format.value.dayLong(day), kind: text(`settings.calendar.kinds.${kind}`) }),
        undo: async () => {
          last = null
          await send(day, before)
          await refetchSettings()
        },
      })
      last = { day, before, notice }
    } catch (error) {
      notifyError(error)
    } finally {
      if (pending.get(day) === wish) pending.delete(day)
    }
  }
  return { pending, put }
}
