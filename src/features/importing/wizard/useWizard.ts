import { nextTick } from 'vue'
import { newCommandId, orpc, queryClient } from '../../../api/index.ts'
import { text } from '../../../i18n/index.ts'
import { readsAsItIs, type ImportFormat, type MappingDocument, type RecordKind } from '../../../shared/contract/mapping.ts'
import { missingFields } from '../../../shared/mappingFit.ts'
import { confirm } from '../../../ui/confirm.ts'
import { incoming, incomingPlace, isAnyIncoming, mayReplace, putAside } from '../incoming.ts'
import { proposeAsOf } from './asOfProposal.ts'
import { compose, draftOf, filesIn, filledIn, layoutsIn, namingOf, refreshed, withHead, withLayout, type Draft, type Head } from './draft.ts'
import { goesByItself } from './points.ts'
import { apart, asOf, busy, byItself, cancel, done, draft, failed, folder, forgetAll, found, keepMoment, past, refreshing, remember, report, step, undo, waiting, work, type Step } from './wizardState.ts'
import { inspect, rejectedFiles, runImport, type Reading } from './wizardWork.ts'

type Found = NonNullable<typeof found.value>
let checkedFor = ''
let begunWith: unknown = null
let command: { input: string, id: string } | null = null

/** Something typed or picked, or at work, that a reload or other files would take away. */
export const isAtWork = (): boolean => busy.value === 'apply'
export const isEdited = (): boolean => past.value.length > 0 && step.value !== 'done' && step.value !== 'choose'

const skipped = (): string[] => [...new Set([...apart.value, ...draft.value?.skip ?? [], ...found.value?.unreadable.map(file => file.name) ?? []])]
const mappingNow = (): MappingDocument | null => draft.value && compose(draft.value)
/** Layouts that are remembered and left as they are need no mapping: the backend has it. */
const isAsRemembered = (): boolean => past.value.length === 0 && draft.value !== null && filesIn(draft.value).every(file => file.remembered !== null)
const reading = (): Reading => {
  const mapping = isAsRemembered() ? null : mappingNow()
  return { skip: skipped(), ...mapping ? { mapping } : {} }
}
const placed = (): { today: string, timeZone: string } => queryClient.getQueryData(orpc.workspace.current.queryKey()) ?? { today: '9999-12-31', timeZone: 'UTC' }

const take = async (now: Found): Promise<void> => {
  found.value = now
  draft.value = draftOf(now)
  past.value = []
  report.value = null
  asOf.value = proposeAsOf(now, placed())
  byItself.value = goesByItself(draft.value, now)
  if (!byItself.value || !await check()) step.value = 'files'
}
const broughtNow = (): unknown => incomingPlace.value ?? incoming.value
/** Files came that nobody has looked at. */
const isNew = (): boolean => isAnyIncoming() && broughtNow() !== begunWith
const start = async (): Promise<void> => {
  begunWith = broughtNow()
  const [where, out] = [folder.value, apart.value]
  forgetAll()
  folder.value = where
  apart.value = out
  const now = await work('look', hearing => inspect(where.trim(), { skip: [...out] }, hearing))
  if (now) await take(now)
}

/** The lists again, for columns that were chosen meanwhile; the last question counts. */
let asked = 0
const look = async (): Promise<void> => {
  const mapping = mappingNow()
  if (!mapping) return
  const mine = ++asked
  refreshing.value = true
  try {
    const quiet = { signal: new AbortController().signal, onUpload: () => {}, onProgress: () => {} }
    const now = await inspect(folder.value.trim(), { skip: skipped(), mapping }, quiet)
    if (mine !== asked || !draft.value) return
    draft.value = refreshed(draft.value, now)
    found.value = { ...now, exportedOn: found.value?.exportedOn ?? now.exportedOn, unreadable: found.value?.unreadable ?? [], systems: found.value?.systems ?? now.systems }
  } catch (error) {
    if (mine === asked) failed.value = error
  } finally {
    if (mine === asked) refreshing.value = false
  }
}
const undoEdit = (): void => {
  asked++
  refreshing.value = false
  undo()
}
const edit = (change: (draft: Draft) => Draft): void => {
  if (!draft.value) return
  const before = namingOf(draft.value)
  keepMoment()
  draft.value = change(draft.value)
  if (namingOf(draft.value) !== before) void look()
}

