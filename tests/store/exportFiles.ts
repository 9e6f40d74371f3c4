import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { ImportReport } from '../../src/shared/contract/importing.ts'
import { findExportFiles, runImport, type ImportOptions } from '../../electron/backend/usecases/runImport.ts'
import type { TestWorkspace } from './helpers.ts'
import { newCommandId } from './importFiles.ts'

const fixtures = join(import.meta.dirname, '../fixtures/exports')
export const fixture = (name: string): string => join(fixtures, name)
export const fixtureText = (name: string): string => readFileSync(fixture(name), 'utf8')

/** Writes a file into a new folder of the workspace and returns its path. */
export const writeExport = (workspace: TestWorkspace, name: string, content: string | Uint8Array): string => {
  mkdirSync(workspace.folder, { recursive: true })
  const path = join(mkdtempSync(join(workspace.folder, 'export-')), basename(name))
  writeFileSync(path, content)
  return path
}

export const importExport = (workspace: TestWorkspace, paths: string | readonly string[], asOf: string, more: Partial<ImportOptions> = {}): Promise<ImportReport> =>
  runImport(workspace.session, { commandId: newCommandId(), files: findExportFiles(([] as string[]).concat(paths)), asOf: Date.parse(asOf), ...more })

/** Windows-1251 of the letters that the fixtures use. */
export const toCp1251 = (text: string): Uint8Array => {
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1251').decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from([...text.replace(/^\uFEFF/, '')].map(letter => table.get(letter) ?? 63))
}
