import { PultError } from '../../../api/index.ts'
import { useText } from '../../../i18n/index.ts'
import { errorText } from '../../../ui/errorText.ts'
import { useFormat } from '../../../ui/format.ts'

/** An item of a command that was refused. */
export interface RefusedItem { id: number, code: string | null, message: string | null, details: Record<string, unknown> | null }

export const errorOf = ({ code, message, details }: Pick<RefusedItem, 'code' | 'message' | 'details'>): PultError => new PultError((code ?? 'CONFLICT') as PultError['code'], message ?? '', details ?? {})

const mostTitles = 3
const mostLines = 4

/** What was refused and why, a line for each reason with the names of the records: nobody has to guess which ones. */
export const useRefusedWords = () => {
  const { t } = useText()
  const format = useFormat()
  const why = (item: RefusedItem): string => {
    if (item.code !== 'CONFLICT') return errorText(errorOf(item)).sentence
    const { by, who, at = item.details?.when } = item.details ?? {}
    const name = typeof by === 'object' && by !== null && 'name' in by && typeof by.name === 'string' ? by.name : typeof who === 'string' ? who : null
    return name !== null && typeof at === 'number' ? t('decide.changedBy', { who: name, when: format.value.instant(at) }) : t('decide.changed')
  }
  return (refused: readonly RefusedItem[], titleOf: (id: number) => string | undefined): string => {
    const groups = new Map<string, string[]>()
    for (const item of refused) groups.set(why(item), [...groups.get(why(item)) ?? [], titleOf(item.id) ?? t('decide.numbered', { n: item.id })])
    const lines = [...groups].map(([reason, titles]) => {
      const named = titles.slice(0, mostTitles).join(', ')
      return t('decide.refusedLine', { why: reason, titles: titles.length > mostTitles ? t('decide.andMore', { titles: named, n: format.value.count(titles.length - mostTitles) }) : named })
    })
    return lines.slice(0, mostLines).join('\n')
  }
}
