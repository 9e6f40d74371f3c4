import { makeRandom } from './random.ts'

/** A sound over time, −1 to 1 at each second. */
type Sound = (second: number) => number

const ringingS = 3
const tone = (frequency: number, second: number): number => Math.sin(2 * Math.PI * frequency * second)

/** The ringing tone before somebody, or a machine, answers. */
const ringing: Sound = second => second % 3 < 1 ? 0.25 * tone(425, second) : 0

/** A voice without words: a pitch that wanders, syllables four times a second. */
const voice = (pitch: number, second: number): number => {
  const frequency = pitch * (1 + 0.04 * Math.sin(second * 5.1))
  const syllables = Math.abs(Math.sin(Math.PI * 4.2 * second)) * (0.6 + 0.4 * Math.sin(second * 1.3))
  return 0.5 * syllables * (tone(frequency, second) + 0.6 * tone(frequency * 2, second) + 0.4 * tone(frequency * 5, second)) / 2
}

/** Two people in turns, with the pauses that a player can skip. */
export const conversation = (seed: number, seconds: number): Sound => {
  const random = makeRandom(seed, 'conversation')
  const turns: { from: number, to: number, pitch: number }[] = []
  for (let at = ringingS + 0.4, turn = 0; at < seconds; turn++) {
    const to = at + random.between(12, 45) / 10
    turns.push({ from: at, to, pitch: turn % 2 === 0 ? 205 : 118 })
    at = to + random.between(2, 28) / 10
  }
  return second => {
    if (second < ringingS) return ringing(second)
    const turn = turns.find(({ from, to }) => second >= from && second < to)
    return turn ? voice(turn.pitch, second) : 0
  }
}

/** Nobody is there: a recorded voice, its tone, and silence until the paid threshold is over. */
export const voicemail: Sound = second => {
  if (second < ringingS * 3) return ringing(second)
  if (second < 16) return voice(230, second)
  if (second < 17) return 0.6 * tone(1000, second)
  return 0
}
