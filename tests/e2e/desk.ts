import { join } from 'node:path'
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test'
import { handsOf, type Hands, type Layout } from './hands.ts'
import { copyTeam, makeFolder, runPult, startHost, type Host, type HostOptions } from './host.ts'
import { wordsOf, type Language, type Words } from './words.ts'

/** A Thursday evening, five minutes before the control. */
export const evening = '2026-11-19T18:55:00+03:00'
export const today = '2026-11-19'
export const nextEvening = '2026-11-20T18:55:00+03:00'
export const nextDay = '2026-11-20'

/** Refuses what no window of Pult may do: errors in the console, breaches of the content policy, requests that leave this machine. */
export interface Watch {
  readonly complaints: string[]
  /** Errors that this test provokes. */
  readonly expected: RegExp[]
  readonly follow: (context: BrowserContext) => Promise<void>
}

const makeWatch = (): Watch => {
  const complaints: string[] = []
  const expected: RegExp[] = []
  return {
    complaints, expected,
    follow: async context => {
      await context.addInitScript(() => {
        // eslint-disable-next-line no-console
        document.addEventListener('securitypolicyviolation', event => console.error(`Content policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))
      })
      context.on('console', message => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()} (${message.location().url})`)
      })
      context.on('weberror', error => complaints.push(`error: ${error.error().stack ?? error.error().message}`))
      context.on('request', request => {
        const { protocol, hostname } = new URL(request.url())
        if (!['data:', 'blob:'].includes(protocol) && hostname !== '127.0.0.1') complaints.push(`left this machine: ${request.url()}`)
      })
    },
  }
}

export interface Team {
  /** The path of a demo team in that language; copy it. */
  readonly file: (language: Language) => Promise<string>
}

export interface Desk {
  readonly host: Host
  readonly page: Page
  readonly hands: Hands
  readonly words: Words
  readonly db: string
  readonly language: Language
}
export interface DeskOptions extends Partial<Omit<HostOptions, 'db' | 'folder'>> {
  language?: Language
  layout?: Layout
  /** Address after entering. */
  path?: string
  /** Without a workspace: the window shows Welcome. */
  empty?: boolean
  folder?: string
  db?: string
  viewport?: { width: number, height: number }
  colorScheme?: 'light' | 'dark'
}

interface Fixtures {
  watch: Watch
  /** A host of this test's own; stopped and removed at its end. */
  host: (options?: Partial<HostOptions>) => Promise<Host>
  /** A window let in by an address of the host. */
  openWindow: (host: Host, options?: Pick<DeskOptions, 'language' | 'path' | 'viewport' | 'colorScheme'>) => Promise<Page>
  /** A copy of the demo team, its host and a window. */
  desk: (options?: DeskOptions) => Promise<Desk>
}

const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-GB', es: 'es-ES' }

export const test = base.extend<Fixtures, { team: Team }>({
  // oxlint-disable-next-line no-empty-pattern -- the runner reads the fixtures from this pattern
  team: [async ({}, use) => {
    const { folder, remove } = makeFolder()
    const files = new Map<Language, Promise<string>>()
    const make = async (language: Language): Promise<string> => {
      const file = join(folder, `team-${language}.pult`)
      await runPult(['demo', '--db', file, '--as-of', evening, '--language', language])
      return file
    }
    await use({
      file: language => {
        const made = files.get(language) ?? make(language)
        files.set(language, made)
        return made
      },
    })
    remove()
  }, { scope: 'worker' }],

  // oxlint-disable-next-line no-empty-pattern -- as above
  watch: async ({}, use) => {
    const watch = makeWatch()
    await use(watch)
    expect(watch.complaints.filter(complaint => !watch.expected.some(pattern => pattern.test(complaint)))).toEqual([])
  },

  // oxlint-disable-next-line no-empty-pattern -- as above
  host: async ({}, use) => {
    const hosts: Host[] = []
    const folders: (() => void)[] = []
    await use(async (options = {}) => {
      const own = options.folder === undefined ? makeFolder() : null
      if (own) folders.push(own.remove)
      const started = await startHost({ now: evening, ...options, folder: options.folder ?? own?.folder ?? '' })
      hosts.push(started)
      return started
    })
    await Promise.all(hosts.map(each => each.stop()))
    for (const remove of folders) remove()
  },

  openWindow: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (host, { language = 'ru', path, viewport = { width: 1440, height: 900 }, colorScheme = 'light' } = {}) => {
      const context = await browser.newContext({ locale: locales[language], viewport, colorScheme, timezoneId: 'Europe/Moscow', permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true })
      contexts.push(context)
      await watch.follow(context)
      const page = await context.newPage()
      const address = new URL(await host.address())
      if (path) address.pathname = path.split('?', 1)[0] ?? '/'
      if (path?.includes('?')) address.search = path.slice(path.indexOf('?'))
      await page.goto(address.href)
      // Its key is exchanged once: whoever goes elsewhere before would lose it. The window draws itself when it was let in.
      await page.waitForFunction(() => (document.querySelector('#app')?.childElementCount ?? 0) > 0)
      return page
    })
    for (const context of contexts) await context.close()
  },

  desk: async ({ team, host, openWindow }, use) => {
    const removals: (() => void)[] = []
    await use(async ({ language = 'ru', layout = 'us', path = '/today', empty = false, folder, db, viewport, colorScheme, ...rest } = {}) => {
      const own = folder === undefined ? makeFolder() : null
      if (own) removals.push(own.remove)
      const place = folder ?? own?.folder ?? ''
      const file = db ?? join(place, 'team.pult')
      if (!empty && db === undefined) copyTeam(await team.file(language), file)
      const started = await host({ ...rest, folder: place, ...(empty ? {} : { db: file }) })
      const page = await openWindow(started, { language, path: empty ? undefined : path, viewport, colorScheme })
      return { host: started, page, hands: handsOf(page, layout), words: wordsOf(language), db: file, language }
    })
    for (const remove of removals) remove()
  },
})

export { expect }

/** Asks the backend as the window does, with the window's own bearer. */
export const ask = async <Answer>(page: Page, procedure: string, input?: unknown): Promise<Answer> => page.evaluate(async ([path, body]) => {
  const answer = await fetch(`/rpc/${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${JSON.parse(JSON.stringify(sessionStorage.getItem('pult.bearer')))}` }, body: JSON.stringify({ json: body }),
  })
  const { json } = await answer.json() as { json: unknown }
  if (!answer.ok) throw new Error(JSON.stringify(json))
  return json
}, [procedure, input] as const) as Promise<Answer>
