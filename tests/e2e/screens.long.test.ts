import { testScreens } from './scenes.ts'

const all = [['light', 1440], ['light', 1024], ['dark', 1440], ['dark', 1024]] as const

for (const language of ['ru', 'en'] as const) testScreens(language, { pictures: all, axe: true })
