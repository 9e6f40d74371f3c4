// One person at the team's host: signs in over HTTP, follows the live updates, looks at screens, decides, and asks again for what a change made stale.
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { setTimeout as sleep } from 'node:timers/promises'
import { spreadMs, staleParts } from '../src/api/live.ts'

const day = '2026-11-20'
const period = { from: '2026-10-21', to: '2026-11-19' }
const stuck = { status: ['open'], stuck: true }
const open = { status: ['open'] }
const page = { offset: 0, limit: 200 }
const instruction = 'Позвонить и предложить рассрочку'

/** What a screen asks of the host when it is opened, and again when a change makes it stale. */
const screens = {
  today: [['day.open', {}], ['day.findings', { check: 'A', scope: 'walk', limit: 200 }]],
  stuck: [['jam.overview', { scope: 'stuck', filter: {} }], ['jam.history', { weeks: 8, filter: {} }], ['deals.range', { filter: stuck, ...page }]],
  funnel: [['funnel.get', { filter: {}, period }]],
  beside: [['funnel.get', { filter: {}, period }], ['funnel.beside', { filter: {}, period, day: '2026-11-05' }]],
  tasks: [['tasks.counts', {}], ['tasks.facets', { view: 'overdue' }], ['tasks.range', { view: 'overdue', ...page }]],
  requests: [['tasks.counts', {}], ['tasks.facets', { view: 'requests' }], ['tasks.range', { view: 'requests', ...page }]],
  closed: [['tasks.counts', {}], ['tasks.closedForNewLeads', {}]],
  deals: [['deals.range', { filter: open, ...page }], ['deals.facets', { filter: open }]],
  refusals: [['refusals.list', {}]],
  clients: [['clients.range', { filter: {}, sort: { by: 'name', descending: false }, ...page }], ['clients.facets', { filter: {} }]],
  myDay: [['desk.day', undefined], ['deals.list', { filter: stuck, limit: 50 }], ['day.questions', {}]],
}
/** How often each is opened by whom; a screen twice is opened twice as often. */
const walks = {
  head: ['today', 'today', 'today', 'refusals', 'stuck', 'funnel', 'beside', 'tasks', 'deals', 'clients', 'closed', 'card'],
  supervisor: ['refusals', 'refusals', 'requests', 'tasks', 'stuck', 'deals', 'closed', 'card', 'card'],
  manager: ['myDay', 'myDay', 'myDay', 'deals', 'tasks', 'card', 'card', 'card', 'funnel'],
}

