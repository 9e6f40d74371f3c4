import { ref } from 'vue'

/** What lies over the frame. */
export const paletteOpen = ref(false)
export const helpOpen = ref(false)
