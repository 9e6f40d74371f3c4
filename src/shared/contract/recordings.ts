import { oc } from '@orpc/contract'
import { z } from 'zod'
import { recordingProblems, recordingStates } from '../recordings.ts'
import { commandId, id, instant } from './common.ts'

const range = z.tuple([z.number().min(0), z.number().min(0)]).readonly()
const seconds = z.number().min(0)

const recordingView = z.object({
  callId: id, state: z.enum(recordingStates), problem: z.enum(recordingProblems).nullable(),
  /** Where the player streams it from, on this window's own origin; lets this person hear this call. Null when there is nothing to play. */
  address: z.string().nullable(),
  bytes: z.int().nullable(), mime: z.string().nullable(), durationS: seconds.nullable(), hasPeaks: z.boolean(),
  /** What this person has played of it before. */
  listening: z.object({ ranges: z.array(range), lengthS: seconds, coveredS: seconds, listenedAt: instant.nullable() }).nullable(),
  listenedPercent: z.int(),
  allowedActions: z.array(z.string()),
})
export type RecordingView = z.infer<typeof recordingView>

const recordingWave = z.object({ durationS: seconds, /** 0 to 255 over equal parts of the time. */ peaks: z.array(z.int()), silences: z.array(range) })
export type RecordingWave = z.infer<typeof recordingWave>

const playedAnswer = z.object({ coveredS: seconds, lengthS: seconds, listenedAt: instant.nullable() })
export type PlayedAnswer = z.infer<typeof playedAnswer>

const recordingSettings = z.object({
  /** Absolute, on the computer that Pult runs on. */
  folder: z.string().trim().min(1).max(1000).nullable(),
  /** Addresses of an import are fetched: the only thing that Pult asks the network for. */
  fetchAddresses: z.boolean(),
  /** After how many months recordings kept by Pult are deleted; null = never. */
  keepMonths: z.int().min(1).max(120).nullable(),
})
export type RecordingSettings = z.infer<typeof recordingSettings>

export const recordingsContract = {
  open: oc.input(z.object({ callId: id })).output(recordingView),
  wave: oc.input(z.object({ callId: id })).output(recordingWave.nullable()),
  played: oc.input(z.object({ callId: id, lengthS: z.number().positive().max(86_400), ranges: z.array(range).max(500), begins: z.boolean() })).output(playedAnswer),
  /** A file that was uploaded, or that lies on this computer; a copy of it is kept beside the workspace. */
  attach: oc.input(z.object({ commandId, callId: id, source: z.union([z.object({ uploadId: z.string().max(64) }), z.object({ path: z.string().max(4000) })]) })).output(z.object({})),
  settings: oc.output(recordingSettings),
  setSettings: oc.input(recordingSettings.partial().extend({ commandId })).output(recordingSettings),
}

const recordingFile = z.object({ path: z.string(), bytes: z.int(), modifiedAt: instant, mime: z.string() })
export type RecordingFile = z.infer<typeof recordingFile>

/** Asked by the host that streams, never by a window. */
export const recordingFilesContract = { locate: oc.input(z.object({ callId: id, ticket: z.string().max(100).optional() })).output(recordingFile) }
