import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import Database from 'better-sqlite3'
import { evening, expect, type Watch } from './desk.ts'
import { handsOf, type Hands } from './hands.ts'
import { copyTeam, makeFolder, runPult, startTeamHost, type TeamHost } from './host.ts'
import { wordsOf } from './words.ts'

const password = 'верная лошадь батарея скрепка'
const words = wordsOf('ru')

interface Role { name: string, role: string, team: string | null }
export interface TeamDesk { host: TeamHost, db: string, read: <Value>(sql: string, ...parameters: unknown[]) => Value, enter: (login: string, path?: string) => Promise<{ page: Page, hands: Hands }>, close: () => Promise<void> }

/** `pult serve` with the demo team, whose people get sign-ins: the head, the supervisor, a manager of the same team with tasks of today, QA, operator. */
export const startTeam = async (file: string, browser: Browser, watch: Watch): Promise<TeamDesk> => {
  // What a browser says of the first call, before anybody has signed in.
  watch.expected.push(/401 \(Unauthorized\)/)
  const { folder, remove } = makeFolder()
  const db = join(folder, 'team.pult')
  copyTeam(file, db)
  const read: TeamDesk['read'] = (sql, ...parameters) => {
    const database = new Database(db, { readonly: true })
    try {
      return database.prepare(sql).get(...parameters) as never
    } finally {
      database.close()
    }
  }
  const supervisor = read<Role>("SELECT name, role, team FROM person WHERE role = 'supervisor'")
  const people: [string, Role][] = [
    ['head', read<Role>("SELECT name, role, team FROM person WHERE role = 'head'")],
    ['supervisor', supervisor],
    ['manager', read<Role>("SELECT name, role, team FROM person WHERE role = 'manager' AND active = 1 AND team = ? AND NOT EXISTS (SELECT 1 FROM absence WHERE person_id = person.id) ORDER BY (SELECT count(*) FROM task JOIN deal ON deal.id = task.deal_id WHERE assignee_id = person.id AND done_at IS NULL AND cancelled_at IS NULL AND due_at < ? AND status = 'open' AND deal.owner_id = person.id) DESC LIMIT 1", supervisor.team, Date.parse(evening))],
    ['qa', read<Role>("SELECT name, role, team FROM person WHERE role = 'qa'")], ['operator', read<Role>("SELECT name, role, team FROM person WHERE role = 'operator'")],
  ]
  for (const [login, { name, role }] of people) await runPult(['person', 'add', '--db', db, '--name', name, '--role', role, '--login', login, '--password-stdin'], { PULT_NOW: evening }, password)
  const host = await startTeamHost({ folder, db, now: evening })
  const pages: Page[] = []
  return {
    host, db, read,
    enter: async (login, path = '/') => {
      const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Moscow' })
      await watch.follow(context)
      const page = await context.newPage()
      pages.push(page)
      await page.goto(`${host.origin}${path}`)
      await page.getByLabel(words('account.signIn.login')).fill(login)
      await page.getByLabel(words('account.signIn.password')).fill(password)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(words('account.signIn.title'))
      return { page, hands: handsOf(page, 'ru') }
    },
    close: async () => {
      for (const page of pages) await page.context().close()
      await host.stop()
      remove()
    },
  }
}

export const noComplaints = async (page: Page): Promise<void> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  // In the dark theme only what colours decide: the rest is the same document.
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = (await new AxeBuilder({ page }).withRules('color-contrast').analyze()).violations
  await page.emulateMedia({ colorScheme: 'light' })
  expect([...violations, ...dark].flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.target.join(' ')}`))).toEqual([])
}
