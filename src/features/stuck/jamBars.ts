import type { Bar } from '../../charts/BarsChart.vue'
import type { DayPoint } from '../../charts/DayChart.vue'
import type { useText } from '../../i18n/index.ts'
import type { JamFigure, JamHistory, JamOverview } from '../../shared/contract/jam.ts'
import { ageBuckets } from '../../shared/vocabulary.ts'
import type { Format } from '../../ui/format.ts'
import { bucketName } from '../record/deals/bucketName.ts'
import { keyOfManager, type StuckFilter } from './useStuck.ts'

export type Measure = 'count' | 'sum'
type Say = ReturnType<typeof useText>['t']

export { bucketName }

const valueOf = (figure: JamFigure, measure: Measure): number => measure === 'sum' ? figure.money?.amount ?? 0 : figure.count
export const shownOf = (figure: JamFigure, measure: Measure, format: Format): string => measure === 'sum' ? format.moneyShort(figure.money?.amount ?? null) : format.count(figure.count)
/** Count and sum, and what the sum leaves out. */
export const figureSaid = (figure: JamFigure, t: Say, format: Format): string => {
  const deals = t('common.deals', {}, figure.count)
  if (figure.money === null) return deals
  const said = t('stuck.countAndSum', { count: deals, sum: format.money(figure.money.amount) })
  return figure.money.noRate > 0 ? t('stuck.withNoRate', { said, noRate: t('ui.noRate', {}, figure.money.noRate) }) : said
}

/** Days in the stage: the older, the stronger; the last one late. */
export const bucketBars = (overview: JamOverview, filter: StuckFilter, measure: Measure, t: Say, format: Format): Bar[] => overview.buckets.map(row => ({
  key: row.bucket, label: t(`charts.bucket.${bucketName[row.bucket]}`), shown: shownOf(row, measure, format), chosen: filter.buckets?.includes(row.bucket) ?? false,
  parts: [{ value: valueOf(row, measure), step: ageBuckets.indexOf(row.bucket) }],
  said: t('stuck.barSaid', { label: t(`charts.bucketLong.${bucketName[row.bucket]}`), figure: figureSaid(row, t, format) }),
}))

export const managerName = (row: Pick<JamOverview['managers'][number], 'manager' | 'absent'>, t: Say): string => {
  const name = row.manager?.name ?? t('common.nobody')
  return row.absent ? t('stuck.absentName', { name }) : name
}
export const managerBars = (overview: JamOverview, filter: StuckFilter, measure: Measure, t: Say, format: Format): Bar[] => overview.managers
  .toSorted((a, b) => valueOf(b, measure) - valueOf(a, measure)).map(row => ({
    key: keyOfManager(row.manager), label: managerName(row, t), shown: shownOf(row, measure, format), chosen: filter.managerIds?.includes(row.manager?.id ?? 0) ?? false,
    parts: row.buckets.map((part, index) => ({ value: valueOf(part, measure), step: index })),
    said: t('stuck.barSaid', { label: managerName(row, t), figure: figureSaid(row, t, format) }),
  }))

/** The past days and the present; only where both are narrowed by the same can the present stand at the end. */
export const historyPoints = (history: JamHistory, present: JamFigure | null, measure: Measure, t: Say, format: Format): DayPoint[] => {
  const point = (day: string, figure: JamFigure | null): DayPoint => ({
    key: day, label: format.day(day), quiet: true, value: figure === null ? null : valueOf(figure, measure),
    said: t('stuck.barSaid', { label: format.dayExact(day), figure: figure === null ? t('common.unknown') : figureSaid(figure, t, format) }),
  })
  const past = history.points.map(({ day, figure }) => point(day, figure))
  return present === null || history.ignored.length > 0 ? past : [...past, point(format.context.today, present)]
}
