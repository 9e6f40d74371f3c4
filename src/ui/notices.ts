import { shallowReactive } from 'vue'
import { errorText } from './errorText.ts'
import { text } from '../i18n/index.ts'

export interface Notice {
  id: number
  text: string
  detail?: string
  tone: 'done' | 'info' | 'error'
  code?: string
  /** Takes the decision back; offered for 10 seconds, by button or `z`. */
  undo?: () => Promise<unknown> | unknown
  /** ms it stays; null = until closed. */
  stays: number | null
}

export const undoMs = 10_000

const list = shallowReactive<Notice[]>([])
export const notices: readonly Notice[] = list
let nextId = 1

/** Says what was done. With `undo` it stays for 10 seconds. */
export const notify = (notice: { text: string, detail?: string, tone?: Notice['tone'], undo?: Notice['undo'] }): number => {
  const id = nextId++
  list.push({ tone: 'done', ...notice, id, stays: notice.undo ? undoMs : 5000 })
  if (list.length > 3) list.shift()
  return id
}

/** Says an error by its code; stays until closed. */
export const notifyError = (error: unknown, heading?: string): number => {
  const { code, sentence } = errorText(error)
  const id = nextId++
  list.push({ id, tone: 'error', text: heading ?? sentence, ...(heading ? { detail: sentence } : {}), code, stays: null })
  if (list.length > 3) list.shift()
  return id
}

export const dismiss = (id: number): void => {
  const at = list.findIndex(notice => notice.id === id)
  if (at >= 0) list.splice(at, 1)
}

/** Undoes one notice, or the latest that can be. False: there is nothing to undo. */
export const undoNotice = async (id?: number): Promise<boolean> => {
  const notice = id === undefined ? list.findLast(each => each.undo) : list.find(each => each.id === id)
  if (!notice?.undo) return false
  dismiss(notice.id)
  try {
    await notice.undo()
    notify({ text: text('common.undone'), detail: notice.text, tone: 'info' })
  } catch (error) {
    notifyError(error, text('ui.toast.cannotUndo'))
  }
  return true
}

export const canUndo = (): boolean => list.some(notice => notice.undo)
