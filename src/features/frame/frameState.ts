import { ref } from 'vue'

/** What lies over the frame. */
export const paletteOpen = ref(false)
export const helpOpen = ref(false)
/** Requests that wait for this person's decision, for the window's title. */
export const waitingCount = ref(0)
