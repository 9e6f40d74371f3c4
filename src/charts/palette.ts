/** The chart's colours, read from the tokens of style.css, so that both themes and paper follow by themselves. `steps`: greys from light to strong, the last one late. */
export interface Palette { text: string, muted: string, line: string, ground: string, main: string, late: string, float: string, floatText: string, steps: readonly [string, string, string, string], /** The window's own. */ font: string }

export const readPalette = (element: Element = document.documentElement): Palette => {
  const style = getComputedStyle(element)
  const of = (name: string): string => style.getPropertyValue(name).trim()
  return {
    font: getComputedStyle(document.body).fontFamily,
    text: of('--ui-text'), muted: of('--ui-text-muted'), line: of('--ui-border'), ground: of('--ui-bg'), main: of('--ui-text-toned'), late: of('--pult-late'), float: of('--ui-bg-inverted'), floatText: of('--ui-text-inverted'),
    steps: [of('--ui-border-accented'), of('--pult-zone-grey'), of('--ui-text-muted'), of('--pult-late')],
  }
}
