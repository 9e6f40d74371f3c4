import { foldText } from './text.ts'

const yes = new Set(['1', 'да', 'yes', 'true', 'y', 'si', 'sí', 'д', 'истина', 'выполнена', 'выполнено', 'завершена', 'завершено', 'completed', 'done', 'completada', 'held'])
const no = new Set(['0', 'нет', 'no', 'false', 'n', 'н', 'ложь', 'не выполнена', 'не выполнено', 'не завершена', 'открыта', 'to do', 'todo', 'not started', 'open', 'pendiente'])

/** Yes or no in the languages of the systems; null for anything else. */
export const readYesNo = (text: string): 0 | 1 | null => {
  const word = foldText(text)
  return yes.has(word) ? 1 : no.has(word) ? 0 : null
}

/** `00:05:30`, `5:30`, `330` or `330.0` in seconds; null when it is none. */
export const readSeconds = (text: string): number | null => {
  const clock = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})$/.exec(text.trim())
  if (clock) return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  return /^\d+(?:[.,]\d+)?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(',', '.'))) : null
}
