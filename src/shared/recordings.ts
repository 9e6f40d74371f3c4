/** What became of looking for a call's recording. `failed`: an address that gave none. */
export const recordingStates = ['found', 'missing', 'broken', 'failed'] as const
export type RecordingState = typeof recordingStates[number]

export const recordingProblems = [
  // missing
  'none', 'no_folder', 'not_there', 'outside', 'ambiguous', 'not_fetched', 'deleted',
  // broken
  'empty', 'too_big', 'wrong_type', 'codec', 'damaged', 'unreadable',
  // failed
  'refused', 'gone', 'network', 'timeout',
] as const
export type RecordingProblem = typeof recordingProblems[number]

/** Larger ones are no recording of a call: an hour in studio quality takes 0.6 GB. */
export const mostRecordingBytes = 1024 ** 3

/** Of the waveform's drawing; what is kept is finer. */
export const mostPeaksDrawn = 2000

export const recordingPath = (callId: number, ticket: string): string => `/recordings/${callId}?ticket=${ticket}`
