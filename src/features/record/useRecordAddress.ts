import { useQuery } from '@tanstack/vue-query'
import { orpc } from '../../api/index.ts'

export interface InCrm { source: string, externalId: string }

/** In the person's browser, as a page of its own. */
export const openAddress = (address: string | null): void => { if (address) window.open(address, '_blank', 'noopener,noreferrer') }

/** A record's address in the team's CRM, by its source's template for deals or for clients; null without one. */
export const useRecordAddress = () => {
  const rules = useQuery(orpc.settings.rules.queryOptions({ staleTime: 300_000 }))
  const addressOf = (record: InCrm | null | undefined, what: 'deal' | 'client' = 'deal'): string | null => {
    const templates = rules.data.value?.rules[what === 'deal' ? 'recordAddress' : 'clientAddress']
    const template = record ? templates?.[record.source] : undefined
    return record && template && /^https?:\/\//.test(template) ? template.replaceAll('{id}', encodeURIComponent(record.externalId)) : null
  }
  return { addressOf, open: openAddress }
}
