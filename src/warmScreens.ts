import type { Router } from 'vue-router'

const whenIdle = (): Promise<void> => new Promise(resolve => {
  // Not every browser that opens a shared window has it.
  if ('requestIdleCallback' in window) requestIdleCallback(() => resolve())
  else setTimeout(resolve, 200)
})

/** Fetches the code of the screens that nobody has opened yet, one by one while the window is idle: the first look at a screen is as quick as the second. */
export const warmScreens = async (router: Router): Promise<void> => {
  for (const { components } of router.getRoutes()) {
    const screen = components?.default
    if (typeof screen !== 'function') continue
    await whenIdle()
    // What can't be fetched now says so when somebody goes there.
    await (screen as () => Promise<unknown>)().catch(() => undefined)
  }
}
