import { testScreens } from './scenes.ts'

// One look of every screen with axe; every look, in both languages, is a matter of minutes more: screens.long.test.ts.
testScreens('ru', { pictures: [['light', 1440]], axe: true })
