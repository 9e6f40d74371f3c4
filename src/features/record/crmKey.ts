import { text } from '../../i18n/index.ts'
import type { KeyBinding } from '../../ui/keys.ts'
import { openAddress } from './useRecordAddress.ts'

/** `o`: the record in the team's CRM, where its address is known. */
export const crmKey = (address: () => string | null | undefined): KeyBinding =>
  ({ code: 'KeyO', label: () => text('record.openCrm'), group: 'screen', when: () => !!address(), run: () => openAddress(address() ?? null) })
