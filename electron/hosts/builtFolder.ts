import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url)).replace(/[\\/]$/, '')

/** The folder of the built entries (`backend.js` …), wherever the bundler put this line: what several entries share lies in `chunks/`. */
export const builtFolder = basename(here) === 'chunks' ? dirname(here) : here
