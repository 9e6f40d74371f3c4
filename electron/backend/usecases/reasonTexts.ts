import type { ReasonGroup, ReasonSort } from '../../../src/shared/contract/reasons.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { groupReasons, type GroupOfTexts } from '../domain/reasons/reasonGroups.ts'
import { textKeyOf } from '../domain/reasons/stems.ts'
import type { DictionaryEntry } from '../domain/reasons/suggestReason.ts'
import type { ReadDb } from '../store/db.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { readMergedTexts, readReasonTexts, type ReasonTextRow } from '../store/queries/reasonTexts.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { changeRecordTx, type Columns } from '../store/writes/changeRecord.ts'
import { applyReasonTextsTx } from '../store/writes/reasonTexts.ts'
import { requireMay } from './access.ts'
import { requireReason } from './approveRefusal.ts'
import { changedSince } from './assignTask.ts'
import type { Session } from './desk.ts'
import { sorted } from './pickRows.ts'
import { runCommand, type Tx } from './runCommand.ts'

type Level = 'families' | 'wordings'
interface Text extends ReasonTextRow { key: string }
export interface GroupsInput { state: 'open' | 'merged', level: Level, sort: ReasonSort, offset: number, limit: number }
interface Share { covered: number, total: number }
export interface Groups { rows: ReasonGroup[], total: number, progress: { deals: Share, texts: Share }, lead: { groups: number, deals: Share } }

/** Texts that differ in case or punctuation alone are one, written as most people write it. */
const readTexts = (db: ReadDb): Text[] => {
  const texts = new Map<string, Text>()
  for (const row of readReasonTexts(db)) {
    const key = textKeyOf(row.text)
    if (key === '') continue
    const known = texts.get(key)
    if (known) Object.assign(known, { deals: known.deals + row.deals, amount: known.amount + row.amount, noRate: known.noRate + row.noRate })
    else texts.set(key, { ...row, key })
  }
  return [...texts.values()]
}

export const readDictionary = (db: ReadDb): DictionaryEntry[] => all<DictionaryEntry>(db, 'SELECT id, key, name FROM refusal_reason WHERE active = 1 ORDER BY position, id')

/** An entry by its key or name, as a mapping file calls it. */
export const makeFindReason = (dictionary: readonly DictionaryEntry[]): (called: string) => number | null => {
  const ids = new Map(dictionary.flatMap(({ id, key, name }) => [key, name].filter(word => word !== null).map(word => [textKeyOf(word), id])))
  return called => ids.get(textKeyOf(called)) ?? null
}

/** Grouping is the costly part and needs nothing of what was merged: kept until the texts or the dictionary change. */
const grouped = new WeakMap<object, Map<Level, { seen: string, groups: GroupOfTexts[] }>>()
const groupsOf = (db: ReadDb, texts: readonly Text[], level: Level): GroupOfTexts[] => {
  const dictionary = readDictionary(db)
  const seen = JSON.stringify([dictionary, texts.map(text => [text.key, text.deals])])
  const levels = grouped.get(db.sqlite) ?? new Map<Level, { seen: string, groups: GroupOfTexts[] }>()
  grouped.set(db.sqlite, levels)
  const known = levels.get(level)
  if (known?.seen === seen) return known.groups
  const groups = groupReasons(texts, dictionary, level)
  levels.set(level, { seen, groups })
  return groups
}

/** Groups of texts that wait to be merged, or what was merged by entry; figures over all of them. */
export const listReasonGroups = (session: Session, { state, level, sort, offset, limit }: GroupsInput): Groups => {
  requireMay(session, 'change_settings')
  const { db } = session.desk
  const texts = readTexts(db)
  const merged = readMergedTexts(db)
  const groups = state === 'open' ? openGroups(texts, groupsOf(db, texts, level), merged) : mergedGroups(texts, merged)
  const covered = texts.filter(text => merged.has(text.key))
  const dealsOf = (list: readonly Text[]): number => list.reduce((sum, text) => sum + text.deals, 0)
  return {
    rows: sorted(groups, keysBy[sort.by], sort.descending).slice(offset, offset + limit), total: groups.length,
    progress: { deals: { covered: dealsOf(covered), total: dealsOf(texts) }, texts: { covered: covered.length, total: texts.length } }, lead: leadOf(groups),
  }
}