/** `say(kind, ms, error)` of every call; `pause()` between two acts. */
export const makePerson = ({ origin, login, password, role, address, random, say, decided, shared }) => {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address }
  const pick = list => list[Math.floor(random() * list.length)]
  const call = async (path, input) => {
    const response = await fetch(`${origin}/rpc/${path.replace('.', '/')}`, { method: 'POST', headers, body: JSON.stringify(input === undefined ? {} : { json: input }) })
    const { json } = await response.json()
    if (!response.ok) throw Object.assign(new Error(`${path}: ${json?.message ?? response.status}`), { code: json?.data?.code ?? json?.code, status: response.status })
    return json
  }
  const timed = async (kind, work, began = performance.now()) => {
    try {
      const value = await work()
      say(kind, performance.now() - began, null)
      return value
    } catch (error) {
      say(kind, performance.now() - began, error)
      return null
    }
  }

  let screen = null
  let asking = false
  /** Parts of the contract whose answers are stale. */
  let stale = new Set()
  const seen = { tasks: [], deals: [], refusals: [], findings: [], requests: [] }
  const keep = (path, answer) => {
    if (path === 'tasks.range') seen.tasks = answer.rows
    if (path === 'desk.day') seen.tasks = answer.tasks.rows
    if (path === 'deals.range' || path === 'deals.list') seen.deals = answer.rows
    if (path === 'refusals.list') seen.refusals = answer.rows
    if (path === 'day.findings') seen.findings = answer.rows
    if (path === 'tasks.range') seen.requests = answer.rows.filter(row => row.request)
  }
  const asked = queries => Promise.all(queries.map(([path, input]) => timed(path, async () => keep(path, await call(path, input)))))
  const look = async (kind, queries, began) => {
    asking = true
    stale = new Set()
    await timed(kind, () => asked(queries), began)
    asking = false
    refresh()
  }
  /** As a window: what a change made stale is asked again at once, or when the present answers have come. */
  const refresh = began => {
    const queries = asking ? [] : screen?.filter(([path]) => stale.has(path.split('.')[0])) ?? []
    if (queries.length > 0) void look('live', queries, began)
  }
  /** What others changed is asked for a moment later, as a window of a host does, so that fifty don't ask at once; it counts as waited for. */
  let parting = false
  const soon = async () => {
    if (parting) return
    parting = true
    const told = performance.now()
    await sleep(random() * spreadMs)
    parting = false
    refresh(told)
  }
  const openScreen = async () => {
    const name = pick(walks[role])
    const deal = seen.deals.length > 0 ? pick(seen.deals) : null
    screen = name !== 'card' ? screens[name] : deal ? [['records.deal', { dealId: deal.id }], ['records.story', { dealId: deal.id }]] : screens.deals
    await look(name === 'card' && deal ? 'screen: card' : `screen: ${name}`, screen)
  }

  const may = (rows, action) => rows.filter(row => row.allowedActions.includes(action))
  /** What this person could decide on what stands before them: the path, its input, and whether the answer says that it was done. */
  const decisions = () => {
    const found = []
    const add = (path, rows, input) => { if (rows.length > 0) found.push([path, input(pick(rows))]) }
    const some = { reason: 'Клиент попросил позже' }
    add('tasks.move', seen.tasks.filter(row => !row.request && !row.doneAt), row => ({ items: [{ taskId: row.id, expectedVersion: row.version }], dueDay: '2026-11-24', ...some }))
    add('tasks.decideMoves', seen.requests, row => ({ items: [{ requestId: row.request.id, expectedVersion: row.request.version }], decision: 'allow' }))
    add('refusals.request', may(seen.deals, 'request_refusal'), row => ({ dealId: row.id, expectedVersion: row.version, reasonId: pick(shared.reasons), comment: 'Клиент выбрал другого поставщика, цена ниже на треть' }))
    add('refusals.decide', may(seen.refusals, 'approve'), row => ({ items: [{ refusalId: row.id, expectedVersion: row.version }], decision: random() < 0.5 ? { decision: 'approve', reasonId: row.reasonId ?? pick(shared.reasons) } : { decision: 'return', instruction, dueDay: day } }))
    add('deals.decide', may(seen.deals, 'reassign'), row => ({ items: [{ dealId: row.id, expectedVersion: row.version }], decision: { kind: 'reassign', newOwnerId: pick(shared.managers), reason: 'Разгрузка', override: role === 'head' ? 'Решено на планёрке' : undefined } }))
    add('day.decide', may(seen.findings, 'allow'), row => ({ items: [{ findingId: row.id, expectedVersion: row.version }], decision: { kind: 'allow', reason: 'Договорились' } }))
    return found
  }
  const decide = async () => {
    const possible = decisions()
    if (possible.length === 0) return
    const [path, input] = pick(possible)
    const commandId = randomUUID()
    const answer = await timed(`decide: ${path}`, () => call(path, { ...input, commandId }))
    if (answer) decided({ commandId, path, applied: answer.results ? answer.applied : 1, refused: answer.results?.find(result => !result.ok)?.code ?? null })
  }

  let socket = null
  return {
    enter: async () => {
      const entered = await timed('sign in', () => call('account.signIn', { login, password }))
      if (!entered) throw new Error(`${login} can't sign in.`)
      headers['pult-session'] = entered.token
      socket = new WebSocket(`${origin.replace('http', 'ws')}/live`, { headers: { 'x-forwarded-for': address } })
      await new Promise((resolve, reject) => {
        socket.once('open', () => socket.send(JSON.stringify({ token: entered.token })))
        socket.once('message', resolve)
        socket.once('error', reject)
      })
      socket.on('close', code => { if (code !== 1000 && socket) say('live updates', 0, new Error(`The socket closed with ${code}.`)) })
      socket.on('message', data => {
        const event = JSON.parse(String(data))
        if (event.type !== 'changed') return
        for (const part of staleParts(event.topics)) stale.add(part)
        void soon()
      })
    },
    /** Looks and decides until `until()` says so; `pause` waits as long as somebody thinks. */
    work: async (until, pause) => {
      while (!until()) {
        await pause()
        if (until()) return
        await (screen && random() < 0.3 ? decide() : openScreen())
      }
    },
    call,
    leave: () => {
      const open = socket
      socket = null
      screen = null
      open?.close()
    },
  }
}
