import type { Messages } from '../ru/index.ts'

export const clients: Messages['clients'] = {
  enter: {
    title: 'New client', go: 'To a new client', kindLabel: 'Who it is', kind: { person: 'Person', company: 'Company' }, name: { person: 'Surname and name', company: 'Name' }, phone: 'Phone', email: 'E-mail', channel: 'How they found us', oneOf: 'A phone or an e-mail is needed.', submit: 'Add the client',
    badPhone: 'This is no phone number: digits or a code are missing.', badEmail: 'This is no e-mail address.', noContact: 'A phone or an e-mail is needed.', noName: 'Write the client’s name.',
    known: 'This client is there already: {name}, with {owner}.', knownWithoutName: 'This client is there already, with {owner}.', knownNobodys: 'This client is there already: {name}, without a manager so far.', knownSince: 'Known since {day}.', done: 'Client added: {name}', today: 'Added by you today', nothingToday: 'Nobody yet today.',
  },
  left: 'left', these: '{n} chosen client | {n} chosen clients', openDeals: '{n} open deal | {n} open deals', withDeals: '{clients}: {deals}',
  kinds: { company: 'Company', person: 'Person', none: 'Not said' },
  filter: { kind: 'Kind', createdFrom: 'Entered from', createdTo: 'Entered to' },
  toast: {
    one: { reassign: 'Client reassigned: {name}', spread: 'Client spread: {name}' },
    many: { reassign: '{n} client reassigned | {n} clients reassigned', spread: '{n} client spread | {n} clients spread' },
  },
  refusedMany: '{n} client was not reassigned | {n} clients were not reassigned',
  undoneExcept: '{n} client was not given back: the client or its deals changed after the transfer | {n} clients were not given back: they or their deals changed after the transfer',
  erase: { act: 'Erase the data', title: 'Erase the data of {name}?', text: 'Name, phones, e-mail, notes, texts of tasks and titles of deals go for good, from the audit too. Sums, dates and counts stay. The next import from the CRM won’t bring them back. This can’t be undone.', done: 'The client’s data are erased', kept: '{n} backup still holds them until {day} | {n} backups still hold them until {day}', when: 'The client’s data were erased on request on {day}.' },
  owners: 'Whose it was', transfer: '{from} → {to}', transferBy: '{when}, {who}', undone: 'transfer undone', fromCrm: 'as in the CRM', outside: 'changed in the CRM', openDealsOf: 'Open deals: {name}', allDealsOf: 'All deals: {name}', openCrm: 'Open the client in the CRM', failed: 'The client could not be loaded.', chooseToDecide: 'Choose a client to reassign it',
}
