import { computed } from 'vue'
import { useText } from '../../../i18n/index.ts'
import { filesIn, isKnownFile, isUnnamed } from './draft.ts'
import { draft, found } from './wizardState.ts'
import { systemName } from './words.ts'

/** What is said of the files as a whole. */
export const useRecognised = () => {
  const { t } = useText()
  const isMixed = computed(() => (found.value?.systems.length ?? 0) > 1)
  const systems = computed(() => (found.value?.systems ?? []).map(source => ({ source, files: found.value?.files.filter(file => file.system === source).length ?? 0 })))
  const said = computed(() => {
    if (!found.value || !draft.value) return { title: '', text: '' }
    if (isMixed.value) return { title: t('wizard.files.mixed'), text: t('wizard.files.mixedText') }
    const files = filesIn(draft.value)
    const remembered = files.find(file => file.remembered)?.remembered
    if (files.length > 0 && files.every(file => file.remembered) && remembered) return { title: t('wizard.files.remembered', { name: remembered.name }), text: t('wizard.files.rememberedText') }
    const { head } = draft.value
    const out = found.value.files.filter(file => draft.value?.skip.has(file.name) && file.parts.length > 0).length
    if (files.some(isKnownFile)) return { title: t('wizard.files.known', { system: head ? systemName(head.source, head.name) : systemName(found.value.system ?? '') }), text: out > 0 ? t('wizard.files.outText', { n: out }) : t('wizard.files.knownText') }
    if (files.length === 0 || !draft.value.layouts.some(layout => layout.parts.length > 0)) return { title: t('wizard.files.nothing'), text: t('wizard.files.nothingText') }
    return { title: head && !isUnnamed(head.source) ? head.name : t('wizard.files.unknown'), text: t('wizard.files.unknownText') }
  })
  return { isMixed, systems, title: computed(() => said.value.title), text: computed(() => said.value.text) }
}
