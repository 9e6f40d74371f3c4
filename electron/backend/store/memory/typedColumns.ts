/** Ordinals of texts that repeat: a row keeps the number, the list the text. */
export interface Texts { readonly list: string[], readonly ordinals: Map<string, number> }

export const makeTexts = (...list: string[]): Texts => ({ list, ordinals: new Map(list.map((text, ordinal) => [text, ordinal])) })

export const ordinalIn = ({ list, ordinals }: Texts, text: string): number => {
  const known = ordinals.get(text)
  if (known !== undefined) return known
  ordinals.set(text, list.length)
  return list.push(text) - 1
}

/** The same values in columns with room for more ids. */
export const widened = <Columns extends { size: number }>(columns: Columns, wider: Columns): Columns => {
  for (const [name, values] of Object.entries(columns)) if (typeof values !== 'number') (wider[name as keyof Columns] as Int32Array).set(values as Int32Array)
  return wider
}
