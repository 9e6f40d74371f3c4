import { isAbsolute, resolve } from 'node:path'

/** What a person typed behind the app's name; in a checkout the app's own folder comes first. */
export const wordsOf = (argv: readonly string[], isDefaultApp: boolean): string[] => argv.slice(isDefaultApp ? 2 : 1)

/** The words of a command of `pult`: behind `--cli`, or where the first word is a command's name. Null: the window is meant. */
export const commandWords = (words: readonly string[], commands: readonly string[]): string[] | null => {
  const at = words.indexOf('--cli')
  if (at >= 0) return words.slice(at + 1)
  // Behind Chromium's switches; but `--db init` is a file of that name.
  const first = words.findIndex(word => !word.startsWith('-'))
  return first >= 0 && words[first - 1] !== '--db' && commands.includes(words[first]!) ? words.slice(first) : null
}

/** The workspace file that the system, or a person, asks to open; absolute. Null when there is none among the words. */
export const fileAmong = (words: readonly string[], folder: string): string | null => {
  const at = words.indexOf('--db')
  const named = at >= 0 ? words[at + 1] : words.find(word => /\.pult$/i.test(word) && !word.startsWith('-'))
  if (!named) return null
  return isAbsolute(named) ? named : resolve(folder, named)
}
