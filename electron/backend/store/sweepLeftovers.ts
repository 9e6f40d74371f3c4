import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** `team.pult-new-4711`, `demo-ru.pult-making-12-demo-12`: what a file is built as, with the process that builds it, and SQLite's companions. */
const unfinished = /\.pult(?:-(?:new|demo|making|restoring)-(\d+))+(?:-(?:wal|shm|journal|lock|part))*$/

const hour = 3_600_000

/**
 * Removes what killed processes left half built in a folder; whose process still runs, or what changed within the last hour (a process
 * of another machine or container can't be asked), stays. Never fails: a start must not depend on it. Returns the names.
 */
export const sweepLeftovers = (folder: string, now: number): string[] => {
  const removed: string[] = []
  for (const name of namesIn(folder)) {
    const process = unfinished.exec(name)?.[1]
    if (process === undefined || isRunning(Number(process))) continue
    try {
      const path = join(folder, name)
      if (now - statSync(path).mtimeMs < hour) continue
      rmSync(path, { force: true })
      removed.push(name)
    } catch {
      // Gone meanwhile, or not ours to remove.
    }
  }
  return removed
}

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM'
  }
}
