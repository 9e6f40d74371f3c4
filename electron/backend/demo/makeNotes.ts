import { civilOf } from '../domain/time/days.ts'
import { fill, type DemoTexts } from './demoTexts.ts'
import { makeRandom } from './random.ts'
import type { WorkTime } from './workTime.ts'
import type { DemoDeal, DemoNote, DemoStage } from './world.ts'

const minute = 60_000

export const stageAt = (deal: DemoDeal, at: number): DemoStage => {
  let stage = deal.firstStage
  for (const move of deal.moves) if (move.at <= at) stage = move.to
  return stage
}

/** Notes after touches, as the manager's habits are; one of a deal's may be pinned. */
export const makeNotes = (seed: number, deals: readonly DemoDeal[], texts: DemoTexts, time: WorkTime): DemoNote[] => {
  const random = makeRandom(seed, 'notes')
  const notes: DemoNote[] = []
  for (const deal of deals) {
    const own: DemoNote[] = []
    for (const { at, by } of deal.touches) {
      if (!random.chance(by.habits.note)) continue
      const createdAt = at + random.between(6, 38) * minute
      const thinking = stageAt(deal, createdAt).kind === 'thinking'
      const month = texts.notes.byMonth[String(civilOf(time.zone.dayOf(at)).month)]
      const sentence = thinking && month && random.chance(0.5) ? random.pick(month) : random.pick(thinking ? texts.notes.thinking : texts.notes.contact)
      own.push({ id: '', deal, author: by, createdAt, text: fill(sentence, { person: deal.client.contact }), pinned: false })
    }
    const owner = deal.owners.at(-1)!.value
    const chosen = own.length > 0 && random.chance(owner.habits.pinned) ? own[random.between(0, Math.min(1, own.length - 1))] : undefined
    if (chosen) {
      chosen.pinned = true
      chosen.text = fill(random.pick(texts.notes.pinned), { person: deal.client.contact })
    }
    notes.push(...own)
  }
  notes.sort((one, other) => one.createdAt - other.createdAt)
  notes.forEach((note, index) => { note.id = String(700_001 + index) })
  return notes
}
