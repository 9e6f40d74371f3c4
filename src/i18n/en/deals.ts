import type { Messages } from '../ru/index.ts'

export const deals: Messages['deals'] = {
  title: 'Deals', noTask: 'no task', parkedUntil: 'parked until {day}', currency: 'Currency', descending: 'descending', ascending: 'ascending',
  anyStuck: 'Stuck for any reason', bucket: '{days} d', noChannel: 'Without a channel', parkedOnly: 'Parked only', notParked: 'Without parked', oneClient: 'One client',
  theseDeals: 'This {n} deal | These {n} deals',
  columns: {
    title: 'Deal', client: 'Client', amount: 'Amount', stage: 'Stage', age: 'In stage', manager: 'Manager', stuck: 'Why it is stuck', nextDue: 'Task', lastContact: 'Contact', status: 'Status', pipeline: 'Pipeline', channel: 'Channel', tasks: 'Tasks', moves: 'Moves',
    created: 'Created', updated: 'Changed', expectedClose: 'Expected', closed: 'Closed', parkedUntil: 'Parked until', externalId: 'Number',
  },
  filter: {
    title: 'Filter of deals', text: 'Search deals', placeholder: 'Title, client', by: 'Filter: {name}', clear: 'Reset', drop: 'Remove: {name}',
    status: 'Status', stage: 'Stage', manager: 'Manager', stuck: 'Stuck', age: 'In stage', channel: 'Channel', team: 'Team', parked: 'Parked', period: 'Period', createdFrom: 'Created from', createdTo: 'Created to', closedFrom: 'Closed from', closedTo: 'Closed to',
  },
  views: { title: 'Views', saved: 'View saved: {name}', removed: 'View removed: {name}', none: 'No saved views', saveAs: 'Save the present one as…', rename: 'Rename', remove: 'Remove', removeTitle: 'Remove the view?', goTo: 'View: {name}', hint: 'Enter opens, F2 renames, Del removes' },
  export: { title: 'Export to a file', what: 'All rows of the filter, columns as on the screen.', submit: 'Export', running: 'The file is being made', format: 'Kind of file', formats: { csv: 'CSV', xlsx: 'Excel (XLSX)' }, saved: 'File saved: {file}' },
  empty: { filtered: 'No such deals', filteredText: 'Not one deal fits the filter.', none: 'No deals yet', noneText: 'Load an export of your CRM, and they appear here.' },
}
