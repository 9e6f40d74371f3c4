import { open, realpath, stat } from 'node:fs/promises'
import { basename, isAbsolute, join, relative, sep } from 'node:path'
import { mostRecordingBytes, type RecordingProblem } from '../../../src/shared/recordings.ts'
import { headBytes, kindOfAudio, mimeOf } from '../audio/audioKind.ts'
import { readWav, secondsOf } from '../audio/wav.ts'

/** Recordings that Pult keeps itself lie beside the workspace, named by their content. */
export const ownRecordings = (path: string): string => `${path}-recordings`

export type FoundFile = { kind: 'file', /** Real path. */ path: string, /** Within the folder, with slashes. */ name: string } | { kind: 'outside' | 'not_there' | 'no_folder' }

/** A name within a folder, whichever way its writer's system put slashes; neither dots nor a link lead out of it. */
export const fileWithin = async (folder: string, name: string): Promise<FoundFile> => {
  const root = await realpath(folder).catch(() => null)
  if (root === null) return { kind: 'no_folder' }
  if (name.includes('\0')) return { kind: 'not_there' }
  const wanted = isAbsolute(name) ? name : join(root, ...name.split(/[\\/]+/))
  if (!isWithin(root, wanted)) return { kind: 'outside' }
  const real = await realpath(wanted).catch(() => null)
  if (real === null) return { kind: 'not_there' }
  if (!isWithin(root, real)) return { kind: 'outside' }
  return { kind: 'file', path: real, name: relative(root, wanted).split(sep).join('/') }
}

const isWithin = (root: string, path: string): boolean => {
  const way = relative(root, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

export interface SeenFile { problem: RecordingProblem | null, bytes: number, modifiedAt: number, mime: string | null, durationS: number | null }

/** What a file is by its content, without reading it through. Null when it isn't there (any more). */
export const lookAtRecording = async (path: string): Promise<SeenFile | null> => {
  const info = await stat(path).catch(() => null)
  if (!info?.isFile()) return null
  const seen = { bytes: info.size, modifiedAt: Math.trunc(info.mtimeMs), mime: null, durationS: null }
  const bad = (problem: RecordingProblem): SeenFile => ({ ...seen, problem })
  if (info.size === 0) return bad('empty')
  if (info.size > mostRecordingBytes) return bad('too_big')
  const file = await open(path, 'r').catch(() => null)
  if (!file) return bad('unreadable')
  try {
    const head = Buffer.alloc(Math.min(headBytes, info.size))
    await file.read(head, 0, head.length, 0)
    const kind = kindOfAudio(head, basename(path))
    if (kind === null) return bad('wrong_type')
    const mime = mimeOf[kind]
    if (mime === null) return bad('codec')
    if (kind !== 'wav') return { ...seen, problem: null, mime }
    const wav = await readWav(file, info.size)
    if (!wav) return bad('damaged')
    if (wav.coding === 'gsm' || wav.coding === 'other') return bad('codec')
    return { ...seen, problem: null, mime, durationS: secondsOf(wav) }
  } catch {
    return bad('unreadable')
  } finally {
    await file.close()
  }
}
