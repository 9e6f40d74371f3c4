import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { refDebounced } from '@vueuse/core'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import { orpc } from '../../api/index.ts'
import { text, type MessageKey } from '../../i18n/index.ts'
import { paletteActions } from '../../ui/actions.ts'
import { capsOf, presentActions, type ListedKey } from '../../ui/keys.ts'
import { paletteOpen } from './frameState.ts'
import { screens } from './screens.ts'
import { useAccount } from './useAccount.ts'

export interface PaletteItem { id: string, label: string, detail?: string, icon: string, caps: string[], disabled?: boolean, run: () => void }
export interface PaletteGroup { heading: string, items: PaletteItem[] }

const iconOf = { deal: 'i-lucide-briefcase-business', client: 'i-lucide-building-2', person: 'i-lucide-user-round' } as const
const fits = (words: readonly string[], ...texts: (string | undefined)[]): boolean => {
  const all = texts.join(' ').toLowerCase().replaceAll('ё', 'е')
  return words.every(word => all.includes(word))
}

/** A few of each kind first, then the rest: many deals of a client don't push the client out of sight. */
const sharesOf = <Found extends { type: string }>(found: readonly Found[]): Found[] => {
  const first = Object.keys(iconOf).flatMap(type => found.filter(record => record.type === type).slice(0, 5))
  return [...first, ...found.filter(record => !first.includes(record))]
}

/** What Ctrl+K offers: screens, what this screen can do right now, and records by name or number. */
export const usePalette = () => {
  const router = useRouter()
  const { may } = useAccount()
  const typed = ref('')
  const asked = refDebounced(typed, 120)
  const actions = shallowRef<ListedKey[]>([])
  const keyboardEvent = (): KeyboardEvent => new KeyboardEvent('keydown')

  watch(paletteOpen, open => {
    typed.value = ''
    // Before the palette takes the focus: `when` of a key may look at it.
    if (open) actions.value = presentActions()
  }, { flush: 'sync' })

  const records = useQuery(computed(() => ({
    ...orpc.records.find.queryOptions({ input: { text: asked.value.trim() || ' ' } }), enabled: paletteOpen.value && asked.value.trim().length > 0, placeholderData: keepPreviousData, retry: false,
  })))

  const groups = computed<PaletteGroup[]>(() => {
    const words = typed.value.toLowerCase().replaceAll('ё', 'е').split(/\s+/).filter(Boolean)
    const ofScreens: PaletteItem[] = screens.filter(screen => may(screen.right) && fits(words, text(screen.label), screen.name)).map(screen => ({
      id: `screen-${screen.name}`, label: text(screen.label), icon: screen.icon, caps: capsOf({ code: `KeyG ${screen.code}` }), run: () => void router.push(screen.path),
    }))
    const ofActions: PaletteItem[] = actions.value.filter(action => fits(words, action.text)).map(action => ({
      id: `action-${action.text}`, label: action.text, icon: 'i-lucide-corner-down-right', caps: action.caps, run: () => void action.run(keyboardEvent()),
    }))
    const ofOthers: PaletteItem[] = paletteActions.value.filter(action => fits(words, action.label, action.also)).map(action => ({
      id: `other-${action.id}`, label: action.label, icon: action.icon ?? 'i-lucide-corner-down-right', caps: [], run: action.run,
    }))
    // What was found for fewer letters may not fit any more: Enter must not open it.
    const current = asked.value.trim() === typed.value.trim() && !records.isPlaceholderData.value
    const found: PaletteItem[] = words.length && current ? sharesOf(records.data.value ?? []).map(record => ({
      id: `${record.type}-${record.id}`, label: record.title, icon: iconOf[record.type], caps: [],
      detail: [record.detail, text(`ui.palette.${record.type}` satisfies MessageKey)].filter(Boolean).join(' · '),
      run: () => void router.push(record.type === 'deal' ? `/deals/${record.id}` : record.type === 'client' ? `/clients/${record.id}` : `/deals?status=open&manager=${record.id}`),
    })) : []
    const all: PaletteGroup[] = [
      { heading: text('ui.palette.found'), items: found },
      { heading: text('ui.palette.actions'), items: [...ofActions, ...ofOthers] },
      { heading: text('ui.palette.screens'), items: ofScreens },
    ]
    return all.filter(group => group.items.length)
  })
  return { typed, groups, isSearching: records.isFetching }
}
