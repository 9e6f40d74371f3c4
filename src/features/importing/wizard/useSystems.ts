import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../../api/index.ts'
import { text } from '../../../i18n/index.ts'
import { importFormats, type ImportFormat, type MappingDocument } from '../../../shared/contract/mapping.ts'
import { foldText } from '../../../shared/mappingFit.ts'
import type { Head } from './draft.ts'
import { systemName } from './words.ts'

const known = importFormats.filter(each => each !== 'auto' && each !== 'native')
const letters: Record<string, string> = { а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', ñ: 'n' }

/** A source's short name out of what a person calls it; null when nothing of it can be one. */
export const sourceOf = (name: string): string | null => {
  const plain = [...foldText(name).normalize('NFKD').replace(/[\u0300-\u036f]/g, '')].map(letter => letters[letter] ?? letter).join('')
  const source = plain.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 40)
  return source === '' || source === 'pult' || source === 'native' ? null : source
}

/** What a system of another name has said before: its people, stages and words of nothing are known at once. */
const withEarlier = (head: Head, earlier: readonly MappingDocument[]): Head => {
  const [first] = earlier
  if (!first) return head
  const named = new Set(head.stages.map(stage => foldText(stage.stage)))
  const kinds = new Map(earlier.flatMap(each => each.stages).map(stage => [foldText(stage.stage), stage]))
  return {
    ...head, name: first.name, source: first.source, dates: first.dates, decimal: first.decimal, timeZone: first.timeZone, currency: first.currency, empty: [...new Set([...head.empty, ...earlier.flatMap(each => each.empty)])],
    stages: [...head.stages.map(stage => kinds.get(foldText(stage.stage)) ?? stage), ...[...kinds].filter(([name]) => !named.has(name)).map(([, stage]) => stage)],
    owners: Object.assign({}, ...earlier.map(each => each.owners), head.owners) as Record<string, string>, reasons: Object.assign({}, ...earlier.map(each => each.reasons), head.reasons) as Record<string, string>,
  }
}

/** Where files can be from: the systems that Pult knows, those that were brought before, and any other by a name. */
export const useSystems = () => {
  const kept = useQuery(orpc.mappings.list.queryOptions())
  const earlier = computed(() => [...new Map((kept.data.value ?? []).filter(each => !(known as readonly string[]).includes(each.source)).map(each => [each.source, each])).values()])
  const items = computed(() => [
    ...known.map(value => ({ value: value as string, label: systemName(value) })),
    ...earlier.value.map(each => ({ value: each.source, label: each.name, detail: text('wizard.files.earlier') })),
  ])
  const choiceOf = (source: string): { format: ImportFormat } | { head: (head: Head) => Head } => {
    const format = known.find(each => each === source)
    return format ? { format } : { head: head => withEarlier(head, (kept.data.value ?? []).filter(each => each.source === source).map(each => each.mapping)) }
  }
  return { items, choiceOf, kept }
}
