import { setImmediate } from 'node:timers/promises'
import type { Progress } from '../../../../src/shared/contract/common.ts'
import type { Zone } from '../../domain/time/zone.ts'
import { checkCancelled } from '../cancel.ts'
import type { Rejection } from '../native/cells.ts'
import type { ActivityRow } from '../native/rows.ts'
import { rejectedShown, valueShown, type Staged } from '../native/staged.ts'
import { slicesOf } from '../steps.ts'
import { cleanCell } from '../values/text.ts'
import type { CallLinks } from './callLinks.ts'
import { joinLegs, type CallLeg } from './callLegs.ts'
import { isBad } from './layouts.ts'
import type { CallLog } from './recogniseLog.ts'

export interface ReadCallsOptions { zone: Zone, signal?: AbortSignal, onProgress?: (progress: Progress) => void, onRejected?: (rejection: Rejection) => void, clock: () => number }

/** All rows of the logs by the call that they are of; bad ones are listed. A call may go on in the next file. */
export interface ReadCalls extends Pick<Staged, 'files' | 'rejected' | 'rejectedCount'> { legs: Map<string, CallLeg[]>, damaged: number }

export const readCalls = async (logs: readonly CallLog[], { zone, signal, onProgress, onRejected, clock }: ReadCallsOptions): Promise<ReadCalls> => {
  const result: ReadCalls = { legs: new Map(), files: [], rejected: [], rejectedCount: 0, damaged: 0 }
  const started = clock()
  let done = 0
  for (const { table, layout } of logs) {
    let [rows, first] = [0, layout.hasHeader]
    /** The same row twice is one row: logs of two days often share their border. */
    const seen = new Set<string>()
    const reject = (row: number, column: string, code: Rejection['code'], value: string): void => {
      const rejection: Rejection = { file: table.name, row, column, code, value: value.slice(0, valueShown) }
      result.rejectedCount++
      onRejected?.(rejection)
      if (result.rejected.length < rejectedShown) result.rejected.push(rejection)
    }
    for await (const { records } of table.slices()) {
      checkCancelled(signal)
      for (const { row, cells, tooLong } of records) {
        if (first) {
          first = false
          continue
        }
        rows++
        if (tooLong !== undefined) {
          reject(row, '', 'TOO_LONG', cells[tooLong] ?? '')
          continue
        }
        const leg = layout.read(name => cleanCell(cells[layout.columns.get(name) ?? -1] ?? ''), zone)
        if (isBad(leg)) {
          reject(row, leg.column, leg.code, leg.value)
          continue
        }
        const same = JSON.stringify(leg)
        if (seen.has(same)) continue
        seen.add(same)
        const legs = result.legs.get(leg.call)
        if (!legs) result.legs.set(leg.call, [leg])
        else if (!legs.some(known => JSON.stringify(known) === same)) legs.push(leg)
      }
      done += records.length
      const seconds = (clock() - started) / 1000
      onProgress?.({ type: 'progress', step: 'import.reading', done, total: null, rate: seconds > 0.2 ? done / seconds : null, left: null })
      await setImmediate()
    }
    if (table.warnings.includes('ENCODING_DAMAGED')) result.damaged++
    result.files.push({ name: table.name, format: layout.system, encoding: table.encoding, delimiter: table.delimiter, rows, unknownColumns: [] })
  }
  return result
}

/** Calls as the comparison takes them: one a call, with its manager, client and deal where the log's numbers lead to them. */
export const stageCalls = ({ legs, files, rejected, rejectedCount, damaged }: ReadCalls, links: CallLinks): Staged => {
  const warnings: NonNullable<Staged['warnings']> = new Map()
  const warn = (code: string, example: string): void => {
    const known = warnings.get(code)
    if (known) known.count++
    else warnings.set(code, { count: 1, example })
  }
  if (damaged > 0) warn('ENCODING_DAMAGED', files[0]?.name ?? '')
  const rows: ActivityRow[] = []
  for (const [key, parts] of legs) {
    const call = joinLegs(key, parts)
    if (!call) {
      warn('INNER_CALL', key)
      continue
    }
    const client = call.phone === null ? null : links.client(call.phone, call.at)
    if (client && links.isKnown(client.client, call.at)) {
      warn('KNOWN_CALL', key)
      continue
    }
    const manager = call.line === null ? null : links.manager(call.line)
    if (call.line !== null && manager === null) warn('UNKNOWN_LINE', call.line)
    if (call.phone !== null && client === null) warn('UNKNOWN_PHONE', key)
    rows.push({ key, deal: client?.deal ?? null, client: client?.client ?? null, manager, kind: 'call', state: null, direction: call.direction, createdAt: call.at, occurredAt: call.at, durationS: call.durationS, talkS: call.talkS, recording: call.recording, subject: null })
  }
  // A log that knows no recordings doesn't take away those that were found in the folder.
  const columns = new Set(['id', 'deal_id', 'client_id', 'manager_id', 'kind', 'direction', 'created_at', 'occurred_at', 'duration_s', 'talk_s', ...rows.some(row => row.recording !== null) ? ['recording'] : []])
  return {
    folder: { activities: { slices: slicesOf(rows), expected: rows.length, columns } },
    files, rejected, rejectedCount, warnings, knowledge: [{ kind: 'activities', inferred: rows.some(row => row.client !== null) ? 0 : 2 }],
  }
}
