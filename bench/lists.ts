import { randomUUID } from 'node:crypto'
import { dealFacets } from '../electron/backend/usecases/dealFacets.ts'
import { decideDeals } from '../electron/backend/usecases/decideDeals.ts'
import { exportDeals } from '../electron/backend/usecases/exportDeals.ts'
import { dealIds, dealRange, listDeals } from '../electron/backend/usecases/listDeals.ts'
import { openWorkspace } from '../electron/backend/usecases/openWorkspace.ts'
import { previewTransfer } from '../electron/backend/usecases/previewTransfer.ts'
import { undoDealDecisions } from '../electron/backend/usecases/undoDealDecisions.ts'

/** Times the lists and bulk decisions of deals inside the backend, on a file that it may change; `report(name, milliseconds[], target)`. */
export const measureLists = async (path: string, now: number, report: (name: string, values: number[], target: number) => void): Promise<void> => {
  let clock = now
  const { desk, session, close } = openWorkspace({ path, clock: () => clock })
  const runs = 7
  const timesOf = (work: () => unknown, before: () => void = () => {}): number[] => Array.from({ length: runs }, () => {
    before()
    const began = performance.now()
    work()
    return performance.now() - began
  })
  const forget = (): void => { desk.db.sqlite.prepare('UPDATE workspace SET name = name').run() }
  const bySum = { by: 'amount', descending: true } as const
  const stuck = { status: ['open' as const], stuck: true }
  try {
    report('Deals: first page of all, nothing kept', timesOf(() => listDeals(session, { filter: {}, sort: bySum, limit: 200 }), forget), 50)
    report('Deals: first page of the stuck, nothing kept', timesOf(() => listDeals(session, { filter: stuck, sort: { by: 'age', descending: true }, limit: 200 }), forget), 50)
    report('Deals: by title, nothing kept', timesOf(() => listDeals(session, { filter: {}, sort: { by: 'title', descending: false }, limit: 200 }), forget), 50)
    report('Deals: two words, nothing kept', timesOf(() => listDeals(session, { filter: { text: 'клиент 12' }, sort: bySum, limit: 200 }), forget), 50)
    report('Deals: a page further down', timesOf(() => dealRange(session, { filter: {}, sort: bySum, offset: 3000, limit: 200 })), 20)
    report('Deals: facets, nothing kept', timesOf(() => dealFacets(session, { filter: { status: ['open'] } }), forget), 50)

    const people = desk.db.sqlite.prepare("SELECT id FROM person WHERE role = 'manager' ORDER BY id").pluck().all() as number[]
    const chosen = (): { dealId: number, expectedVersion: number }[] => dealIds(session, { filter: { ...stuck, managerIds: people.slice(0, 10) }, sort: bySum }).items.slice(0, 200).map(({ id, version }) => ({ dealId: id, expectedVersion: version }))
    const given: number[] = []
    const back: number[] = []
    const seen: number[] = []
    for (let run = 0; run < runs; run++) {
      clock += 60_000
      const items = chosen()
      const commandId = randomUUID()
      const steps = [
        () => previewTransfer(session, { dealIds: items.map(item => item.dealId), toIds: people.slice(20, 30) }),
        () => decideDeals(session, { commandId, items, decision: { kind: 'spread', toIds: people.slice(20, 30), reason: 'Разгрузка' } }),
        () => undoDealDecisions(session, { commandId: randomUUID(), undoOf: commandId }),
      ]
      for (const [index, step] of steps.entries()) {
        const began = performance.now()
        step()
        ;[seen, given, back][index]!.push(performance.now() - began)
      }
    }
    report('Deals: what a transfer of 200 would do', seen, 200)
    report('Deals: 200 reassigned over 10 managers', given, 200)
    report('Deals: 200 given back', back, 200)

    for (const format of ['csv', 'xlsx'] as const) {
      const times: number[] = []
      let longest = 0
      for (let run = 0; run < 3; run++) {
        // How long somebody else would wait for the backend meanwhile.
        let last = performance.now()
        const beat = setInterval(() => {
          longest = Math.max(longest, performance.now() - last)
          last = performance.now()
        }, 1)
        const began = performance.now()
        for await (const _event of exportDeals(session, { filter: {}, sort: bySum, format, decimal: ',', words: {}, columns: (['title', 'client', 'amount', 'stage', 'age', 'manager', 'stuck', 'nextDue', 'created', 'status', 'channel', 'externalId'] as const).map(key => ({ key, label: key })) })) { /* taken as it comes */ }
        times.push(performance.now() - began)
        clearInterval(beat)
      }
      report(`Deals: all as ${format.toUpperCase()}`, times, 2_000)
      report(`Deals: longest wait while ${format.toUpperCase()} is made`, [longest], 100)
    }
  } finally {
    close()
  }
}