const keysBy: Record<ReasonSort['by'], (group: ReasonGroup) => readonly (number | string)[]> = {
  deals: group => [group.deals], texts: group => [group.texts, group.deals], money: group => [group.money.amount], said: group => [group.samples[0]?.text.trim().toLowerCase() ?? ''],
}

/** Where the work is: so few groups hold so much of the deals. */
const leadShare = 0.8
const leadOf = (groups: readonly ReasonGroup[]): Groups['lead'] => {
  const total = groups.reduce((sum, group) => sum + group.deals, 0)
  let covered = 0
  const first = groups.toSorted(byDeals).findIndex(group => (covered += group.deals) >= total * leadShare) + 1
  return { groups: first, deals: { covered, total } }
}

const samplesShown = 4
const viewOf = (texts: readonly Text[], samples: readonly Text[], reasonId: number | null): ReasonGroup => ({
  key: texts[0]!.key, textKeys: texts.map(text => text.key), samples: samples.slice(0, samplesShown).map(({ text, deals }) => ({ text, deals })), texts: texts.length,
  deals: texts.reduce((sum, text) => sum + text.deals, 0), money: { amount: texts.reduce((sum, text) => sum + text.amount, 0), noRate: texts.reduce((sum, text) => sum + text.noRate, 0) }, reasonId,
})
const byDeals = (a: { deals: number }, b: { deals: number }): number => b.deals - a.deals

const openGroups = (texts: readonly Text[], groups: readonly GroupOfTexts[], merged: ReadonlyMap<string, number>): ReasonGroup[] => groups.flatMap(group => {
  const isOpen = (index: number): boolean => !merged.has(texts[index]!.key)
  const open = group.texts.filter(isOpen).map(index => texts[index]!).sort(byDeals)
  if (open.length === 0) return []
  const samples = group.samples.filter(isOpen).map(index => texts[index]!)
  return [viewOf(open, samples.length > 0 ? samples : open, group.reasonId)]
}).sort(byDeals)

const mergedGroups = (texts: readonly Text[], merged: ReadonlyMap<string, number>): ReasonGroup[] => {
  const byReason = new Map<number, Text[]>()
  for (const text of texts) {
    const reasonId = merged.get(text.key)
    if (reasonId === undefined) continue
    const list = byReason.get(reasonId)
    if (list) list.push(text)
    else byReason.set(reasonId, [text])
  }
  return [...byReason].map(([reasonId, list]) => viewOf(list.sort(byDeals), list, reasonId)).sort(byDeals)
}

export interface MapInput { commandId: string, items: readonly { textKey: string }[], reasonId: number | null }
export interface Mapped { texts: number, refusals: number }
interface KeptMapped extends Mapped { made: { texts: [key: string, before: number | null, after: number | null][], refusals: { id: number, before: Columns, version: number }[] } }
const topics = ['settings', 'refusals'] as const

/** Merges texts into a reason of the dictionary (null forgets them): works for later imports, and at once for refusals that have no such reason. */
export const mapReasons = (session: Session, input: MapInput): KeptMapped => {
  requireMay(session, 'change_settings')
  return runCommand(session, { procedure: 'reasons.map', input, topics }, (tx): KeptMapped => {
    const { reasonId } = input
    if (reasonId !== null) requireReason(tx, reasonId)
    const { texts, refusals } = mapTextsTx(tx, input.items.map(item => item.textKey), reasonId)
    return { texts: texts.length, refusals: refusals.length, made: { texts, refusals } }
  })
}

