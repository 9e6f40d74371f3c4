import { computed, getCurrentScope, inject, onScopeDispose, provide, ref, shallowReactive, toValue, watch, type InjectionKey, type MaybeRefOrGetter, type Ref } from 'vue'

/** One key. It goes by the place on the keyboard (`event.code`), so that it works on a Russian layout too. */
export interface KeyBinding {
  /** `KeyJ`, `Slash`, `ArrowDown`, or two in a row: `KeyG KeyT`. */
  code: string
  /** What `?` and the palette print; without one the key is not listed. */
  label?: MaybeRefOrGetter<string>
  /** Return false to let the next binding of the same key have it. */
  run: (event: KeyboardEvent) => void | false
  when?: () => boolean
  /** Ctrl or Cmd. */
  mod?: boolean
  shift?: boolean
  alt?: boolean
  /** Works while a person types as well (Ctrl+Enter in a dialog). */
  inInputs?: boolean
  /** Works whatever dialog lies on top. */
  always?: boolean
  /** Where the help lists it. */
  group?: KeyGroup
  /** Not offered in Ctrl+K: moving about, mostly. */
  noPalette?: boolean
}
export type KeyGroup = 'decide' | 'list' | 'screen' | 'go'

export interface ListedKey extends KeyBinding { scope: string, caps: string[], text: string }

interface Registration { scope: string, layer: number, bindings: MaybeRefOrGetter<readonly KeyBinding[]> }

const registrations = shallowReactive<Registration[]>([])
const layers = shallowReactive<number[]>([0])
let nextLayer = 1
const layerKey: InjectionKey<number> = Symbol('key layer')

/** Letters and signs on or off; arrows, Enter, Esc and Ctrl keys stay. */
export const keysEnabled = ref(true)
/** The first of two keys, while the second is awaited. */
export const pendingKey = ref<string | null>(null)
let pendingTimer: ReturnType<typeof setTimeout> | undefined

/** Registers keys for as long as the component lives. `scope` is a heading of the key help. */
export const useKeys = (scope: string, bindings: MaybeRefOrGetter<readonly KeyBinding[]>): void => {
  install()
  const registration: Registration = { scope, layer: inject(layerKey, 0), bindings }
  registrations.push(registration)
  if (getCurrentScope()) onScopeDispose(() => registrations.splice(registrations.indexOf(registration), 1))
}

/** A dialog's own keys: while `open`, only keys registered beneath this component (and `always` ones) work. */
export const useKeyLayer = (open: Ref<boolean>): void => {
  const layer = nextLayer++
  provide(layerKey, layer)
  const leave = (): void => {
    const at = layers.indexOf(layer)
    if (at >= 0) layers.splice(at, 1)
  }
  watch(open, now => {
    leave()
    if (now) layers.push(layer)
  }, { immediate: true, flush: 'sync' })
  onScopeDispose(leave)
}

/** Something lies over the screen and has the keys. */
export const dialogIsOpen = computed(() => layers.length > 1)

const isLetterOrSign = (binding: KeyBinding): boolean => !binding.mod && /^(Key|Digit|Slash|Bracket|Comma|Period|Space)/.test(binding.code)

const allows = (binding: KeyBinding): boolean => (keysEnabled.value || !isLetterOrSign(binding)) && (binding.when?.() ?? true)

const presentBindings = function* (): Generator<{ binding: KeyBinding, registration: Registration }> {
  const top = layers.at(-1) ?? 0
  for (let index = registrations.length - 1; index >= 0; index--) {
    const registration = registrations[index]
    if (!registration) continue
    for (const binding of toValue(registration.bindings)) {
      if (registration.layer === top || binding.always) yield { binding, registration }
    }
  }
}

/** A field in which letters are text. Checkboxes and buttons are not. */
export const isEditable = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'reset', 'range', 'file'].includes(target.type)
}

