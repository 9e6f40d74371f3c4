export interface Band { fromS: number, toS: number }

export const isInBand = (talkS: number, band: Band): boolean => talkS >= band.fromS && talkS <= band.toS

const hour = 3_600_000

/** A call just above the paid threshold that left no trace: `traces` are instants of notes, tasks and stage changes. Nothing is said before the time for them is over. */
export const isSuspiciousCall = (call: { at: number, talkS: number }, traces: readonly number[], now: number, rules: { band: Band, withinHours: number }): boolean => {
  const until = call.at + rules.withinHours * hour
  return isInBand(call.talkS, rules.band) && now > until && !traces.some(at => at >= call.at && at <= until)
}

/** ln n!, grown as far as it was asked for. */
const logFactorials = [0]
const logFactorial = (n: number): number => {
  while (logFactorials.length <= n) logFactorials.push(logFactorials.at(-1)! + Math.log(logFactorials.length))
  return logFactorials[n]!
}

/** P(X ≥ k) of n trials with probability p: the exact tail, summed in logarithms from its smallest term. */
export const binomialTail = (k: number, n: number, p: number): number => {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  const [hit, miss] = [Math.log(p), Math.log1p(-p)]
  const terms: number[] = []
  for (let hits = k; hits <= n; hits++) terms.push(logFactorial(n) - logFactorial(hits) - logFactorial(n - hits) + hits * hit + (n - hits) * miss)
  return Math.min(1, terms.toSorted((a, b) => a - b).reduce((sum, term) => sum + Math.exp(term), 0))
}

export interface BandCount { managerId: number, calls: number, inBand: number }
export interface BandJudgement extends BandCount { share: number, othersShare: number | null, p: number | null, suspicious: boolean }

/** Whose share of calls in the band is above that of all others together, and not by chance. */
export const judgeManagers = (counts: readonly BandCount[], rules: { leastCalls: number, significance: number }): BandJudgement[] => {
  const all = counts.reduce((sum, each) => ({ calls: sum.calls + each.calls, inBand: sum.inBand + each.inBand }), { calls: 0, inBand: 0 })
  return counts.map(each => {
    const others = { calls: all.calls - each.calls, inBand: all.inBand - each.inBand }
    const share = each.calls > 0 ? each.inBand / each.calls : 0
    const othersShare = others.calls > 0 ? others.inBand / others.calls : null
    const p = othersShare === null || each.calls < rules.leastCalls ? null : binomialTail(each.inBand, each.calls, othersShare)
    return { ...each, share, othersShare, p, suspicious: p !== null && share > othersShare! && p < rules.significance }
  })
}
