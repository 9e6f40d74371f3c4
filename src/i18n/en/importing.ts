export const importing = {
  title: 'Import', lastBefore: 'latest export:', never: 'No data yet',
  tabs: { bring: 'Bring in', history: 'History', mappings: 'Columns' },
  asOf: 'When the CRM made it', asOfTime: 'Time', asOfHint: 'Empty means now', badTime: 'A time like 19:00', notBrought: 'Not in the export: {kinds}. Checks that need it will have no data.', folder: 'Or the path of a folder', folderPlaceholder: '/home/…/export', dry: 'Show what will change', clear: 'Remove the files',
  preview: 'What will change', previewNote: 'Nothing is written yet.', apply: 'Bring in', applied: 'Brought in', appliedNote: 'Decisions taken in Pult still hold.', nothingNew: 'All of this is in already: there is nothing to change.', cancelled: 'The import was stopped. Nothing was changed.', toToday: 'To today',
  columns: { what: 'What', created: 'New', updated: 'Changed', willChange: 'Will change', unchanged: 'Unchanged', file: 'File', row: 'Row', column: 'Column', value: 'Value', problem: 'What is wrong', rows: 'Rows', ours: 'In Pult', theirs: 'In the export', field: 'Field', seen: 'Seen', record: 'Record', when: 'Brought in', asOf: 'As of', source: 'Source', rejected: 'Rejected' },
  kinds: { people: 'People', stages: 'Stages', clients: 'Clients', deals: 'Deals', stageMoves: 'Stage moves', tasks: 'Tasks', activities: 'Contacts and events', notes: 'Notes', adCosts: 'Advertising costs' },
  found: { title: 'Noticed', taskMoves: 'Task dates moved', stageMoves: 'Stage moves', ownerChanges: 'Owner changed', closedOutside: 'Closed outside Pult', divergences: 'Differs from decisions in Pult' },
  rejected: { title: '{n} row rejected | {n} rows rejected', none: 'No row was rejected.', text: 'The rest is in. Mend these rows in the CRM and bring them in again: repeating doubles nothing.', textDry: 'The rest will go in. Mend these rows in the CRM, or go on without them.', download: 'Download CSV', first: 'The first {n} are shown.', fileName: 'rejected.csv' },
  unknownColumns: 'Unknown columns were left out: {columns}',
  codes: {
    BAD_ID: 'Excel has damaged the id: digits are lost', TOO_LONG: 'the cell is too long', BAD_DATE: 'not a date', BAD_AMOUNT: 'not an amount', BAD_NUMBER: 'not a number', BAD_VALUE: 'there is no such value', DUPLICATE: 'the key stood in the file before', UNKNOWN_REFERENCE: 'refers to what doesn’t exist', MISSING: 'empty, but needed', BAD_ROW: 'the row can’t be read', other: 'not taken: {code}',
  },
  formats: { native: 'Pult’s format', demo: 'demo', amocrm: 'amoCRM', bitrix24: 'Bitrix24', pipedrive: 'Pipedrive', hubspot: 'HubSpot', zoho: 'Zoho CRM', odoo: 'Odoo' },
  history: { none: 'Nothing was brought in yet. The first import shows the whole team at once.' },
  divergences: { keep: 'Keep Pult’s', take: 'Take the CRM’s', kept: 'The decision in Pult stays: enter it in the CRM', taken: 'Taken from the CRM', decided: 'Decided', none: 'No divergences: the exports agree with the decisions taken in Pult.', text: 'This was decided in Pult and the CRM still has the old value. Pult keeps the decision; change the CRM and the row goes by itself.' },
  warnings: { STATUS_STAGE: 'the deal’s status contradicts its stage: the status decides', NO_KEY: 'no record number: a repeat is known only while nothing changes', UNKNOWN_DEAL: 'the deal isn’t in the export: the record came without it', UNKNOWN_CLIENT: 'the client isn’t in the export: the record came without it', TOTALS_ROW: 'a line of totals was left out', ENCODING_DAMAGED: 'some letters in the file are broken', OTHER_SHEETS: 'only the first sheet was read' },
}