const mapTextsTx = (tx: Tx, written: readonly string[], reasonId: number | null): KeptMapped['made'] => {
  const before = readMergedTexts(tx.db)
  const keys = [...new Set(written.map(textKeyOf).filter(key => key !== ''))]
  const texts = keys.flatMap(key => (before.get(key) ?? null) === reasonId ? [] : [[key, before.get(key) ?? null, reasonId] as [string, number | null, number | null]])
  for (const [key] of texts) keepTx(tx, key, reasonId)
  const former = new Map(texts.flatMap(([key, was]) => was === null ? [] : [[key, was] as const]))
  const refusals = reasonId === null ? [] : applyReasonTextsTx(tx.db, new Map(texts.map(([key]) => [key, reasonId])), former)
  for (const { id, before: was, after } of refusals) tx.audit({ action: 'mapReasons', recordType: 'refusal', recordId: id, payload: { before: was, after } })
  if (texts.length > 0) tx.audit({ action: 'mapReasons', recordType: 'refusal_reason', recordId: reasonId, payload: { before: { texts: texts.map(([key, was]) => [key, was]) }, after: { reason_id: reasonId, refusals: refusals.length } } })
  return { texts, refusals: refusals.map(({ id, before: was, version }) => ({ id, before: was, version })) }
}

const keepTx = (tx: Tx, key: string, reasonId: number | null): void => {
  if (reasonId === null) statement(tx.db, 'DELETE FROM reason_text WHERE text_key = ?').run(key)
  else statement(tx.db, `INSERT INTO reason_text (text_key, reason_id, mapped_at, mapped_by) VALUES (?, ?, ?, ?)
    ON CONFLICT (text_key) DO UPDATE SET reason_id = excluded.reason_id, mapped_at = excluded.mapped_at, mapped_by = excluded.mapped_by`).run(key, reasonId, tx.now, tx.actor.id)
}

/** Merges what a mapping says of reasons before its rows come. One that is only remembered doesn't take back what was merged otherwise since. */
export const mergeMappedReasonsTx = (tx: Tx, reasons: Readonly<Record<string, string>>, { isGiven }: { isGiven: boolean }): void => {
  const findReason = makeFindReason(readDictionary(tx.db))
  const merged = readMergedTexts(tx.db)
  const texts = new Map<number, string[]>()
  for (const [written, called] of Object.entries(reasons)) {
    const id = findReason(called)
    if (id === null || (!isGiven && merged.has(textKeyOf(written)))) continue
    texts.set(id, [...texts.get(id) ?? [], written])
  }
  for (const [id, written] of texts) mapTextsTx(tx, written, id)
}

/** The compensating command: texts and refusals that nobody has touched since stand as before; CONFLICT when a text was merged otherwise meanwhile. */
export const undoMapped = (session: Session, input: { commandId: string, undoOf: string }): Mapped => {
  requireMay(session, 'change_settings')
  return runCommand(session, { procedure: 'reasons.undo', input, topics }, (tx): Mapped => {
    const command = one<{ procedure: string, actorId: number | null, result: string }>(tx.db, 'SELECT procedure, actor_id AS actorId, result FROM command WHERE id = ?', input.undoOf)
    if (command?.procedure !== 'reasons.map') throw new PultError('NOT_FOUND', 'That command merged nothing.', { undoOf: input.undoOf })
    if (command.actorId !== tx.actor.id) throw new PultError('FORBIDDEN', 'Only the person who decided can undo it.', { who: command.actorId === null ? null : personNames(tx.db).get(command.actorId) ?? null })
    const { made } = JSON.parse(command.result) as KeptMapped
    const present = readMergedTexts(tx.db)
    if (made.texts.some(([key, , after]) => (present.get(key) ?? null) !== after)) throw changedSince('reason_text')
    for (const [key, before] of made.texts) keepTx(tx, key, before)
    let refusals = 0
    for (const { id, before, version } of made.refusals) {
      // One that was decided meanwhile keeps what it was decided with.
      if (one<{ version: number }>(tx.db, 'SELECT version FROM refusal WHERE id = ?', id)?.version !== version) continue
      const { before: after } = changeRecordTx(tx.db, 'refusal', id, before)
      tx.audit({ action: 'undoMapReasons', recordType: 'refusal', recordId: id, payload: { before: after, after: before } })
      refusals++
    }
    tx.audit({ action: 'undoMapReasons', recordType: 'refusal_reason', recordId: null, payload: { before: { texts: made.texts.length }, after: { refusals } } })
    return { texts: made.texts.length, refusals }
  })
}
