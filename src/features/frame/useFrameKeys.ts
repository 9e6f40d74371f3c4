import { useRouter } from 'vue-router'
import { text } from '../../i18n/index.ts'
import { useLayout } from '../../stores/layout.ts'
import { useKeys } from '../../ui/keys.ts'
import { helpOpen, paletteOpen } from './frameState.ts'
import { screens } from './screens.ts'
import { useAccount } from './useAccount.ts'

/** Keys that every screen has: g + letter, Ctrl+K, ?, [, i, p on the record. */
export const useFrameKeys = (): void => {
  const router = useRouter()
  const layout = useLayout()
  const { may } = useAccount()
  useKeys(text('ui.keys.groups.go'), () => [
    ...screens.filter(screen => may(screen.right)).map(screen => ({ code: `KeyG ${screen.code}`, label: () => text(screen.go), group: 'go' as const, noPalette: true, run: () => void router.push(screen.path) })),
    { code: 'KeyK', mod: true, inInputs: true, label: () => text('ui.keys.palette'), group: 'screen', noPalette: true, run: () => { paletteOpen.value = true } },
    { code: 'Slash', shift: true, label: () => text('ui.keys.help'), group: 'screen', run: () => { helpOpen.value = true } },
    { code: 'BracketLeft', label: () => text('ui.keys.sidebar'), group: 'screen', run: () => { layout.sidebarCollapsed = !layout.sidebarCollapsed } },
    { code: 'KeyI', label: () => text('ui.keys.inspector'), group: 'screen', run: () => layout.toggleInspector() },
  ])
}
