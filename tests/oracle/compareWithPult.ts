// Drives the command line as the contract has it, and tells where its reviews differ from the oracle's.
//   node tests/oracle/compareWithPult.ts --seed 1 --deals 300 [--zone Europe/Moscow] [--currency RUB] [--omit tasks,notes]
//     [--omit-at-first tasks] [--contested] [--no-bad-rows] [--pult "npm run -s pult --"] [--keep DIR]

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { addedByPult, differences } from './differences.ts'
import { generateTeam } from './generateTeam.ts'
import { rememberImports, reviewWorkspace } from './oracle.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' }, deals: { type: 'string', default: '300' },
    zone: { type: 'string', default: 'Europe/Moscow' }, currency: { type: 'string', default: 'RUB' },
    omit: { type: 'string', default: '' }, 'omit-at-first': { type: 'string', default: '' },
    contested: { type: 'boolean', default: false }, 'no-bad-rows': { type: 'boolean', default: false },
    pult: { type: 'string', default: 'npm run -s pult --' }, keep: { type: 'string' },
  },
})

const listOf = (text: string): string[] => text.split(',').filter((item) => item !== '')
const directory = values.keep ?? mkdtempSync(join(tmpdir(), 'pult-oracle-'))
const [program = 'npm', ...prefix] = values.pult.split(' ')

function pult(...parameters: string[]): string {
  return execFileSync(program, [...prefix, ...parameters], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] })
}

const settings = { timezone: values.zone, currency: values.currency }
const team = generateTeam({
  seed: Number(values.seed), deals: Number(values.deals), dir: directory, ...settings, omit: listOf(values.omit),
  omitAtFirst: listOf(values['omit-at-first']), contested: values.contested, badRows: !values['no-bad-rows'],
})
const database = join(directory, 'team.pult')
pult('init', '--db', database, '--name', 'Oracle', '--timezone', values.zone, '--currency', values.currency, '--head', 'Анна Главная')

let differing = 0
team.imports.forEach((applied, index) => {
  const report = JSON.parse(pult('import', '--db', database, '--format', 'native', applied.dir, '--as-of', applied.asOf, '--json')) as { rejectedCount: number }
  const workspace = rememberImports(team.imports.slice(0, index + 1), settings)
  const rejected = workspace.rejections[index]?.length ?? 0
  const notes = report.rejectedCount === rejected ? [] : [`rejectedCount: expected ${rejected}, got ${report.rejectedCount}`]
  if (notes.length > 0) differing += 1
  console.log([`import ${index + 1} as of ${applied.asOf}`, ...notes].join('\n  '))
  team.reviews.forEach((moment, review) => {
    if (team.importsBefore[review] !== index + 1) return
    const actual: unknown = JSON.parse(pult('review', '--db', database, '--as-of', moment, '--json', '--ids'))
    const found = differences(reviewWorkspace(workspace, moment), actual).filter((line) => !addedByPult.test(line))
    if (found.length > 0) differing += 1
    console.log([`  review ${moment}: ${found.length === 0 ? 'same' : `${found.length} differences`}`, ...found.slice(0, 40)].join('\n    '))
  })
})
if (values.keep === undefined) rmSync(directory, { recursive: true, force: true })
else console.log(`kept in ${directory}`)
process.exitCode = differing === 0 ? 0 : 1
