import { text } from '../../../i18n/index.ts'
import { ageBuckets, dealStatuses, keyPoints, stuckReasons } from '../../../shared/vocabulary.ts'
import { bucketName } from './bucketName.ts'

/** The window's words for the values of an exported deal. */
export const dealWords = (): Record<string, string> => Object.fromEntries([
  ...dealStatuses.map(status => [`status.${status}`, text(`record.status.${status}`)]), ...stuckReasons.map(reason => [`stuck.${reason}`, text(`common.stuck.${reason}`)]),
  ...ageBuckets.map(bucket => [`bucket.${bucket}`, text(`charts.bucket.${bucketName[bucket]}`)]), ...keyPoints.map(point => [`point.${point}`, text(`record.point.name.${point}`)]), ['currency', text('deals.currency')],
])
