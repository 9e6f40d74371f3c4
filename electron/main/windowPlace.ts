export interface Box { x: number, y: number, width: number, height: number }
/** The window's place when it isn't maximised, and whether it is. */
export interface WindowPlace extends Box { maximised: boolean }

export const smallest = { width: 800, height: 600 }
const usual = { width: 1440, height: 900 }

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value)
export const isWindowPlace = (value: unknown): value is WindowPlace => {
  const { x, y, width, height, maximised } = (value ?? {}) as Partial<WindowPlace>
  return [x, y, width, height].every(isWhole) && typeof maximised === 'boolean'
}

const shared = (a: Box, b: Box): { width: number, height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
})

/**
 * Where the window opens: as it was left, if its title can still be reached on one of the screens that are there now (`areas`: their work areas,
 * the main one first); otherwise in the middle of the main screen. Never larger than its screen.
 */
export const placeWindow = (kept: unknown, areas: readonly Box[]): Partial<Box> & { width: number, height: number, maximised: boolean } => {
  const main = areas[0] ?? { x: 0, y: 0, ...usual }
  const fit = (size: { width: number, height: number }, area: Box): { width: number, height: number } => ({
    width: Math.min(Math.max(size.width, smallest.width), area.width), height: Math.min(Math.max(size.height, smallest.height), area.height),
  })
  if (!isWindowPlace(kept)) return { ...fit(usual, main), maximised: false }
  // The upper 40 pixels are what one takes hold of.
  const grip = { ...kept, width: Math.max(kept.width, smallest.width), height: 40 }
  const area = areas.find(each => {
    const { width, height } = shared(grip, each)
    return width >= 120 && height >= 20
  })
  if (!area) return { ...fit(kept, main), maximised: kept.maximised }
  return { x: kept.x, y: kept.y, ...fit(kept, area), maximised: kept.maximised }
}
