import type { Check, FactKind, StuckReason } from '../../../src/shared/vocabulary.ts'

/** How much an import said of a kind: all of it, only of deals by columns such as «next task», or only what names no deal. */
export interface KnowledgeRow { source: string, kind: FactKind, inferred: 0 | 1 | 2, /** As-of of the first export that brought it. */ since: number }

/** What is known at all (domain.md, Unknown is not none); the one place that says it. */
export interface Knowledge {
  /** Has any import of that source (or Pult itself, source `pult`) ever brought this kind of fact about its deals? */
  knows(source: string, kind: FactKind): boolean
  /** The same, and every one of them: columns such as «next task» tell only that there is one. */
  knowsAll(source: string, kind: FactKind): boolean
  /** Does any source of the workspace know it? */
  any(kind: FactKind): boolean
  /** The same, of deals: tasks that name none don't tell whether a deal has one. */
  anyOfDeals(kind: FactKind): boolean
  anyAll(kind: FactKind): boolean
  /** Has anybody ever finished a check of a call? */
  readonly callsChecked: boolean
}

/** The same, for who asks the database: which sources, and since when. */
export interface SourceKnowledge extends Knowledge {
  /** Sources of which `knows` holds. */
  sources(kind: FactKind): string[]
  /** Sources of which `knowsAll` holds for each of these. */
  wholeSources(...kinds: readonly FactKind[]): string[]
  /** Since when a source knows all of a kind; Pult from the start. */
  wholeSince(kind: FactKind): Map<string, number>
}

const own = 'pult'

/** `worksAlone`: no import has ever brought a fact, and there are deals: a team that works alone knows what it enters itself. */
export const makeKnowledge = (rows: readonly KnowledgeRow[], worksAlone: boolean, callsChecked = false): SourceKnowledge => {
  const most = new Map(rows.map(row => [`${row.source}\n${row.kind}`, row.inferred]))
  const least = new Map<FactKind, number>()
  for (const { kind, inferred } of rows) least.set(kind, Math.min(inferred, least.get(kind) ?? 2))
  const of = (source: string, kind: FactKind, limit: number): boolean => source === own || (most.get(`${source}\n${kind}`) ?? 3) <= limit
  const some = (kind: FactKind, limit: number): boolean => worksAlone || (least.get(kind) ?? 3) <= limit
  const all = [own, ...new Set(rows.map(row => row.source))]
  const knowledge: SourceKnowledge = {
    knows: (source, kind) => of(source, kind, 1),
    knowsAll: (source, kind) => of(source, kind, 0),
    any: kind => some(kind, 2),
    anyOfDeals: kind => some(kind, 1),
    anyAll: kind => some(kind, 0),
    callsChecked,
    sources: kind => all.filter(source => knowledge.knows(source, kind)),
    wholeSources: (...kinds) => all.filter(source => kinds.every(kind => knowledge.knowsAll(source, kind))),
    wholeSince: kind => new Map([[own, 0], ...rows.filter(row => row.kind === kind && row.inferred === 0).map((row): [string, number] => [row.source, row.since])]),
  }
  return knowledge
}

/** Is a check of the daily control known? */
export const isCheckKnown: Record<Check, (knowledge: Knowledge) => boolean> = {
  A: knowledge => knowledge.anyOfDeals('tasks'),
  B: knowledge => knowledge.any('tasks'),
  // A deal's «next task» shows that there is one; what was done and said in the others nobody knows by it.
  C: knowledge => knowledge.anyAll('notes') && knowledge.anyAll('activities'),
  D: () => true,
  E: knowledge => knowledge.anyAll('tasks'),
  F: () => true,
}

/** Does any source tell of a reason for being stuck? */
export const isReasonKnown: Record<StuckReason, (knowledge: Knowledge) => boolean> = {
  dwell: () => true,
  silent: knowledge => knowledge.anyOfDeals('activities'),
  no_task: knowledge => knowledge.anyOfDeals('tasks'),
  overdue_task: knowledge => knowledge.anyOfDeals('tasks'),
  dragged: knowledge => knowledge.anyOfDeals('tasks'),
  promise_missed: knowledge => knowledge.callsChecked && knowledge.anyOfDeals('activities'),
}
