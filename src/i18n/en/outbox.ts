export const outbox = {
  title: 'For the CRM', go: 'To what goes into the CRM',
  kinds: { owner: 'Change the manager', reopen: 'Open again', lose: 'Close as lost', stage: 'Move to a stage', task_new: 'Add a task', task_due: 'Move a task', task_assignee: 'Hand a task over', task_done: 'Close a task', task_cancel: 'Cancel a task', client_owner: 'Change the client’s manager' },
  stage: 'stage “{stage}”', until: '{task}; due {day}', toPerson: '{task}: {person}', result: '{task}: “{result}”', toOwner: 'new: {person}', reason: 'reason: {reason}',
  line: '{number}. {what}: {title}; {detail}', lineShort: '{number}. {what}: {title}', hello: '{name}, please enter this in the CRM:', thanks: 'Pult will tick it off with the next export.',
  columns: { what: 'To do', title: 'Deal or client', detail: 'As it should be', decided: 'Decided', settled: 'Seen', manager: 'Who enters it', deal: 'Deal', number: 'Number in the CRM', task: 'Task', value: 'As it should be', decidedBy: 'Decided by', amount: 'Sum', lateFrom: 'Due' },
  view: { open: 'To enter', done: 'Entered', divergences: 'Divergences', label: 'What to show' }, count: '{n} line | {n} lines', late: '{n} past due | {n} past due', lateMark: 'in the control since {day}', batch: 'export: {when}',
  act: { copy: 'Copy the message', copyFor: 'Copy for {name} · {count}', copySelected: 'Copy messages · {count}', print: 'Print' }, copied: 'Copied. For: {name}', copyFailed: 'Could not copy', nobody: 'No manager',
  text: 'Decided in Pult, and the CRM does not know yet. Enter it there: the next export confirms it and the line goes by itself.',
  filter: 'Which lines', onlyLate: 'Past due only', noneNarrowed: 'No lines fit this choice.', badge: '{n} to enter in the CRM | {n} to enter in the CRM',
  none: 'Nothing to enter: the CRM knows all that was decided.', noneText: 'A transfer, a return, a moved date or a new task appears here right after the decision.', doneNone: 'No export has confirmed anything in 30 days.', paper: 'For the CRM: {day}', box: 'done',
}
