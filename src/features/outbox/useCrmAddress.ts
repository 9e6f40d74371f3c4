import { useRecordAddress, type InCrm } from '../record/useRecordAddress.ts'

/** A row of the outbox or a divergence: of a deal or one of its tasks, of a client, of a person or a stage. */
interface Row extends InCrm { dealId: number | null, recordType?: string }

/** Where the row's deal or client is in the team's CRM; null where no template says. */
export const useCrmAddress = () => {
  const { addressOf: find, open } = useRecordAddress()
  const addressOf = (row: Row | null): string | null => {
    if (row === null) return null
    if (row.dealId !== null) return find(row, 'deal')
    return row.recordType === undefined || row.recordType === 'client' ? find(row, 'client') : null
  }
  return { addressOf, open: (row: Row | null): void => open(addressOf(row)) }
}
