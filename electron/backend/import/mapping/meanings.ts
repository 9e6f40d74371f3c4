import type { RecordKind } from '../../../../src/shared/contract/mapping.ts'
import { activityKinds, meetingStates, roles, type ActivityKind, type MeetingState, type Role } from '../../../../src/shared/vocabulary.ts'
import { isStageKind, stageKindOf } from '../recognise/presets.ts'
import { foldText } from '../values/text.ts'
import { readYesNo } from '../values/words.ts'

const kindWords: [string, ActivityKind][] = [
  ['звон', 'call'], ['call', 'call'], ['llamada', 'call'], ['встреч', 'meeting'], ['meeting', 'meeting'], ['reunión', 'meeting'], ['event', 'meeting'], ['письм', 'email'], ['mail', 'email'], ['correo', 'email'], ['сообщен', 'message'], ['message', 'message'],
  ['sms', 'message'], ['whatsapp', 'message'], ['чат', 'message'], ['презентац', 'presentation'], ['present', 'presentation'], ['demo', 'presentation'], ['кп', 'proposal'], ['proposal', 'proposal'], ['договор', 'contract'], ['contract', 'contract'],
  ['счет', 'invoice'], ['invoice', 'invoice'], ['оплат', 'payment'], ['payment', 'payment'],
]
export const activityKindOf = (text: string): ActivityKind | null => {
  const word = foldText(text)
  return activityKinds.find(kind => kind === word) ?? kindWords.find(([part]) => word.includes(part))?.[1] ?? null
}
export const directionOf = (text: string): 'in' | 'out' | null => {
  const word = foldText(text)
  return /^(in|incoming|inbound|вход|entrante|пропущ)/.test(word) ? 'in' : /^(out|outgoing|outbound|исход|saliente)/.test(word) ? 'out' : null
}
export const stateOf = (text: string): MeetingState | null => {
  const word = foldText(text)
  return meetingStates.find(state => state === word) ?? (/отмен|cancel/.test(word) ? 'cancelled' : readYesNo(word) === 1 || /состоял|провед/.test(word) ? 'held' : null)
}

/** What a status says; null leaves it to the stage. */
export const dealStatusOf = (text: string): 'open' | 'won' | 'lost' | null => {
  const word = foldText(text)
  if (word === '') return null
  if (word === 'open' || word === 'won' || word === 'lost') return word
  const kind = stageKindOf(word)
  return kind === 'won' || kind === 'lost' ? kind : null
}
export const clientKindOf = (text: string): 'company' | 'person' | null => {
  const word = foldText(text)
  return word === 'company' || word === 'person' ? word : null
}
export const roleOf = (text: string): Role | null => {
  const word = foldText(text)
  return roles.find(role => role === word) ?? null
}
const yesNoOf = (text: string): 'yes' | 'no' | null => {
  const said = readYesNo(text)
  return said === null ? null : said === 1 ? 'yes' : 'no'
}

const meanings: { [Kind in RecordKind]?: Record<string, (text: string) => string | null> } = {
  deals: { status: dealStatusOf }, tasks: { done: yesNoOf }, activities: { kind: activityKindOf, state: stateOf, direction: directionOf }, people: { role: roleOf, active: yesNoOf },
  clients: { kind: clientKindOf }, leads: { kind: clientKindOf }, notes: { pinned: yesNoOf },
  stages: { kind: text => isStageKind(foldText(text)) ? foldText(text) : stageKindOf(text) },
}

/** What a value of a field with few meanings is taken for by its own words; null when they say nothing. */
export const meaningOf = (kind: RecordKind, field: string, text: string): string | null => meanings[kind]?.[field]?.(text) ?? null
