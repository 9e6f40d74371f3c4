import { PultError } from '../../../src/shared/errors.ts'
import { convert } from '../domain/money.ts'
import { dealsOfCurrency, listRates, readRate } from '../store/queries/settingsLists.ts'
import { deriveDealsTx } from '../store/writes/derive.ts'
import { putRateTx, removeRateTx } from '../store/writes/settings.ts'
import { requireMay } from './access.ts'
import { followSettingsTx, runSettingsCommand } from './changeSettings.ts'
import type { Session } from './desk.ts'

/** The reporting currency, and the others that deals have or that have a rate. */
export const rateList = (session: Session): { currency: string, used: { currency: string, rate: string | null, deals: number }[] } => {
  requireMay(session, 'see_settings')
  const { currency } = session.desk.workspace
  return { currency, used: listRates(session.desk.db).filter(row => row.currency !== currency) }
}

export interface SetRateInput { commandId: string, currency: string, rate: string | null }

/** Units of the reporting currency for one unit of `currency`; null takes the rate away. Sums follow in the same transaction. */
export const setRate = (session: Session, input: SetRateInput): Record<string, never> => {
  requireMay(session, 'change_settings')
  const { currency, rate } = input
  const { currency: reporting } = session.desk.workspace
  if (currency === reporting) throw new PultError('BAD_INPUT', 'The reporting currency needs no rate.', { field: 'currency', value: currency })
  if (rate !== null && !/[1-9]/.test(rate)) throw new PultError('BAD_INPUT', 'A rate is more than nothing.', { field: 'rate', value: rate })
  return runSettingsCommand(session, { procedure: 'settings.setRate', input, topics: ['settings', 'deals', 'day', 'refusals'] }, (tx) => {
    const before = readRate(tx.db, currency)
    const deals = dealsOfCurrency(tx.db, currency)
    if (rate !== null && deals.some(({ amount }) => amount !== null && !Number.isSafeInteger(convert(amount, currency, reporting, rate)))) {
      throw new PultError('BAD_INPUT', 'With this rate an amount would be too large to be counted exactly.', { field: 'rate', value: rate })
    }
    if (rate === null) removeRateTx(tx.db, currency)
    else putRateTx(tx.db, { currency, rate, enteredAt: tx.now, enteredBy: tx.actor.id })
    deriveDealsTx(tx.db, deals.map(deal => deal.id))
    tx.audit({ action: 'setRate', recordType: 'rate', recordId: null, payload: { before: { currency, rate: before }, after: { currency, rate } } })
    followSettingsTx(tx)
    return {}
  })
}
