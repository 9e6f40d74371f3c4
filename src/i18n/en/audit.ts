export const audit = {
  title: 'Audit log', go: 'Go to the audit log', filter: 'Filter of the audit log', search: 'Find an entry', placeholder: 'Deal, client, person, entry number', entries: '{n} entry | {n} entries', byItself: 'Pult itself', from: 'From', to: 'To',
  columns: { at: 'When', actor: 'Who', action: 'What', type: 'Kind of record', title: 'Record', number: '#' },
  types: { deal: 'deal', client: 'client', task: 'task', refusal: 'refusal', person: 'person', stage: 'stage', setting: 'rules', rate: 'rate', calendar: 'calendar', control_day: 'day', import: 'import', import_mapping: 'column mapping', nurture: 'nurture list', refusal_reason: 'refusal reason', saved_view: 'view', workspace: 'team file', activity: 'contact', note: 'note', stage_move: 'stage change', ad_cost: 'ad cost', control_task: 'control task', question: 'question', finding: 'control row' },
  entry: 'Entry {n}', chained: 'hash', field: 'Field', before: 'Before', after: 'After', changes: 'What changed', erased: 'The contents were erased on request: {when}. The chain is intact.', choose: 'Choose an entry to see what was before and after.',
  none: 'The audit log is empty so far', noneNarrowed: 'There are no such entries',
}
