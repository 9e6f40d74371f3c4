import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import type { makeOwnVersions } from '../../../api/ownVersions.ts'
import { useText } from '../../../i18n/index.ts'
import { notify, notifyError } from '../../../ui/notices.ts'
import { errorOf, useRefusedWords, type RefusedItem } from './refusedWords.ts'

/** What a command did to one record: its version afterwards, or why not. */
export type CommandResult = Omit<RefusedItem, 'id'> & { version: number | null, ok: boolean }
type Items = readonly { id: number, version: number }[]
export type Names = ReadonlyMap<number, string>

export interface Records<Result extends CommandResult> {
  /** One for every screen: what is decided in one of them is known in the next. */
  versions: ReturnType<typeof makeOwnVersions>
  idOf: (result: Result) => number
  /** Keys of the queries that a decision changes. */
  touched: () => readonly (readonly unknown[])[]
  /** Names of records that this window has not loaded. */
  namesOf: (ids: number[]) => Promise<Iterable<readonly [number, string]>>
  undoneExcept: (count: number) => string
}

/** So many names are looked up for a notice; more are only counted. */
const mostNamed = 20

/** Commands over records: sent once with the versions that were seen, then the lists are fresh; what was refused is said by name. */
export const useCommands = <Result extends CommandResult>({ versions, idOf, touched, namesOf, undoneExcept }: Records<Result>) => {
  const queryClient = useQueryClient()
  const { t } = useText()
  const refusedWords = useRefusedWords()
  /** Commands that are on their way. */
  const sending = ref(0)
  const refresh = async (): Promise<void> => { await Promise.all(touched().map(queryKey => queryClient.invalidateQueries({ queryKey }))) }
  /** The results' versions stand for the rows until those are fresh. */
  const settle = (results: readonly Result[]): Promise<void> => versions.during(results.map(result => ({ id: idOf(result), version: result.version })), refresh)
  const refusedOf = (results: readonly Result[]): RefusedItem[] => results.filter(result => !result.ok).map(result => ({ id: idOf(result), code: result.code, message: result.message, details: result.details }))

  const sayRefused = async (refused: readonly RefusedItem[], names: Names, heading: string): Promise<void> => {
    const known = new Map(names)
    const unknown = refused.map(item => item.id).filter(id => !known.has(id)).slice(0, mostNamed)
    if (unknown.length > 0) for (const [id, name] of await namesOf(unknown).catch(() => [])) known.set(id, name)
    notify({ text: heading, detail: refusedWords(refused, id => known.get(id)), tone: 'error' })
  }
  const run = async (work: () => Promise<readonly Result[]>): Promise<void> => {
    let results: readonly Result[] = []
    sending.value++
    try {
      results = await work()
    } catch (error) {
      notifyError(error)
    } finally {
      sending.value--
      await settle(results)
    }
  }
  /** Undone by `z`; throws what the backend says, so that the notice can say it. */
  const undo = async (work: () => Promise<readonly Result[]>, names: Names): Promise<void> => {
    const results = await work()
    await settle(results)
    const left = refusedOf(results)
    if (left[0] && left.length === results.length) throw errorOf(left[0])
    if (left.length > 0) await sayRefused(left, names, undoneExcept(left.length))
  }
  return {
    run, undo, sayRefused, refusedOf, refresh, sending,
    /** With the versions that this window has seen, its own decisions of a moment ago included. */
    asSeen: (items: Items): Items => versions.asSeen(items),
    /** Of one record its own sentence. */
    headingOf: (refused: readonly RefusedItem[], count: number, many: (count: number) => string): string => count === 1 ? t('decide.refusedThis') : many(refused.length),
  }
}
