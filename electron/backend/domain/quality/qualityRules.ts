/** The bold numbers of domain.md, Call quality. */
export const qualityRules = {
  leastTalkS: 40,
  quotaPercent: 30,
  listenedPercent: 80,
  mostPerDeal: 3,
  band: { fromS: 40, toS: 55 },
  withinHours: 24,
  bandDays: 30,
  leastCalls: 20,
  significance: 0.01,
  agreedDaysOff: 2,
} as const