/** A person says what rows are (`more`: also are): the columns are suggested for that. */
const setKind = async (layoutId: string, kind: RecordKind, more = false): Promise<void> => {
  const layout = draft.value?.layouts.find(each => each.id === layoutId)
  if (!layout) return
  const now = await work('look', hearing => inspect(folder.value.trim(), { skip: skipped(), kinds: Object.fromEntries(layout.files.map(file => [file.name, kind])) }, hearing))
  const part = now && draftOf(now).layouts.find(each => each.id === layoutId)?.parts[0]
  if (!now || !part) return
  edit(before => ({
    ...withLayout(before, layoutId, each => ({ ...each, files: each.files.map(file => ({ ...file, sure: now.files.find(one => one.name === file.name)?.sure ?? file.sure, remembered: null })), ...(parts => ({ parts, filled: filledIn(parts) }))(more ? [...each.parts, part] : [part]) })),
    head: before.head ?? draftOf(now).head, skip: new Set([...before.skip].filter(name => !layout.files.some(file => file.name === name))),
  }))
}
/** A known system suggests everything anew; any other only says whose records these are. */
const setSystem = async (wanted: { format: ImportFormat } | { head: (head: Head) => Head }): Promise<void> => {
  if ('head' in wanted) return edit(before => withHead(before, wanted.head))
  const now = await work('look', hearing => inspect(folder.value.trim(), { skip: skipped(), format: wanted.format }, hearing))
  if (!now) return
  keepMoment()
  found.value = { ...now, systems: now.systems.slice(0, 1) }
  draft.value = draftOf(now)
}
/** Files of several systems come one system at a time. */
const takeSystem = async (system: string): Promise<void> => {
  const others = found.value?.files.filter(file => file.system !== system && file.system !== null) ?? []
  waiting.value = { files: others.map(file => file.name), systems: [...new Set(others.flatMap(file => file.system ?? []))] }
  apart.value = new Set([...apart.value, ...waiting.value.files])
  const now = await work('look', hearing => inspect(folder.value.trim(), { skip: [...apart.value] }, hearing))
  if (now) await take(now)
}
/** The files that stood apart; those that were brought stand apart now. */
const takeRest = async (): Promise<void> => {
  const brought = found.value?.files.map(file => file.name) ?? []
  apart.value = new Set([...[...apart.value].filter(name => !waiting.value.files.includes(name)), ...brought])
  await start()
}
const loadMapping = async (document: MappingDocument): Promise<void> => {
  const now = await work('look', hearing => inspect(folder.value.trim(), { skip: skipped(), mapping: document }, hearing))
  if (!now) return
  keepMoment()
  found.value = { ...now, systems: now.systems.slice(0, 1) }
  draft.value = draftOf(now)
}

const isReady = (): boolean => draft.value !== null && layoutsIn(draft.value).length > 0 && layoutsIn(draft.value).every(({ parts, files }) => readsAsItIs(files[0]?.system ?? null) || (parts.length > 0 && parts.every(part => missingFields(part).length === 0)))

/** What would change; asked again only when something else is asked. */
const check = async (): Promise<boolean> => {
  if (!isReady()) return false
  const input = reading()
  const question = JSON.stringify([input, asOf.value])
  if (!report.value || question !== checkedFor) {
    const answer = await work('check', hearing => runImport(folder.value.trim(), input, { commandId: newCommandId(), dryRun: true, remember: false, ...asOf.value ? { asOf: asOf.value } : {} }, hearing))
    if (!answer) return false
    report.value = answer
    checkedFor = question
  }
  step.value = 'check'
  return true
}
const checkSoon = async (): Promise<void> => {
  await nextTick()
  await check()
}
const apply = async (): Promise<void> => {
  const input = reading()
  const run = { dryRun: false, remember: remember.value, ...asOf.value ? { asOf: asOf.value } : {} }
  // Asked again after the connection broke, it is the same command: nothing is brought twice.
  const same = JSON.stringify([input, run])
  if (command?.input !== same) command = { input: same, id: newCommandId() }
  const { id } = command
  const answer = await work('apply', hearing => runImport(folder.value.trim(), input, { commandId: id, ...run }, hearing))
  if (!answer) return
  command = null
  done.value = answer
  step.value = 'done'
}
/** The rejected rows with their reasons in words, file by file. */
const rejected = (words: Record<string, string>) => work('rejected', hearing => rejectedFiles(folder.value.trim(), reading(), { words, ...asOf.value ? { asOf: asOf.value } : {} }, hearing))

const reset = (): void => {
  begunWith = null
  forgetAll()
  putAside()
}
const go = (to: Step): void => {
  failed.value = null
  step.value = to
}
/** Before other files come: is anything lost, and may it be? */
mayReplace.value = async () => {
  if (isAtWork()) return confirm({ title: text('wizard.leave.runningTitle'), text: text('wizard.leave.runningText'), action: text('wizard.leave.runningStop'), danger: true })
  return !isEdited() || confirm({ title: text('wizard.leave.replaceTitle'), text: text('wizard.leave.replaceText'), action: text('wizard.leave.replace'), danger: true })
}

export const useWizard = () => ({ start, isNew, edit, undo: undoEdit, setKind, setSystem, takeSystem, takeRest, loadMapping, isReady, check, checkSoon, apply, rejected, reset, go, cancel, mappingNow, isAsRemembered })
