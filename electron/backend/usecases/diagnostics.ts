import { arch, platform, release } from 'node:os'
import { version } from '../../../package.json'
import type { CheckResult, DiagnosticsView } from '../../../src/shared/contract/diagnostics.ts'
import type { Progress } from '../../../src/shared/contract/common.ts'
import { formatDay } from '../domain/time/days.ts'
import { recentIncidents } from '../store/incidents.ts'
import { fileFigures, tableFigures, type TableFigure } from '../store/queries/fileFigures.ts'
import { slowFromMs, slowQueries } from '../store/slowQueries.ts'
import { requireMay } from './access.ts'
import { checkInSlices } from './checkWorkspace.ts'
import type { Desk, Session } from './desk.ts'

const lastChecks = new WeakMap<Desk, CheckResult>()

/** How Pult and its file are (the head's). `starts`: how often the host has started this process. */
export const diagnostics = (session: Session, starts: number): DiagnosticsView => {
  requireMay(session, 'see_diagnostics')
  const { desk } = session
  const { bytes, walBytes, freeBytes, schema, sqlite } = fileFigures(desk.db, desk.path)
  const memory = process.memoryUsage()
  return {
    versions: { pult: version, node: process.versions.node, electron: (process.versions as { electron?: string }).electron ?? null, sqlite, schema, system: `${platform()} ${release()} ${arch()}` },
    file: { path: desk.path, bytes, walBytes, freeBytes },
    backend: { uptimeS: Math.round(process.uptime()), restarts: starts - 1, rssBytes: memory.rss, heapBytes: memory.heapUsed },
    slow: { fromMs: slowFromMs, ...slowQueries() },
    incidents: recentIncidents(),
    lastCheck: lastChecks.get(desk) ?? null,
  }
}

export const diagnosticTables = (session: Session): TableFigure[] => {
  requireMay(session, 'see_diagnostics')
  return tableFigures(session.desk.db)
}

/** `pult check` while the window goes on working; CANCELLED by `signal`. */
export const checkOpenWorkspace = async (session: Session, onProgress: (progress: Progress) => void, signal: AbortSignal): Promise<CheckResult> => {
  requireMay(session, 'see_diagnostics')
  const { desk } = session
  const found = await checkInSlices(desk.db, (done, total, name) => onProgress({ type: 'progress', step: `check.${name}`, done, total, rate: null, left: null }), signal)
  const result = { at: desk.clock(), ...found }
  lastChecks.set(desk, result)
  return result
}

/** Everything in one document without the file's path: names of folders and files may be somebody's. */
export const supportBundle = (session: Session, starts: number): { fileName: string, text: string } => {
  const { file: { path: _path, ...file }, ...rest } = diagnostics(session, starts)
  const { desk } = session
  const now = desk.clock()
  const document = { madeAt: new Date(now).toISOString(), ...rest, file, tables: diagnosticTables(session), workspace: { timeZone: desk.workspace.timeZone, currency: desk.workspace.currency, isDemo: desk.workspace.isDemo } }
  return { fileName: `pult-diagnostics-${formatDay(desk.settings().zone.dayOf(now))}.json`, text: `${JSON.stringify(document, null, 2)}\n` }
}
