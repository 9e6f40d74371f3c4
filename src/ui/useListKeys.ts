import type { Ref } from 'vue'
import { text } from '../i18n/index.ts'
import { useKeys, type KeyBinding } from './keys.ts'
import type { RowId } from './listTypes.ts'

interface Selection {
  neighbour: (by: number) => RowId | null
  first: () => RowId | null
  last: () => RowId | null
  toggle: (id: RowId) => void
  extendTo: (id: RowId) => void
  toggleGroup: () => void
  selectAll: () => void
  clear: () => void
  active: Ref<RowId | null>
  selected: Ref<ReadonlySet<RowId>>
}

export interface ListKeysOptions {
  label: () => string
  scroller: Readonly<Ref<HTMLElement | null>>
  primary: () => boolean
  selectable: () => boolean
  grouped: () => boolean
  /** What Shift+X takes, in words; «the whole group» without. */
  groupLabel?: () => string | undefined
  pageSize: () => number
  selection: Selection
  moveTo: (id: RowId) => void
  focus: () => void
  openActive: () => void
}

/** j k x, arrows and the rest. Letters work anywhere on the screen when the list is primary, arrows when nothing else has the focus. */
export const useListKeys = ({ label, scroller, primary, selectable, grouped, groupLabel, pageSize, selection, moveTo, focus, openActive }: ListKeysOptions): void => {
  const inside = (): boolean => scroller.value?.contains(document.activeElement) ?? false
  const free = (): boolean => document.activeElement === null || document.activeElement === document.body
  const shown = (): boolean => scroller.value?.checkVisibility?.() ?? true
  const anywhere = (): boolean => shown() && (inside() || primary())
  const here = (): boolean => shown() && (inside() || (primary() && free()))
  const choosing = (): boolean => selectable() && anywhere()

  const go = (target: () => RowId | null) => (): void => {
    const id = target()
    focus()
    if (id !== null) moveTo(id)
  }
  const extend = (by: number) => (): void => {
    const id = selection.neighbour(by)
    if (id === null) return
    selection.extendTo(id)
    go(() => id)()
  }
  const select = (): void | false => {
    if (selection.active.value === null) return false
    focus()
    selection.toggle(selection.active.value)
  }
  const of = (binding: KeyBinding): KeyBinding => ({ group: 'list', noPalette: true, ...binding })

  const bindings: KeyBinding[] = [
    of({ code: 'KeyJ', label: () => text('ui.list.next'), when: anywhere, run: go(() => selection.neighbour(1)) }),
    of({ code: 'KeyK', label: () => text('ui.list.previous'), when: anywhere, run: go(() => selection.neighbour(-1)) }),
    of({ code: 'ArrowDown', when: here, run: go(() => selection.neighbour(1)) }),
    of({ code: 'ArrowUp', when: here, run: go(() => selection.neighbour(-1)) }),
    of({ code: 'PageDown', when: here, run: go(() => selection.neighbour(pageSize())) }),
    of({ code: 'PageUp', when: here, run: go(() => selection.neighbour(-pageSize())) }),
    of({ code: 'Home', label: () => text('ui.list.first'), when: here, run: go(selection.first) }),
    of({ code: 'End', label: () => text('ui.list.last'), when: here, run: go(selection.last) }),
    of({ code: 'Enter', label: () => text('ui.list.open'), when: here, run: openActive }),
  ]
  const choices: KeyBinding[] = [
    of({ code: 'KeyX', label: () => text('ui.list.select'), when: choosing, run: select }),
    of({ code: 'Space', when: () => selectable() && here(), run: select }),
    of({ code: 'KeyJ', shift: true, label: () => text('ui.list.extend'), when: choosing, run: extend(1) }),
    of({ code: 'KeyK', shift: true, when: choosing, run: extend(-1) }),
    of({ code: 'ArrowDown', shift: true, when: choosing, run: extend(1) }),
    of({ code: 'ArrowUp', shift: true, when: choosing, run: extend(-1) }),
    of({ code: 'KeyX', shift: true, label: () => groupLabel?.() ?? text('ui.list.selectGroup'), when: () => grouped() && choosing(), run: selection.toggleGroup }),
    of({ code: 'KeyA', mod: true, label: () => text('ui.list.all'), when: choosing, run: selection.selectAll }),
    of({ code: 'Escape', label: () => text('ui.list.clear'), when: () => choosing() && selection.selected.value.size > 0, run: selection.clear }),
  ]
  useKeys(label(), () => selectable() ? [...bindings, ...choices] : bindings)
}
