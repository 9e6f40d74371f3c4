import type { Rules } from '../../../../src/shared/contract/settings.ts'

/** What domain.md, Call quality, fixes: nobody changes it. */
export const qualityRules = { listenedPercent: 80, withinHours: 24, leastCalls: 20 } as const

/** The same with the numbers that the head changes in Settings, as the rules of calls take them. */
export const qualityRulesOf = (rules: Rules) => ({
  ...qualityRules,
  leastTalkS: rules.callTalkS,
  quotaPercent: rules.callQuotaPercent,
  mostPerDeal: rules.callsPerDeal,
  band: { fromS: rules.callBandFromS, toS: rules.callBandToS },
  bandDays: rules.callBandDays,
  significance: rules.callBandChancePercent / 100,
  agreedDaysOff: rules.agreedDaysOff,
})
export type QualityRules = ReturnType<typeof qualityRulesOf>
