import type { DealFilter } from '../../../../src/shared/contract/deals.ts'
import type { Rules } from '../../../../src/shared/contract/settings.ts'
import { stuckReasons, type StuckReason } from '../../../../src/shared/vocabulary.ts'
import type { PolicyActor } from '../../domain/policy.ts'
import { formatDay, parseDay, type DayNumber } from '../../domain/time/days.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { ReadDb } from '../db.ts'
import { dealScope } from './dealScope.ts'
import { phoneSql } from './findRecords.ts'
import { loadKnowledge } from './knowledge.ts'
import { all } from './rows.ts'
import { clientColumnsFor, clientsWith, searchOf } from './search.ts'
import { stageChoiceSql } from './stageChoice.ts'

/**
 * The deals as every list, badge and chart of the present reads them: from the kept columns, in SQL, so that a million deals
 * need no evaluation. The rules are those of domain/review/dealState.ts, written as thresholds; tests hold both against each
 * other at random filters (tests/store/dealBoard.test.ts). Of a past instant the facts speak: loadTeamFacts.
 */
export interface Board {
  /** `FROM …` with `deal`, `stage` and the columns `reasons`, `bucket`, `parked_until` under `board`. */
  readonly from: string
  readonly parameters: Record<string, unknown>
}

export interface BoardMoment { now: number, today: DayNumber, zone: Zone, rules: Rules }

export const boardMomentOf = (settings: { zone: Zone, rules: Rules }, now: number): BoardMoment => ({ now, today: settings.zone.dayOf(now), zone: settings.zone, rules: settings.rules })

const bitOf = (reason: StuckReason): number => 1 << stuckReasons.indexOf(reason)
/** The reasons of a row's `reasons` mask, in the vocabulary's order. */
export const reasonsOf = (mask: number): StuckReason[] => stuckReasons.filter(reason => (mask & bitOf(reason)) !== 0)
export const maskOf = (reasons: readonly StuckReason[]): number => reasons.reduce((mask, reason) => mask | bitOf(reason), 0)

// «More than n days» of local days: before the start of the day n days ago.
const parkedSql = '(board_parking.until_day IS NOT NULL AND board_parking.until_day > $today)'
const reasonSql = (dwellBefore: string): Record<StuckReason, string> => ({
  dwell: `deal.entered_at < ${dwellBefore} AND NOT ${parkedSql}`,
  silent: `deal.created_at < $silentBefore AND coalesce(deal.last_contact_at < $silentBefore, 1) AND NOT ${parkedSql} AND deal.source IN (SELECT value FROM json_each($knowActivities))`,
  no_task: 'deal.open_tasks = 0 AND deal.source IN (SELECT value FROM json_each($knowTasks))',
  overdue_task: 'deal.next_due_at < $now AND deal.source IN (SELECT value FROM json_each($knowTasks))',
  dragged: 'deal.task_moves_max >= $draggedMoves AND deal.source IN (SELECT value FROM json_each($knowTasks))',
  promise_missed: 'deal.promised_at < $startOfToday AND deal.source IN (SELECT value FROM json_each($knowActivities))',
})
const maskSql = (dwellBefore: string): string => {
  const holds = reasonSql(dwellBefore)
  return `iif(deal.status = 'open', ${stuckReasons.map(reason => `iif(coalesce(${holds[reason]}, 0), ${bitOf(reason)}, 0)`).join(' + ')}, 0)`
}
const bucketSql = `CASE WHEN deal.entered_at >= $from7 THEN '0-7' WHEN deal.entered_at >= $from30 THEN '8-30' WHEN deal.entered_at >= $from90 THEN '31-90' ELSE '>90' END`

/** Who looks decides which deals there are (domain.md, Who may do what). */
export const makeBoard = (db: ReadDb, actor: PolicyActor, moment: BoardMoment): Board => {
  const { now, today, zone, rules } = moment
  const { sql: scope, reach } = dealScope(actor, 'see_deals')
  const daysAgo = (days: number): number => zone.startOfDay(today - days)
  // Limits are few and the same for many stages: a border each, which costs no second look at the stages for every deal.
  const limits = all<{ days: number }>(db, 'SELECT DISTINCT dwell_limit_days AS days FROM stage WHERE dwell_limit_days IS NOT NULL ORDER BY 1').map(row => row.days)
  const dwellBefore = limits.length === 0 ? 'NULL' : `CASE board_stage.dwell_limit_days ${limits.map((days, index) => `WHEN ${days} THEN $dwell${index}`).join(' ')} END`
  const knowledge = loadKnowledge(db)
  const seen = `coalesce(deal.created_at, $now) <= $now AND ${scope}`
  return {
    from: `FROM (
      SELECT deal.*, board_parking.until_day AS parked_until, ${parkedSql} AS parked, ${maskSql(dwellBefore)} AS reasons, ${bucketSql} AS bucket
      FROM deal
      JOIN stage AS board_stage ON board_stage.id = deal.stage_id
      LEFT JOIN (SELECT deal_id, until_day, max(id) FROM parking WHERE ended_at IS NULL OR ended_at > $now GROUP BY deal_id) AS board_parking ON board_parking.deal_id = deal.id
      WHERE ${seen}
    ) AS deal JOIN stage ON stage.id = deal.stage_id`,
    parameters: {
      now, today: formatDay(today), startOfToday: daysAgo(0), reach, clientColumns: clientColumnsFor(actor), silentBefore: daysAgo(rules.silentDays), draggedMoves: rules.draggedMoves, knowTasks: JSON.stringify(knowledge.sources('tasks')), knowActivities: JSON.stringify(knowledge.sources('activities')),
      from7: daysAgo(7), from30: daysAgo(30), from90: daysAgo(90), ...Object.fromEntries(limits.map((days, index) => [`dwell${index}`, daysAgo(days)])),
    },
  }
}

