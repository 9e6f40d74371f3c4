import { expect, type Locator, type Page } from '@playwright/test'
import type { Words } from '../words.ts'

/** The list of the screen, and the row that a key would decide. */
export const listOf = (page: Page): Locator => page.getByRole('main').getByRole('grid')
export const activeRow = (page: Page): Locator => listOf(page).locator('[role="row"][data-active]')
/** Its name: the first span, or the whole cell where it holds nothing but text. */
export const rowTitle = (row: Locator): Locator => row.getByRole('gridcell').nth(1).locator(':scope:not(:has(*)), span').first()
export const toasts = (page: Page, words: Words): Locator => page.getByRole('region', { name: words('ui.toast.region') })

/** The check is on the screen, with a row to decide. */
export const expectCheck = async (page: Page, words: Words, check: string): Promise<void> => {
  await expect(page.getByRole('main').getByRole('heading', { level: 2, name: words(`today.names.${check}`) })).toBeVisible()
}

export const titleOfActive = async (page: Page): Promise<string> => {
  await expect(activeRow(page)).toBeVisible()
  return (await rowTitle(activeRow(page)).textContent() ?? '').trim()
}

/** Id of the finding under the cursor: the end of the row's id in the document. */
export const idOfActive = async (page: Page): Promise<number> => {
  await expect(activeRow(page)).toBeVisible()
  return Number((await activeRow(page).getAttribute('id'))?.split('-').at(-1))
}

export const rowOf = (page: Page, id: number): Locator => listOf(page).locator(`[role="row"][id$="-${id}"]`)

export const dialogOf = (page: Page): Locator => page.getByRole('dialog')
