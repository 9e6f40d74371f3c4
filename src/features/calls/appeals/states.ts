import type { CheckedCall } from '../../../shared/contract/callAppeals.ts'

export type AppealState = NonNullable<CheckedCall['appeal']>['state']
export const stateTone: Record<AppealState, 'warn' | 'grey' | 'good'> = { pending: 'warn', upheld: 'grey', changed: 'good' }
