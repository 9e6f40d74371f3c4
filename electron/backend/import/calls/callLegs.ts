/** One row of a telephone exchange's log: an attempt, a ring of a group's member, a part after a transfer. */
export interface CallLeg {
  /** What all rows of one call have in common. */
  call: string
  at: number
  /** null = not answered by a person. */
  answerAt: number | null
  endAt: number
  /** Of the talk itself, where the log says it better than the clock. */
  talkS: number | null
  direction: 'in' | 'out' | 'inner' | null
  /** The other side, as written. */
  phone: string | null
  /** Extension, name or own number of the manager; null when the row names none. */
  line: string | null
  recording: string | null
}

export interface LoggedCall { key: string, at: number, durationS: number, talkS: number, direction: 'in' | 'out' | null, phone: string | null, line: string | null, recording: string | null }

const seconds = (ms: number): number => Math.max(0, Math.round(ms / 1000))

/** Seconds in which somebody talked: parts one after another add up, two at the same time don't. */
const talkOf = (legs: readonly CallLeg[]): number => {
  const answered = legs.filter(leg => leg.answerAt !== null)
  // One row has it from the exchange itself; of several only the clock shows whether they lie over each other.
  if (answered.length === 1) return answered[0]!.talkS ?? seconds(answered[0]!.endAt - answered[0]!.answerAt!)
  let [total, until] = [0, -Infinity]
  for (const leg of answered.toSorted((a, b) => a.answerAt! - b.answerAt!)) {
    const end = leg.talkS === null ? leg.endAt : leg.answerAt! + leg.talkS * 1000
    const from = Math.max(leg.answerAt!, until)
    if (end > from) total += end - from
    until = Math.max(until, end)
  }
  return seconds(total)
}

const lengthOf = (leg: CallLeg): number => leg.answerAt === null ? -1 : leg.talkS ?? seconds(leg.endAt - leg.answerAt)

/** All rows of one call as the one call that it was: who talked longest took it. Null for talks inside of the company. */
export const joinLegs = (key: string, legs: readonly CallLeg[]): LoggedCall | null => {
  const outer = legs.filter(leg => leg.direction !== 'inner')
  if (outer.length === 0) return null
  const sorted = outer.toSorted((a, b) => a.at - b.at)
  // After a transfer a part may be inside of the company: its talk belongs to the call all the same.
  const byTalk = legs.toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.at - b.at)
  const lines = new Set(sorted.flatMap(leg => leg.line ?? []))
  const longest = byTalk.find(leg => leg.line !== null && lengthOf(leg) >= 0)
  const [at, endAt] = [Math.min(...legs.map(leg => leg.at)), Math.max(...legs.map(leg => leg.endAt))]
  return {
    key, at, durationS: seconds(endAt - at), talkS: talkOf(legs), direction: sorted.find(leg => leg.direction !== null)?.direction as 'in' | 'out' | undefined ?? null,
    phone: sorted.find(leg => leg.phone !== null)?.phone ?? null,
    // Nobody answered: it is somebody's only when one alone was called.
    line: longest?.line ?? (lines.size === 1 ? [...lines][0]! : null),
    recording: byTalk.find(leg => leg.recording !== null)?.recording ?? null,
  }
}
