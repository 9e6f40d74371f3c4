import { testScreens } from './scenes.ts'

testScreens('ru', { pictures: [['light', 1440], ['dark', 1024]], axe: true })
testScreens('en', { pictures: [['dark', 1440]], axe: false })
