import { inspectFiles } from './inspectFiles.ts'
import { rejectedRows } from './rejectedRows.ts'
import { runImport } from './runImport.ts'

/** Work on files that takes its time: done beside the backend's calls where a thread of its own can be had (api/importer.ts). */
export const importJobs = { runImport, inspectFiles, rejectedRows }

export type ImportJob = keyof typeof importJobs
export type JobOptions<Job extends ImportJob> = Parameters<typeof importJobs[Job]>[1]
export type JobResult<Job extends ImportJob> = Awaited<ReturnType<typeof importJobs[Job]>>
