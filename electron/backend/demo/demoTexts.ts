import en from '../../../resources/demo/en.json' with { type: 'json' }
import es from '../../../resources/demo/es.json' with { type: 'json' }
import ru from '../../../resources/demo/ru.json' with { type: 'json' }

export type DemoLanguage = 'ru' | 'en' | 'es'

type TaskKind = 'call' | 'meeting' | 'proposal' | 'contract' | 'payment'

/** Names and sentences of the demo team, in one language. */
export interface DemoTexts {
  workspace: string
  people: Record<'head' | 'supervisor' | 'qa' | 'operator' | 'dragger' | 'inflater' | 'good' | 'silent' | 'recycler' | 'away' | 'gone', string> & { others: string[] }
  teams: string[]
  surnames: string[]
  feminineEnding: string
  maleNames: string[]
  femaleNames: string[]
  companyForms: string[]
  companyNames: string[]
  companySuffixes: string[]
  companyProducts: string[]
  personProducts: string[]
  title: string
  pipelines: { name: string, stages: string[] }[]
  channels: { paid: string[], free: string[] }
  tasks: Record<TaskKind, string[]>
  results: Record<TaskKind | 'short', string[]>
  notes: { contact: string[], thinking: string[], pinned: string[], byMonth: Partial<Record<string, string[]>> }
  subjects: Record<'callOut' | 'callIn' | 'meeting' | 'email' | 'message' | 'presentation' | 'proposal' | 'contract' | 'invoice' | 'payment', string>
  refusalReasons: string[]
  requestComments: string[]
  instructions: string[]
  /** Why a manager wants a task later, and what the head answers to a no. */
  moveReasons: string[]
  moveDenials: string[]
  decisions: Record<'question' | 'task' | 'skip' | 'allow' | 'park' | 'answers' | 'sign', string[]> & Record<'approve', string>
  absence: string
  transferReasons: string[]
}

const texts: Record<DemoLanguage, DemoTexts> = { ru, en, es }

export const demoTexts = (language: DemoLanguage): DemoTexts => texts[language]

/** `{name}` in a sentence of the demo's data files. */
export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
