// `npm run bench -- --only people`: 50 people at once at the team's host, by real HTTP and WebSocket clients, on 100 000 deals; then ever faster ones, until the answers come too late.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withBackend } from './loadBackend.mjs'
import { spentBy } from './cpu.mjs'
import { makePerson } from './person.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const password = 'correct horse battery staple'
const targets = { screen: 100, decide: 50 }
/** Two heads, eight supervisors, forty managers: names as makeTeam.ts writes them. */
const team = [
  ...Array.from({ length: 2 }, (_, index) => ({ name: `Head ${index + 1}`, role: 'head', team: null })),
  ...Array.from({ length: 8 }, (_, index) => ({ name: `Supervisor ${index + 1}`, role: 'supervisor', team: `Команда ${index % 4 + 1}` })),
  ...Array.from({ length: 40 }, (_, index) => ({ name: `Менеджер ${index + 1}`, role: 'manager', team: null })),
].map((person, index) => ({ ...person, login: `person${index + 1}` }))

const signInsOf = (db, now) => withBackend(async load => {
  const { openWorkspace } = await load('/electron/backend/usecases/openWorkspace.ts')
  const { addPerson } = await load('/electron/backend/usecases/addPerson.ts')
  const { openDay } = await load('/electron/backend/usecases/openDay.ts')
  const { session, desk, close } = openWorkspace({ path: db, clock: () => now })
  try {
    for (const person of team) await addPerson(session, { ...person, password })
    openDay(session, {})
    const column = sql => desk.db.sqlite.prepare(sql).pluck().all()
    return { managers: column("SELECT id FROM person WHERE role = 'manager' ORDER BY id"), reasons: column('SELECT id FROM refusal_reason ORDER BY id LIMIT 8') }
  } finally {
    close()
  }
})

/** `pult serve` on a free port, behind a proxy's headers: every person has an address of their own, as in an office. */
const serve = (db, environment) => new Promise((resolve, reject) => {
  const child = spawn(process.execPath, [join(root, 'scripts', 'pult.mjs'), 'serve', '--db', db, '--port', '0', '--behind-proxy', '--json'], { stdio: ['ignore', 'pipe', 'inherit'], env: environment })
  let said = ''
  child.stdout.on('data', chunk => {
    said += String(chunk)
    const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
    if (origin) resolve({ child, origin })
  })
  child.once('exit', code => reject(new Error(`pult serve ended with ${code}: ${said}`)))
})

const makeRandom = seed => () => {
  seed = (seed + 0x6d2b79f5) >>> 0
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

const at = (values, part) => {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)]
}
const figures = values => `${String(values.length).padStart(6)} ×   p50 ${at(values, 0.5).toFixed(0).padStart(6)}   p95 ${at(values, 0.95).toFixed(0).padStart(6)}   max ${at(values, 1).toFixed(0).padStart(6)} ms`

/** Everybody thinks `thinkMs` on average between two acts, for `seconds`; the calls by kind, and what they cost. */
const measureLevel = async (people, host, { thinkMs, seconds, calls }) => {
  const random = makeRandom(thinkMs)
  calls.clear()
  const before = spentBy(host.child.pid)
  const began = performance.now()
  const until = () => performance.now() - began > seconds * 1000
  const pause = () => new Promise(resolve => { setTimeout(resolve, Math.min(seconds * 1000, -Math.log(1 - random()) * thinkMs)) })
  await Promise.all(people.map(person => person.work(until, pause)))
  const took = (performance.now() - began) / 1000
  const of = test => [...calls].filter(([kind]) => test(kind)).flatMap(([, { times }]) => times)
  const isCall = kind => !kind.startsWith('screen') && kind !== 'live'
  return {
    thinkMs, screens: of(kind => kind.startsWith('screen')), live: of(kind => kind === 'live'), decisions: of(kind => kind.startsWith('decide')),
    errors: [...calls].flatMap(([kind, { errors }]) => isCall(kind) ? errors.map(error => `${kind}: ${error.message}`) : []),
    perSecond: of(isCall).length / took, cpu: before === null ? null : (spentBy(host.child.pid) - before) / took / 10,
  }
}

/** A host that was just started evaluates the team and makes the hour's copy: waits until it has answered at once for five seconds, a minute and a half at most; how long that took, s. */
const settle = async person => {
  const began = performance.now()
  for (let quietSince = began; performance.now() - quietSince < 5000 && performance.now() - began < 90_000;) {
    const asked = performance.now()
    await person.call('account.state')
    if (performance.now() - asked > 100) quietSince = performance.now()
    await new Promise(resolve => { setTimeout(resolve, 100) })
  }
  return (performance.now() - began) / 1000
}

