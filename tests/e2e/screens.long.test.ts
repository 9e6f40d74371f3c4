import { testScreens } from './scenes.ts'

// Every size and theme is seen in Russian and in English; all four looks in both languages took two workers 42 minutes of the 90 that CI has.
// In the short round the walks of each screen ask axe: with pictures of all of them it took longer than the quarter of an hour that it may.
testScreens('ru', { pictures: [['light', 1440], ['light', 1024], ['dark', 1440]], axe: true })
testScreens('en', { pictures: [['light', 1440], ['dark', 1024]], axe: true })
testScreens('es', { pictures: [['light', 1440]], axe: false })
