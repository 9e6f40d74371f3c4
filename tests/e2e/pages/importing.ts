import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect } from '../desk.ts'
import { root } from '../host.ts'
import type { Hands } from '../hands.ts'
import type { Words } from '../words.ts'

export interface Dropped { name: string, content: Buffer | string }
export const fixture = (name: string): Dropped => ({ name, content: readFileSync(join(root, 'tests', 'fixtures', 'exports', name)) })
export const fileAt = (path: string): Dropped => ({ name: basename(path), content: readFileSync(path) })

/** What a person's hand does with files from another window. */
export const dropFiles = (page: Page, files: readonly Dropped[]): Promise<void> => page.evaluate(dropped => {
  const transfer = new DataTransfer()
  for (const { name, base64 } of dropped) transfer.items.add(new File([Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))], name))
  for (const type of ['dragenter', 'dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
}, files.map(({ name, content }) => ({ name, base64: Buffer.from(content as string).toString('base64') })))

export const atStep = (page: Page, words: Words, step: 'files' | 'mapping' | 'check' | 'done'): Promise<void> => expect(page.getByRole('navigation', { name: words('wizard.steps.label') }).getByRole('button', { name: words(`wizard.steps.${step}`) })).toHaveAttribute('aria-current', 'step')
export const mapTab = (page: Page, words: Words, tab: string): Locator => page.getByRole('tab', { name: words(`wizard.map.tabs.${tab}`), selected: true })
/** The row that the next key decides on. */
export const activeName = async (page: Page): Promise<string> => (await page.locator('[role="row"][data-active]').innerText()).split('\n')[0] ?? ''

/** From the drop to the report by keys alone; a dry run first. */
export const walkThrough = async (page: Page, hands: Hands, words: Words): Promise<void> => {
  await atStep(page, words, 'files')
  await hands.press('Control+Enter')
  await atStep(page, words, 'mapping')
  await hands.press('Control+Enter')
  await atStep(page, words, 'check')
  await hands.press('Enter')
  await atStep(page, words, 'done')
}
/** Files of known columns: nothing to say but Enter. */
export const oneEnter = async (page: Page, hands: Hands, words: Words): Promise<void> => {
  await atStep(page, words, 'check')
  await expect(page.getByText(words('importing.previewNote'))).toBeVisible()
  await hands.press('Enter')
  await atStep(page, words, 'done')
}
