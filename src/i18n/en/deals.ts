import type { Messages } from '../ru/index.ts'

export const deals: Messages['deals'] = {
  title: 'Deals', noTask: 'no task', parkedUntil: 'parked until {day}', currency: 'Currency', descending: 'descending', ascending: 'ascending',
  anyStuck: 'Stuck for any reason', bucket: '{days} d', noChannel: 'Without a channel', parkedOnly: 'Parked only', notParked: 'Without parked', oneClient: 'One client',
  theseDeals: '{n} chosen deal | {n} chosen deals',
  clients: 'Clients', clientCount: '{n} client | {n} clients', openOf: '{n} open | {n} open', noDeals: 'No deals.', noClient: 'Choose a client in the list.', daysAgo: '{days} ago',
  clientColumns: { kind: 'Kind', name: 'Client', phone: 'Phone', email: 'E-mail', manager: 'Manager', channel: 'Channel', deals: 'Deals', openDeals: 'Open', money: 'Sum of open', lastContact: 'Contact', created: 'Entered', externalId: 'Number' },
  columns: {
    title: 'Deal', client: 'Client', amount: 'Amount', stage: 'Stage', age: 'In stage', bucket: 'Age range', manager: 'Manager', stuck: 'Why it is stuck', nextDue: 'Task', lastContact: 'Contact', status: 'Status', pipeline: 'Pipeline', channel: 'Channel', tasks: 'Tasks', moves: 'Moves',
    created: 'Created', updated: 'Changed', expectedClose: 'Expected', closed: 'Closed', parkedUntil: 'Parked until', latePoint: 'Late point', externalId: 'Number',
  },
  filter: {
    clients: 'Filter of clients', searchClients: 'Search clients', clientPlaceholder: 'Name, phone, e-mail', withOpen: 'With open deals', title: 'Filter of deals', text: 'Search deals', placeholder: 'Title, client', by: 'Filter: {name}', clear: 'Reset', drop: 'Remove: {name}',
    status: 'Status', stage: 'Stage', manager: 'Manager', stuck: 'Stuck', age: 'In stage', channel: 'Channel', team: 'Team', parked: 'Parked', latePoint: 'Points', period: 'Period', createdFrom: 'Created from', createdTo: 'Created to', closedFrom: 'Closed from', closedTo: 'Closed to',
  },
  mates: 'Select all of this manager', tools: 'The list: order, columns, views, file',
  views: { title: 'Views', saved: 'View saved: {name}', removed: 'View removed: {name}', none: 'No saved views', saveAs: 'Save the present one as…', rename: 'Rename', renameOf: 'Rename: {name}', removeOf: 'Remove: {name}', remove: 'Remove', removeTitle: 'Remove the view?', goTo: 'View: {name}', hint: 'Enter opens, F2 renames, Del removes' },
  export: { title: 'Export to a file', what: 'All rows of the filter, columns as on the screen.', submit: 'Export', running: 'The file is being made', format: 'Kind of file', formats: { csv: 'CSV', xlsx: 'Excel (XLSX)' }, saved: 'File saved: {file}' },
  empty: { noSuchClient: 'No such client', noSuchClientText: 'Not one client fits the filter.', noClients: 'No clients yet', filtered: 'No such deals', filteredText: 'Not one deal fits the filter.', none: 'No deals yet', noneText: 'Import an export of your CRM, and they appear here.' },
}
