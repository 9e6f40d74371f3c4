import { testScreens } from './scenes.ts'

// Russian, light, 1440 is in the short suite (screens.test.ts). Between the two every size and theme is seen in Russian and in English;
// all four looks in both languages took two workers 42 minutes of the 90 that CI has.
testScreens('ru', { pictures: [['light', 1024], ['dark', 1440]], axe: true })
testScreens('en', { pictures: [['light', 1440], ['dark', 1024]], axe: true })
testScreens('es', { pictures: [['light', 1440]], axe: false })
