import type { CommandSpec } from './command.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const
const none = { least: 0, most: 0 }

/** The commands of the contract, in the order of the help. */
export const commands: Readonly<Record<string, CommandSpec>> = {
  init: {
    usage: 'init --db FILE --name NAME --timezone ZONE --currency CODE --head "Full Name" [--json]',
    does: 'makes a workspace; refuses an existing file',
    options: { db: text, name: text, timezone: text, currency: text, head: text, json: flag },
    required: ['db', 'name', 'timezone', 'currency', 'head'], positionals: none,
    load: async () => (await import('./init.ts')).runInit,
  },
  demo: {
    usage: 'demo --db FILE [--deals N] [--seed N] [--as-of T] [--language ru|en|es] [--json]',
    does: 'makes a demo workspace: the same seed and time give the same data',
    options: { db: text, deals: text, seed: text, 'as-of': text, language: text, json: flag },
    required: ['db'], positionals: none,
    load: async () => (await import('./demo.ts')).runDemo,
  },
  import: {
    usage: 'import --db FILE [--format auto|native|amocrm|bitrix24|pipedrive|hubspot|zoho|odoo|asterisk|mango|sipuni|uis] [--mapping M.json] [--as-of T] [--dry-run] [--json] DIR|FILE…',
    does: 'imports a team\'s data; --as-of is the moment of the export',
    options: { db: text, format: text, mapping: text, 'as-of': text, 'dry-run': flag, json: flag },
    required: ['db'], positionals: { least: 1, most: 1000 },
    load: async () => (await import('./import.ts')).runImportCommand,
  },
  review: {
    usage: 'review --db FILE [--as-of T] [--json [--ids]]',
    does: 'the daily control, not signed',
    options: { db: text, 'as-of': text, json: flag, ids: flag },
    required: ['db'], positionals: none,
    load: async () => (await import('./review.ts')).runReview,
  },
  calls: {
    usage: 'calls quota --db FILE --day YYYY-MM-DD [--json]',
    does: 'of each manager\'s calls of a day: how many are to be listened to, and were',
    options: { db: text, day: text, json: flag },
    required: ['db', 'day'], positionals: { least: 1, most: 1 },
    load: async () => (await import('./calls.ts')).runCalls,
  },
  recordings: {
    usage: 'recordings --db FILE [--folder DIR | --no-folder] [--fetch | --no-fetch] [--keep-months N | --keep-always] [--json]',
    does: 'where recordings of calls lie, whether addresses are fetched, how long copies stay',
    options: { db: text, folder: text, 'no-folder': flag, fetch: flag, 'no-fetch': flag, 'keep-months': text, 'keep-always': flag, json: flag },
    required: ['db'], positionals: none,
    load: async () => (await import('./recordings.ts')).runRecordings,
  },
  check: {
    usage: 'check --db FILE [--json]',
    does: 'integrity, foreign keys, derived columns, audit chain, signed reports',
    options: { db: text, json: flag },
    required: ['db'], positionals: none,
    load: async () => (await import('./check.ts')).runCheck,
  },
  serve: {
    usage: 'serve --db FILE [--host 127.0.0.1] [--port 4780] [--tls-cert F --tls-key F | --behind-proxy | --plain-http]',
    does: 'the shared host: window, API and live updates on one port, for people with a sign-in',
    options: { db: text, host: text, port: text, 'tls-cert': text, 'tls-key': text, 'behind-proxy': flag, 'plain-http': flag, json: flag },
    required: ['db'], positionals: none,
    load: async () => (await import('./serve.ts')).runServe,
  },
  person: {
    usage: 'person add --db FILE --name NAME --role head|supervisor|qa|operator|manager --login LOGIN [--team TEAM] [--password-stdin] [--json]',
    does: 'adds a person with a sign-in, or gives one to a known person of that name',
    options: { db: text, name: text, role: text, login: text, team: text, 'password-stdin': flag, json: flag },
    required: ['db', 'name', 'role', 'login'], positionals: { least: 1, most: 1 },
    load: async () => (await import('./person.ts')).runPerson,
  },
  backup: {
    usage: 'backup --db FILE --to FILE [--json]',
    does: 'a verified copy, also while the workspace is open',
    options: { db: text, to: text, json: flag },
    required: ['db', 'to'], positionals: none,
    load: async () => (await import('./backup.ts')).runBackup,
  },
  restore: {
    usage: 'restore --from FILE --db FILE [--json]',
    does: 'verifies a copy and puts it back; a file that is there is kept beside it',
    options: { db: text, from: text, json: flag },
    required: ['db', 'from'], positionals: none,
    load: async () => (await import('./backup.ts')).runRestore,
  },
}

export const helpText = (): string => [
  'Pult, the control desk of a head of sales.', '',
  ...Object.values(commands).flatMap(({ usage, does }) => [`  pult ${usage}`, `      ${does}`]), '',
  'T is ISO 8601 with an offset, or a local date-time of the workspace.',
  'Exit codes: 0 done, 1 refused or failed, 2 called wrongly.',
].join('\n')
