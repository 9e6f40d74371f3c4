import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDemo } from '../../electron/backend/usecases/makeDemo.ts'
import { openWorkspace } from '../../electron/backend/usecases/openWorkspace.ts'
import { silentFields } from '../../src/features/record/fieldWords.ts'
import { languages } from '../../src/i18n/index.ts'
import { en } from '../../src/i18n/en/index.ts'
import { es } from '../../src/i18n/es/index.ts'
import { ru } from '../../src/i18n/ru/index.ts'

test('what the log of a deal shows after months of work has words in every language: no name of a column reaches a person', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pult-words-test-'))
  try {
    const path = join(folder, 'demo.pult')
    await makeDemo({ path, deals: 300, seed: 7, asOf: Date.parse('2026-11-22T12:00:00+03:00'), language: 'es', onProgress: () => {}, signal: new AbortController().signal })
    const opened = openWorkspace({ path, clock: () => Date.now() })
    const rows = opened.desk.db.sqlite.prepare(`SELECT DISTINCT entry.action, change.key AS field FROM audit_entry AS entry JOIN audit_payload ON entry_id = entry.id,
      json_each(payload) AS side, json_each(side.value) AS change
      WHERE record_type IN ('deal', 'task', 'refusal') AND side.key IN ('before', 'after') AND side.type = 'object'`).all() as { action: string, field: string }[]
    opened.close()
    expect(rows.length).toBeGreaterThan(30)
    const texts = { ru, en, es }
    for (const language of languages) {
      expect(rows.filter(({ action }) => !(action in texts[language].record.action)), language).toEqual([])
      expect(rows.filter(({ field }) => !silentFields.has(field) && !(field in texts[language].record.field)), language).toEqual([])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
