import { textIfAny } from '../../i18n/index.ts'
import type { ReasonView } from '../../shared/contract/settings.ts'

/** A shipped reason is named in the person's language until somebody renames it. */
export const shippedName = (key: string): string => textIfAny(`refusals.reasons.${key}`) ?? key
export const reasonName = (reason: Pick<ReasonView, 'key' | 'name'>): string => reason.name ?? (reason.key ? shippedName(reason.key) : '')
/** What is sent: the key itself keeps a shipped reason following the language. */
export const sentName = (reason: Pick<ReasonView, 'key' | 'name'> | null, typed: string): string => reason?.key && typed.trim() === shippedName(reason.key) ? reason.key : typed.trim()
