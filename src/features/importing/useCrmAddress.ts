import { useQuery } from '@tanstack/vue-query'
import { orpc } from '../../api/index.ts'

interface InCrm { source: string, externalId: string }

/** A record's address in the team's CRM, by the template of its source; null without one. */
export const useCrmAddress = () => {
  const rules = useQuery(orpc.settings.rules.queryOptions({ staleTime: 300_000 }))
  const addressOf = (record: InCrm | null): string | null => {
    const template = record ? rules.data.value?.rules.recordAddress[record.source] : undefined
    return record && template && /^https?:\/\//.test(template) ? template.replaceAll('{id}', encodeURIComponent(record.externalId)) : null
  }
  const open = (record: InCrm | null): void => {
    const address = addressOf(record)
    if (address) window.open(address, '_blank', 'noopener,noreferrer')
  }
  return { addressOf, open }
}