/** `add` as of run.mjs; `workspace` is changed. Answers nothing: throws when a call failed or a decision was lost. */
export const measurePeople = async ({ db, environment, now, pult, add, seconds = 60, levels = [10_000, 5000, 2500, 1200, 600, 300] }) => {
  const shared = await signInsOf(db, now)
  const host = await serve(db, environment)
  const calls = new Map()
  const acknowledged = []
  const refused = new Map()
  const say = (kind, ms, error) => {
    let known = calls.get(kind)
    if (!known) calls.set(kind, known = { times: [], errors: [] })
    known.times.push(ms)
    // Somebody was first, a rule says no, or the deal has just gone to a colleague: an answer like any other.
    if (error && (error.status === 409 || error.code === 'REFUSED_BY_RULE' || (error.code === 'FORBIDDEN' && /^(decide|records)/.test(kind)))) refused.set(error.code, (refused.get(error.code) ?? 0) + 1)
    else if (error) known.errors.push(error)
  }
  const decided = answer => {
    if (answer.refused) refused.set(answer.refused, (refused.get(answer.refused) ?? 0) + 1)
    acknowledged.push(answer)
  }
  const people = team.map(({ login, role }, index) => makePerson({ origin: host.origin, login, password, role, address: `10.0.0.${index + 1}`, random: makeRandom(index + 1), say, decided, shared }))
  let saturated = null
  let first = null
  const errors = []
  try {
    await Promise.all(people.map(person => person.enter()))
    console.log(`${people.length} people signed in and follow the live updates: ${figures(calls.get('sign in').times)}`)
    console.log(`The host's own work of its start was done ${(await settle(people[0])).toFixed(0)} s later.`)
    for (const thinkMs of levels) {
      const level = await measureLevel(people, host, { thinkMs, seconds, calls })
      first ??= { ...level, calls: [...calls].map(([kind, { times }]) => [kind, times]) }
      errors.push(...level.errors)
      console.log(`\nEverybody acts every ${thinkMs / 1000} s: ${level.perSecond.toFixed(0)} calls/s, host ${level.cpu?.toFixed(0) ?? '?'} % of a core, ${level.errors.length} errors\n  screens   ${figures(level.screens)}\n  live      ${figures(level.live)}\n  decisions ${figures(level.decisions)}`)
      if (at(level.screens, 0.95) > targets.screen || at(level.decisions, 0.95) > targets.decide) {
        saturated = level
        break
      }
    }
  } finally {
    for (const person of people) person.leave()
    host.child.removeAllListeners('exit')
    const ended = new Promise(resolve => { host.child.once('exit', resolve) })
    host.child.kill('SIGTERM')
    await ended
  }
  console.log(`\nBy kind, everybody acting every ${first.thinkMs / 1000} s:`)
  for (const [kind, times] of first.calls.sort(([a], [b]) => a < b ? -1 : 1)) console.log(`  ${kind.padEnd(28)} ${figures(times)}`)
  console.log(`\nRefused as a rule or another decision wants it: ${[...refused].map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}`)
  console.log(saturated ? `Too late from ${saturated.perSecond.toFixed(0)} calls/s on.` : 'No level was too fast.')
  await requireKept(db, now, acknowledged)
  pult(['check', '--db', db])
  console.log(`${acknowledged.length} acknowledged decisions, all of them kept; pult check finds nothing.\n`)
  add('50 people: screens', first.screens, targets.screen, 'ms', 'p95')
  add('50 people: decisions', first.decisions, targets.decide, 'ms', 'p95')
  if (errors.length > 0) throw new Error(`${errors.length} calls failed: ${[...new Set(errors)].slice(0, 5).join('; ')}`)
}

/** Every acknowledged decision stands in the file under its id, and its entry in the audit. */
const requireKept = (db, now, acknowledged) => withBackend(async load => {
  const { openWorkspace } = await load('/electron/backend/usecases/openWorkspace.ts')
  const { desk: { db: { sqlite } }, close } = openWorkspace({ path: db, clock: () => now })
  try {
    const kept = sqlite.prepare('SELECT procedure, at, actor_id AS actorId FROM command WHERE id = ?')
    const entered = sqlite.prepare('SELECT 1 FROM audit_entry WHERE at = ? AND actor_id = ?')
    const lost = acknowledged.filter(({ commandId, path, applied }) => {
      const row = kept.get(commandId)
      return row?.procedure !== path || applied > 0 && !entered.get(row.at, row.actorId)
    })
    if (lost.length > 0) throw new Error(`${lost.length} acknowledged decisions were lost: ${JSON.stringify(lost.slice(0, 3))}`)
  } finally {
    close()
  }
})
