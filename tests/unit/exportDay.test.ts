import { describe, expect, test } from 'vitest'
import { exportDay, momentOfExport } from '../../electron/backend/import/exportMoment.ts'
import { makeZone } from '../../electron/backend/domain/time/zone.ts'

const testNow = Date.parse('2026-11-20T19:00:00+03:00')

describe('the day of an export', () => {
  test.each<[string, string | null]>([
    ['amocrm_export_leads_2026-11-20.csv', '2026-11-20'], ['amocrm_export_leads_2026-11-20 (3).csv', '2026-11-20'], ['DEAL_20261120_ab12cd_34.xls', '2026-11-20'], ['hubspot-crm-exports-all-deals-2026-11-20-1.csv', '2026-11-20'],
    ['calls 2026-11-01 - 2026-11-20.csv', '2026-11-20'], ['2026.11.20.csv', '2026-11-20'], ['DEAL_20260231_x.xls', null], ['9202611201.csv', null], ['2026-1120.csv', null], ['deals.csv', null],
  ])('%s', (name, day) => {
    expect(exportDay([name])).toBe(day)
  })

  test('is the end of the named day, now for today, and now for a name that lies ahead', () => {
    const zone = makeZone('Europe/Moscow')
    expect(momentOfExport(['a_2026-11-19.csv', 'b_2026-11-18.csv'], testNow, zone)).toBe(Date.parse('2026-11-20T00:00:00+03:00') - 1)
    for (const name of ['a_2026-11-20.csv', 'a_2027-01-01.csv', 'deals.csv']) expect(momentOfExport([name], testNow, zone)).toBe(testNow)
  })
})
