import { useQuery } from '@tanstack/vue-query'
import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { orpc } from '../../api/index.ts'
import type { CheckSummary } from '../../shared/contract/day.ts'
import { checks, type Check } from '../../shared/vocabulary.ts'
import { persisted } from '../../stores/persisted.ts'
import { isDay } from '../../ui/days.ts'
import { useFormat } from '../../ui/format.ts'
import { useOwnAddress } from '../frame/useOwnAddress.ts'

/** What stands in the middle: a check, the head's own tasks, or the questions. */
export const rooms = [...checks, 'tasks', 'questions'] as const
export type Room = (typeof rooms)[number]

const isRoom = (value: unknown): value is Room => typeof value === 'string' && rooms.some(room => room === value)
export const isCheck = (room: Room): room is Check => checks.some(check => check === room)

/** The walk of the day in the address: which day, which check; kept apart from what the backend knows. */
export const useWalk = () => {
  const route = useRoute()
  const follow = useOwnAddress()
  const format = useFormat()
  const dayAsked = computed(() => typeof route.query.day === 'string' && isDay(route.query.day) ? route.query.day : undefined)
  /** `open` begins the control when nobody has and brings old findings up to date; otherwise it only reads. */
  const overview = useQuery(computed(() => orpc.day.open.queryOptions({ input: { day: dayAsked.value }, placeholderData: before => before })))

  const firstToWalk = computed<Room>(() => overview.data.value?.checks.find(check => check.known && !check.done)?.check ?? 'A')
  const room = computed<Room>(() => isRoom(route.query.check) ? route.query.check : firstToWalk.value)
  /** The first check stays where the walk began, though it gets done. */
  watch([() => overview.data.value !== undefined, () => route.query.check], ([loaded, asked]) => {
    if (loaded && !isRoom(asked) && route.name === 'today') follow({ query: { ...route.query, check: firstToWalk.value } })
  }, { immediate: true })
  const choose = (next: Room): void => { follow({ query: { ...route.query, check: next } }) }

  /** D has nothing to decide: it is done when it was looked at. */
  const looked = persisted<string>('walk.lookedAtD', '')
  watch([room, overview.data], ([present, data]) => { if (present === 'D' && data) looked.value = data.day }, { immediate: true })
  const isDone = (check: CheckSummary): boolean => check.known && check.done && (check.check !== 'D' || looked.value === overview.data.value?.day || overview.data.value?.state === 'signed')

  /** The next check that isn't done, after the present one and round; null when the walk is over. */
  const next = computed<Check | null>(() => {
    const list = overview.data.value?.checks ?? []
    const at = list.findIndex(check => check.check === room.value)
    return [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))].find(check => check.known && !isDone(check))?.check ?? null
  })
  const day = computed(() => overview.data.value?.day ?? dayAsked.value ?? format.value.context.today)
  const isPast = computed(() => day.value < format.value.context.today)
  /** The walk is over, or the hour has come. */
  const isTime = computed(() => {
    const data = overview.data.value
    if (!data || data.state === 'signed') return false
    return data.progress.left === 0 || isPast.value || format.value.time(Date.now()) >= data.controlTime
  })
  return { overview, room, choose, isDone, next, day, dayAsked, isPast, isTime }
}
export type Walk = ReturnType<typeof useWalk>
