import type { Rules } from '../../../src/shared/contract/settings.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { defaultRules } from '../domain/rules.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { one } from '../store/queries/rows.ts'
import { readSettingRows } from '../store/queries/settingsLists.ts'
import { putSettingTx } from '../store/writes/settings.ts'
import { requireMay } from './access.ts'
import { followSettingsTx, runSettingsCommand } from './changeSettings.ts'
import type { Session } from './desk.ts'
import { readRules } from './readSettings.ts'
import type { Tx } from './runCommand.ts'
import { personOf } from './taskView.ts'

type RuleKey = keyof Rules
const ruleKeys = Object.keys(defaultRules) as RuleKey[]

/** The rule book's numbers as they are, their defaults, and what was changed when and by whom. */
export const listRules = (session: Session): { rules: Rules, defaults: Rules, changed: { key: string, at: number, by: { id: number, name: string } | null }[] } => {
  requireMay(session, 'see_settings')
  const { desk } = session
  const names = personNames(desk.db)
  const changed = readSettingRows(desk.db).filter(row => (ruleKeys as string[]).includes(row.key)).map(row => ({ key: row.key, at: row.at, by: personOf(names, row.byId) }))
  return { rules: desk.settings().rules, defaults: defaultRules, changed }
}

/** Changes numbers of the rule book; they hold from that moment on. Throws BAD_INPUT with the rule and a sentence. */
export const setRules = (session: Session, input: { commandId: string, rules: Partial<Rules> }): Record<string, never> => {
  requireMay(session, 'change_settings')
  return runSettingsCommand(session, { procedure: 'settings.setRules', input, topics: ['settings', 'day', 'deals', 'tasks', 'refusals'] }, (tx) => {
    const present = readRules(tx.db)
    const before: Record<string, unknown> = {}
    const after: Record<string, unknown> = {}
    for (const key of ruleKeys) {
      const given = input.rules[key]
      if (given === undefined) continue
      const value = checked(tx, key, given)
      if (JSON.stringify(value) === JSON.stringify(present[key])) continue
      before[key] = present[key]
      after[key] = value
      putSettingTx(tx.db, { key, value: JSON.stringify(value), changedAt: tx.now, changedBy: tx.actor.id })
    }
    const { callBandFromS, callBandToS } = { ...present, ...after as Partial<Rules> }
    if (callBandFromS > callBandToS) throw bad('callBandToS', 'The band of calls ends before it begins.', callBandToS)
    if (Object.keys(after).length > 0) {
      tx.audit({ action: 'setRules', recordType: 'setting', recordId: null, payload: { before, after } })
      followSettingsTx(tx)
    }
    return {}
  })
}

const bad = (rule: RuleKey, sentence: string, value?: unknown): PultError => new PultError('BAD_INPUT', sentence, { field: rule, rule, value })

/** What the shapes of the contract can't say. */
const checked = (tx: Tx, key: RuleKey, value: Rules[RuleKey]): Rules[RuleKey] => {
  switch (key) {
    case 'workWeek': {
      const days = [...new Set(value as Rules['workWeek'])].sort((a, b) => a - b)
      if (days.length === 0) throw bad(key, 'A week needs at least one working day.')
      return days
    }
    case 'recordAddress':
    case 'clientAddress':
      for (const [source, address] of Object.entries(value as Rules['recordAddress'])) {
        if (address !== '' && !isRecordAddress(address)) throw bad(key, 'An address begins with https:// (or http://) and holds {id} once.', { source, address })
      }
      return Object.fromEntries(Object.entries(value as Rules['recordAddress']).filter(([, address]) => address !== ''))
    case 'dayPlanOf':
      for (const id of Object.keys(value as Rules['dayPlanOf'])) {
        if (!/^\d{1,15}$/.test(id) || !one(tx.db, 'SELECT 1 FROM person WHERE id = ?', Number(id))) throw bad(key, 'A plan of the day is for somebody who is not there.', id)
      }
      return value
    case 'transferReasons':
      return [...new Set(value as Rules['transferReasons'])]
    default:
      return value
  }
}

const isRecordAddress = (address: string): boolean => {
  if (address.split('{id}').length !== 2) return false
  try {
    // Opened by a click: nothing but the web.
    return ['https:', 'http:'].includes(new URL(address.replace('{id}', '1')).protocol)
  } catch {
    return false
  }
}
