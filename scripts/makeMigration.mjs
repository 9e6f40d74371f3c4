// Writes the next migration from the schema, then makes its tables STRICT: drizzle-kit can't say that itself.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const before = new Set(readdirSync('drizzle').filter(name => name.endsWith('.sql')))
const name = process.argv[2]
if (!name) {
  console.error('Name the migration: npm run migration -- add_calls')
  process.exit(2)
}
const made = spawnSync(process.execPath, ['node_modules/drizzle-kit/bin.cjs', 'generate', '--name', name], { stdio: 'inherit' })
if (made.status !== 0) process.exit(made.status ?? 1)
for (const file of readdirSync('drizzle').filter(name => name.endsWith('.sql') && !before.has(name))) {
  const path = `drizzle/${file}`
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^\);/gm, ') STRICT;'))
}