/** Count and sum over a board's rows, for SELECT; read by `figureOf`. */
export const figureSql = 'count(*) AS count, coalesce(sum(deal.amount_reporting), 0) AS amount, coalesce(sum(deal.amount IS NOT NULL AND deal.amount_reporting IS NULL), 0) AS noRate'
export interface FigureRow { count: number, amount: number, noRate: number }
export const figureOf = ({ count, amount, noRate }: FigureRow): { count: number, money: { amount: number, noRate: number } } => ({ count, money: { amount, noRate } })

export type FilterField = keyof DealFilter
/** Late key points come of facts that the board doesn't keep: whoever asks by a filter has them resolved to deals first (usecases/boardOf.ts). */
export type BoardFilter = Omit<DealFilter, 'latePoints'> & { latePoints?: never }

/** The filter as conditions over a board (of whose parameters a text needs `clientColumns`), without the fields of `except` (a facet doesn't narrow itself). */
export const conditionsOf = (filter: BoardFilter, { zone }: Pick<BoardMoment, 'zone'>, except: readonly FilterField[] = []): { where: string, parameters: Record<string, unknown> } => {
  const parts: string[] = []
  const parameters: Record<string, unknown> = {}
  const given = <Field extends FilterField>(field: Field, use: (value: NonNullable<DealFilter[Field]>) => void): void => {
    const value = filter[field]
    if (value !== undefined && !except.includes(field)) use(value as NonNullable<DealFilter[Field]>)
  }
  const among = (column: string, name: string, values: readonly unknown[]): void => {
    parts.push(`${column} IN (SELECT value FROM json_each($${name}))`)
    parameters[name] = JSON.stringify(values)
  }
  const at = (column: string, name: string, sign: '>=' | '<', day: string, add: number): void => {
    const number = parseDay(day)
    if (number === null) return
    parts.push(`${column} ${sign} $${name}`)
    parameters[name] = zone.startOfDay(number + add)
  }
  given('status', values => among('deal.status', 'inStatus', values))
  const asked = (field: 'stageIds' | 'pipelineIds') => except.includes(field) ? undefined : filter[field]
  const stages = stageChoiceSql({ stageIds: asked('stageIds'), pipelineIds: asked('pipelineIds') })
  if (stages) {
    parts.push(stages.sql)
    Object.assign(parameters, stages.parameters)
  }
  given('kinds', values => among('stage.kind', 'inKinds', values))
  given('managerIds', values => among('coalesce(deal.owner_id, 0)', 'ofManagers', values))
  given('teams', values => {
    parts.push('deal.owner_id IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($ofTeams)))')
    parameters.ofTeams = JSON.stringify(values)
  })
  given('channels', values => among("coalesce(deal.channel, '')", 'inChannels', values))
  given('reasons', values => {
    parts.push('(deal.reasons & $anyReason) <> 0')
    parameters.anyReason = maskOf(values)
  })
  given('stuck', value => parts.push(value ? 'deal.reasons <> 0' : 'deal.reasons = 0'))
  given('buckets', values => among('deal.bucket', 'inBuckets', values))
  given('parked', value => parts.push(value ? "(deal.parked AND deal.status = 'open')" : "NOT (deal.parked AND deal.status = 'open')"))
  given('text', (value) => {
    const search = searchOf(value, word => `(deal.id IN (SELECT rowid FROM deal_search WHERE deal_search MATCH ${word}) OR deal.client_id IN (${clientsWith(word)}))`)
    if (search.words === null) return
    const phone = `($clientColumns = '' AND deal.client_id IN (SELECT id FROM client WHERE ${phoneSql}))`
    parts.push(search.parameters.digits === undefined ? search.words : `(${search.words} OR ${phone})`)
    Object.assign(parameters, search.parameters)
  })
  given('clientId', value => {
    parts.push('deal.client_id = $ofClient')
    parameters.ofClient = value
  })
  given('ids', values => among('deal.id', 'withIds', values))
  given('createdFrom', value => at('deal.created_at', 'createdFrom', '>=', value, 0))
  given('createdTo', value => at('deal.created_at', 'createdTo', '<', value, 1))
  given('closedFrom', value => at('deal.closed_at', 'closedFrom', '>=', value, 0))
  given('closedTo', value => at('deal.closed_at', 'closedTo', '<', value, 1))
  return { where: parts.length === 0 ? '1' : parts.join(' AND '), parameters }
}