/** Enter and Space on a control belong to the control. */
const isPress = (event: KeyboardEvent): boolean =>
  (event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Space') && event.target instanceof HTMLElement && event.target.closest('a[href], button, summary, [role="button"], [role="tab"], [role="option"]') !== null

const fits = (binding: KeyBinding, event: KeyboardEvent, code: string): boolean =>
  binding.code === code && !!binding.mod === (event.ctrlKey || event.metaKey) && !!binding.shift === event.shiftKey && !!binding.alt === event.altKey

/** A menu or dialog that was closed and is still fading away holds the focus for a moment: a quick hand's next key is the screen's already. */
const isLeaving = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.closest('[role="dialog"][data-state="closed"]') !== null

const handle = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing || ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
  const leaving = isLeaving(event.target)
  const typing = !leaving && isEditable(event.target)
  const floating = !leaving && event.target instanceof HTMLElement && event.target.closest('[data-keys="own"]') !== null
  const press = !leaving && isPress(event) && !event.ctrlKey && !event.metaKey
  const codePressed = event.code === 'NumpadEnter' ? 'Enter' : event.code.replace(/^Numpad(\d)$/, 'Digit$1')
  const first = pendingKey.value
  forgetPending()
  const code = first ? `${first} ${codePressed}` : codePressed

  let begins = false
  for (const { binding } of [...presentBindings()]) {
    if (typing && !binding.inInputs) continue
    if ((floating || press) && !binding.always && !binding.inInputs) continue
    if (!first && !typing && binding.code.startsWith(`${codePressed} `) && !event.ctrlKey && !event.metaKey && !event.altKey && allows(binding)) begins = true
    if (!fits(binding, event, code) || !allows(binding)) continue
    // A key held down walks a list; it decides, signs and undoes nothing twice.
    if (event.repeat && binding.group !== 'list') return event.preventDefault()
    if (binding.run(event) === false) continue
    event.preventDefault()
    return
  }
  if (begins) {
    pendingKey.value = codePressed
    pendingTimer = setTimeout(forgetPending, 1500)
    event.preventDefault()
  }
}

const forgetPending = (): void => {
  clearTimeout(pendingTimer)
  pendingKey.value = null
}

let installed = false
const install = (): void => {
  if (installed) return
  installed = true
  window.addEventListener('keydown', handle)
  window.addEventListener('blur', forgetPending)
}

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)
const capNames: Record<string, string> = {
  Slash: '/', BracketLeft: '[', BracketRight: ']', Comma: ',', Period: '.', ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc', Enter: '↵', Space: '␣', PageDown: 'PgDn', PageUp: 'PgUp', Delete: 'Del', Home: 'Home', End: 'End', Tab: 'Tab',
}

/** Keycaps as they are printed: ['g', 't'], ['Ctrl', 'k'], ['?']. */
export const capsOf = (binding: Pick<KeyBinding, 'code' | 'mod' | 'shift' | 'alt'>): string[] => {
  const caps = binding.code.split(' ').map(code => capNames[code] ?? code.replace(/^(Key|Digit)/, '').toLowerCase())
  if (binding.shift && binding.code === 'Slash') return ['?']
  return [...(binding.mod ? [isMac ? '⌘' : 'Ctrl'] : []), ...(binding.alt ? ['Alt'] : []), ...(binding.shift ? ['Shift'] : []), ...caps]
}

const list = (bindings: Iterable<{ binding: KeyBinding, registration: Registration }>): ListedKey[] => {
  const seen = new Set<string>()
  const listed: ListedKey[] = []
  for (const { binding, registration } of bindings) {
    const label = binding.label === undefined ? '' : toValue(binding.label)
    const caps = capsOf(binding)
    const id = `${label} ${caps.join('+')}`
    if (!label || seen.has(id)) continue
    seen.add(id)
    listed.push({ ...binding, scope: registration.scope, caps, text: label })
  }
  return listed
}

const ofBaseLayer = function* (): Generator<{ binding: KeyBinding, registration: Registration }> {
  for (const registration of registrations) {
    if (registration.layer !== 0) continue
    for (const binding of toValue(registration.bindings)) yield { binding, registration }
  }
}

/** Every named key of the screen under the dialogs, for `?`. */
export const useListedKeys = () => computed(() => list(ofBaseLayer()))

/** What can be done on this screen right now, for Ctrl+K. Read it before the palette opens: `when` looks at the focus. */
export const presentActions = (): ListedKey[] => list([...ofBaseLayer()].filter(({ binding }) => !binding.noPalette && (binding.when?.() ?? true)))
