import { z } from 'zod'
import { recordKinds, stageMapping, type RecordKind } from '../../../../src/shared/contract/mapping.ts'
import { stageKinds, type StageKind } from '../../../../src/shared/vocabulary.ts'
import amocrm from '../../../../resources/presets/amocrm.json' with { type: 'json' }
import bitrix24 from '../../../../resources/presets/bitrix24.json' with { type: 'json' }
import generic from '../../../../resources/presets/generic.json' with { type: 'json' }
import hubspot from '../../../../resources/presets/hubspot.json' with { type: 'json' }
import odoo from '../../../../resources/presets/odoo.json' with { type: 'json' }
import pipedrive from '../../../../resources/presets/pipedrive.json' with { type: 'json' }
import words from '../../../../resources/presets/words.json' with { type: 'json' }
import zoho from '../../../../resources/presets/zoho.json' with { type: 'json' }
import { foldText } from '../values/text.ts'

const wordMap = z.record(z.string(), z.string())
const presetFile = z.object({
  kind: z.enum(recordKinds),
  is: z.array(z.array(z.string()).min(1)).min(1),
  columns: z.record(z.string(), z.array(z.string()).min(1)),
  constants: wordMap.default({}),
  values: z.record(z.string(), wordMap).default({}),
  prefix: wordMap.default({}),
})
const presetSchema = z.object({
  source: z.string(), name: z.string(), dates: z.enum(['auto', 'dmy', 'mdy']).default('auto'), pipeline: z.string(), entities: z.boolean().default(false),
  empty: z.array(z.string()), stages: z.array(stageMapping), files: z.array(presetFile),
})
export type Preset = z.infer<typeof presetSchema>
export type PresetFile = z.infer<typeof presetFile>

let kept: readonly Preset[] | null = null
/** The systems whose exports are known, in the order in which they are tried. */
export const presets = (): readonly Preset[] => kept ??= [amocrm, bitrix24, pipedrive, hubspot, zoho, odoo].map(one => presetSchema.parse(one))
export const presetOf = (source: string): Preset | undefined => presets().find(preset => preset.source === source)

/** Words of headers by which a mapping is suggested where no preset fits: kind → field → words. */
export const genericFields = generic as { [Kind in RecordKind]?: Record<string, string[]> }

const wordsOf = (kind: keyof typeof words): string[] => words[kind].map(foldText)

/** What a stage's name says of its kind; null when it says nothing. */
export const stageKindOf = (stage: string): StageKind | null => {
  const name = foldText(stage)
  // «Не реализовано» is lost, although it holds «реализовано».
  for (const kind of ['lost', 'thinking', 'won'] as const) if (wordsOf(kind).some(word => name.includes(word))) return kind
  return null
}

/** A place in the funnel by the stage's words: a start, a middle, a late stage; the kind's own place for the closed ones. */
export const stageRankOf = (stage: string, kind: StageKind): number => {
  if (kind === 'won') return 900
  if (kind === 'lost') return 910
  const number = /^\s*(\d{1,3})[.)\s-]/.exec(stage)
  if (number) return Number(number[1])
  const name = foldText(stage)
  if (kind === 'thinking') return 350
  return wordsOf('late').some(word => name.includes(word)) ? 400 : wordsOf('middle').some(word => name.includes(word)) ? 300 : wordsOf('first').some(word => name.includes(word)) ? 100 : 200
}

export const isStageKind = (text: string): text is StageKind => (stageKinds as readonly string[]).includes(text)
