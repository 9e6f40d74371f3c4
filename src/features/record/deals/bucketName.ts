import type { AgeBucket } from '../../../shared/vocabulary.ts'

/** The bucket's name among the messages: `charts.bucket.week`. */
export const bucketName = { '0-7': 'week', '8-30': 'month', '31-90': 'quarter', '>90': 'older' } as const satisfies Record<AgeBucket, string>
