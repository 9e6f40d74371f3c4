import { onScopeDispose, shallowReactive } from 'vue'
import { text } from '../../i18n/index.ts'
import { confirm } from '../../ui/confirm.ts'

const watched = shallowReactive(new Set<() => boolean>())

/** Registers edits that would be lost by leaving, for as long as the component lives. */
export const useUnsaved = (isDirty: () => boolean): void => {
  watched.add(isDirty)
  onScopeDispose(() => watched.delete(isDirty))
}

export const hasUnsaved = (): boolean => [...watched].some(isDirty => isDirty())

/** Asks once when something typed would be lost. */
export const mayLeave = async (): Promise<boolean> =>
  !hasUnsaved() || confirm({ title: text('settings.unsaved.title'), text: text('settings.unsaved.text'), action: text('settings.unsaved.leave'), danger: true })
