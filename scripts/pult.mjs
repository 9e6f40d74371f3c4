#!/usr/bin/env node
// `pult COMMAND …`: checks the Node version before anything native is loaded, then hands over to the built commands.
import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { requireNode } from './nodeVersion.mjs'

requireNode()
// `npm run pult` changes to the checkout; paths are meant from where the person stands.
if (process.env.npm_lifecycle_event === 'pult' && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)

const built = new URL('../out/main/cli.js', import.meta.url)
if (!existsSync(built)) {
  console.error('PULT_NOT_BUILT: Pult has not been built yet: run npm run build first.')
  process.exit(1)
}
// The built code as the engine compiled it, kept for the next command, which begins sooner. Where that folder can't be written, nothing is kept.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/pult', import.meta.url)))
await import(built.href)
