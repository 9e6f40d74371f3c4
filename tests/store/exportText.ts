import type { ExportEvent } from '../../electron/backend/usecases/exportTable.ts'

/** A streamed file as one text, with its name and the rows that it says it has. */
export const fileOf = async (events: AsyncIterable<ExportEvent>): Promise<{ text: string, lines: string[], fileName: string, rows: number }> => {
  const chunks: Buffer[] = []
  let done: Extract<ExportEvent, { type: 'done' }> | null = null
  for await (const event of events) {
    if (event.type === 'chunk') chunks.push(Buffer.from(event.data, 'base64'))
    if (event.type === 'done') done = event
  }
  const text = Buffer.concat(chunks).toString('utf8').replace(/^\uFEFF/, '')
  return { text, lines: text.trim().split(/\r?\n/), fileName: done!.fileName, rows: done!.rows }
}
