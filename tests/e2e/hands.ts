import type { CDPSession, Page } from '@playwright/test'

export type Layout = 'us' | 'ru'

const rows = ['KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight', 'KeyA KeyS KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote', 'KeyZ KeyX KeyC KeyV KeyB KeyN KeyM Comma Period Slash']
  .flatMap(row => row.split(' '))
const lettersOf: Record<Layout, { plain: string, shifted: string }> = {
  us: { plain: 'qwertyuiop[]asdfghjkl;\'zxcvbnm,./', shifted: 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?' },
  ru: { plain: 'йцукенгшщзхъфывапролджэячсмитьбю.', shifted: 'ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,' },
}
const special: Record<string, { key: string, code: string, virtual: number, text?: string }> = {
  Enter: { key: 'Enter', code: 'Enter', virtual: 13, text: '\r' }, Escape: { key: 'Escape', code: 'Escape', virtual: 27 }, Tab: { key: 'Tab', code: 'Tab', virtual: 9 }, Delete: { key: 'Delete', code: 'Delete', virtual: 46 }, Backspace: { key: 'Backspace', code: 'Backspace', virtual: 8 },
  ArrowDown: { key: 'ArrowDown', code: 'ArrowDown', virtual: 40 }, ArrowUp: { key: 'ArrowUp', code: 'ArrowUp', virtual: 38 }, ArrowLeft: { key: 'ArrowLeft', code: 'ArrowLeft', virtual: 37 }, ArrowRight: { key: 'ArrowRight', code: 'ArrowRight', virtual: 39 },
  Home: { key: 'Home', code: 'Home', virtual: 36 }, End: { key: 'End', code: 'End', virtual: 35 }, Space: { key: ' ', code: 'Space', virtual: 32, text: ' ' },
}
const bits = { Alt: 1, Control: 2, Meta: 4, Shift: 8 } as const

export interface Hands {
  /** `j`, `Shift+j`, `Control+Enter`, `g t` (two in a row), `?`: letters name the place on a US keyboard, the layout decides what they write. */
  readonly press: (keys: string) => Promise<void>
  /** Types a text letter by letter. */
  readonly type: (text: string) => Promise<void>
}

const placeOf = (name: string): string => {
  if (/^[a-z]$/.test(name)) return `Key${name.toUpperCase()}`
  if (/^\d$/.test(name)) return `Digit${name}`
  const signs: Record<string, string> = { '/': 'Slash', '[': 'BracketLeft', ']': 'BracketRight', ',': 'Comma', '.': 'Period' }
  const place = signs[name]
  if (!place) throw new Error(`No such key: ${name}`)
  return place
}

const sessions = new WeakMap<Page, Promise<CDPSession>>()

/** A person at a keyboard of that layout: real key events with the physical `code` and the layout's letter as `key`. */
export const handsOf = (page: Page, layout: Layout): Hands => {
  const letters = lettersOf[layout]
  const session = async (): Promise<CDPSession> => {
    let present = sessions.get(page)
    if (!present) sessions.set(page, present = page.context().newCDPSession(page))
    return present
  }
  const stroke = async (key: { key: string, code: string, virtual: number, text?: string }, modifiers: number): Promise<void> => {
    const devtools = await session()
    const writes = key.text !== undefined && (modifiers & (bits.Control | bits.Alt | bits.Meta)) === 0
    const event = { key: key.key, code: key.code, windowsVirtualKeyCode: key.virtual, modifiers }
    await devtools.send('Input.dispatchKeyEvent', { type: writes ? 'keyDown' : 'rawKeyDown', ...event, ...(writes ? { text: key.text, unmodifiedText: key.text } : {}) })
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  }
  const one = async (combination: string): Promise<void> => {
    const words = combination === '?' ? ['Shift', '/'] : combination.split('+')
    const name = words.at(-1) ?? ''
    const modifiers = words.slice(0, -1).reduce((sum, word) => sum | bits[word as keyof typeof bits], 0)
    const known = special[name]
    if (known) return stroke(known, modifiers)
    const code = placeOf(name)
    const at = rows.indexOf(code)
    const key = at < 0 ? name : ((modifiers & bits.Shift) ? letters.shifted : letters.plain)[at] ?? name
    return stroke({ key, code, virtual: at < 0 ? name.charCodeAt(0) : /^[a-z]$/.test(name) ? name.toUpperCase().charCodeAt(0) : 0, text: key }, modifiers)
  }
  return {
    press: async keys => { for (const combination of keys.split(' ')) await one(combination) },
    type: async text => {
      for (const letter of text) {
        const at = letters.plain.indexOf(letter)
        const shiftedAt = letters.shifted.indexOf(letter)
        const code = rows[at >= 0 ? at : shiftedAt]
        if (letter === ' ') await stroke(special.Space!, 0)
        else if (code) await stroke({ key: letter, code, virtual: 0, text: letter }, at >= 0 ? 0 : bits.Shift)
        else await page.keyboard.insertText(letter)
      }
    },
  }
}
