import { drawSample, seedOf } from '../control/draw.ts'

export interface DrawableCall { id: number, managerId: number, dealId: number | null, at: number, talkS: number, direction: string | null, stage: string | null, suspicious: boolean }
export type DrawReason = 'suspicious' | 'refusal' | 'no_note' | 'random' | 'picked'
export interface DrawnCall { id: number, managerId: number, reason: DrawReason }

/** Lengths that are heard alike: just talked, a talk, a long one. */
const lengthBand = (talkS: number): number => talkS < 60 ? 0 : talkS < 180 ? 1 : talkS < 600 ? 2 : 3

/** `count` calls spread over direction, length and stage as the calls themselves are: each stratum is shuffled, then all are taken in step. */
export const drawStratified = (calls: readonly DrawableCall[], count: number, seed: number): DrawableCall[] => {
  const strata = new Map<string, DrawableCall[]>()
  // Drawn from an order of its own: the same calls give the same list however they were read.
  for (const call of calls.toSorted((a, b) => a.id - b.id)) {
    const key = `${call.direction}/${lengthBand(call.talkS)}/${call.stage}`
    strata.set(key, [...strata.get(key) ?? [], call])
  }
  const steps = [...strata].toSorted(([a], [b]) => a < b ? -1 : 1).flatMap(([key, members]) => {
    const stratumSeed = seedOf(`${seed}/${key}`)
    const offset = stratumSeed / 4_294_967_296
    return drawSample(members, members.length, stratumSeed).map((call, index) => ({ call, step: (index + offset) / members.length }))
  })
  return steps.toSorted((a, b) => a.step - b.step || a.call.id - b.call.id).slice(0, count).map(each => each.call)
}

/** Most suspicious first: the nearer to the paid threshold, the likelier a voicemail; then in their order. */
const bySuspicion = (a: DrawableCall, b: DrawableCall): number => a.talkS - b.talkS || a.at - b.at || a.id - b.id

/**
 * One manager's list of a day: suspicious calls first, for up to half of the quota, so that the rest stays a fair
 * sample of the work; the rest drawn.
 */
export const drawQuota = (calls: readonly DrawableCall[], quota: number, seed: number): DrawnCall[] => {
  const suspicious = calls.filter(call => call.suspicious).toSorted(bySuspicion).slice(0, Math.ceil(quota / 2))
  const taken = new Set(suspicious.map(call => call.id))
  const random = drawStratified(calls.filter(call => !taken.has(call.id)), quota - suspicious.length, seed)
  return [
    ...suspicious.map(({ id, managerId }) => ({ id, managerId, reason: 'suspicious' as const })),
    ...random.map(({ id, managerId }) => ({ id, managerId, reason: 'random' as const })),
  ]
}

/** On top of the quota, at most `mostPerDeal` a deal, the latest first: calls of deals in refusal review, then calls without a note. */
export const drawObligatory = (inReview: readonly DrawableCall[], withoutNote: readonly DrawableCall[], mostPerDeal: number): DrawnCall[] => {
  const ofDeal = new Map<number, number>()
  const drawn = new Map<number, DrawnCall>()
  const latest = (a: DrawableCall, b: DrawableCall): number => b.at - a.at || b.id - a.id
  const lists = [['refusal', inReview], ['no_note', withoutNote]] as const
  for (const [reason, calls] of lists) {
    for (const call of calls.toSorted(latest)) {
      if (drawn.has(call.id)) continue
      const before = call.dealId === null ? 0 : ofDeal.get(call.dealId) ?? 0
      if (before >= mostPerDeal) continue
      if (call.dealId !== null) ofDeal.set(call.dealId, before + 1)
      drawn.set(call.id, { id: call.id, managerId: call.managerId, reason })
    }
  }
  return [...drawn.values()]
}
