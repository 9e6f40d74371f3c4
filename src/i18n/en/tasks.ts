import type { Messages } from '../ru/index.ts'

export const tasks: Messages['tasks'] = {
  views: 'Views of tasks', inspector: 'Task', nobody: 'Nobody’s', nothingChosen: 'Choose a task in the list.', filter: 'Filter of tasks', search: 'Search tasks', searchIn: 'Task, deal, client', searchName: 'Manager’s name', onlyManager: 'Only this manager', allManagers: 'All managers', listFailed: 'The list of tasks was not loaded',
  view: { overdue: 'Overdue', dragged: 'Dragged', recycled: 'Recycled', closedToday: 'Closed', requests: 'Asked to move', closed: 'Take no new leads' },
  what: { overdue: 'the date is over', dragged: 'moved without approval', recycled: 'closed and opened again', closedToday: 'results to read', requests: 'allow or deny', closed: 'managers and why' },
  unknown: 'no tasks were imported', unknownWhy: 'Import tasks.csv: without it nothing is known of tasks.',
  count: '{n} task | {n} tasks', shortCount: '{n} short result | {n} short results', times: '{n} time | {n} times', asked: 'asked to move', wishTitle: 'Asked to move from {from} to {to}',
  managerCount: '{n} manager | {n} managers', delay: '+{days}',
  group: { oldest: 'oldest {days}', waits: 'waits {days}', said: '{count} · {oldest}', short: '{n} short' },
  column: { title: 'Task', deal: 'Deal', client: 'Client', manager: 'Manager', kind: 'Kind', amount: 'Amount', moves: 'Moved', due: 'Due', late: 'Late', opened: 'Set', recycled: 'Recycled', result: 'Result', done: 'Closed', asked: 'Asked', reason: 'Why', wish: 'To which day', externalId: 'Number' },
  usual: { overdue: 'By manager, oldest first', dragged: 'By manager, most moved first', recycled: 'By manager, newest first', closedToday: 'By manager, as they were closed', requests: 'By manager, longest waiting first' },
  period: { label: 'Which time', since: 'Since the last control', today: 'Today', yesterday: 'Yesterday', next: 'Another time' },
  closed: {
    rule: 'limits: {overdue} overdue, {stuck} stuck', overdue: '{n} overdue | {n} overdue', stuck: '{n} stuck | {n} stuck', since: 'Closed at least since {day}', sinceUnknown: 'Closed since when is unknown: stuck deals don’t say it', ofLimit: '{n}, limit {limit}',
    column: { manager: 'Manager', team: 'Team', why: 'Why', overdueTasks: 'Overdue', stuckDeals: 'Stuck', since: 'Closed since' }, why: { overdue: 'more than {limit} overdue', stuck: 'more than {limit} stuck' }, usual: 'The fullest first',
    opens: 'Opens by itself once both are within their limits: close, move or reassign tasks, get deals moving.', toTasks: 'Overdue tasks', toDeals: 'Stuck deals', failed: 'The list of managers was not loaded', nothingChosen: 'Choose a manager in the list.',
  },
  act: { allow: 'Allow', deny: 'Deny', denyWith: 'With an answer', allowImport: 'Allow the moves', move: 'Move', ask: 'Ask to move', close: 'Close', task: 'New task' },
  dialog: {
    title: { ask: 'Ask for another date', move: 'Move the task', close: 'Close the task', deny: 'Deny the move' }, submit: { ask: 'Ask', move: 'Move', close: 'Close', deny: 'Deny' },
    words: { move: 'Why', close: 'How it ended', deny: 'What to answer' }, askRule: 'An earlier date is set at once. A later one is a request that the head or the supervisor decides.', asWish: 'Only note the wish of {who}', due: 'To which day', length: 'Characters needed: {needed}, now: {length}',
  },
  suggest: {
    move: { first: 'The date is agreed with the client', second: 'The client is away', third: 'Production owes us an answer', fourth: 'The manager is absent' },
    close: { first: 'Done, the next step is agreed', second: 'No longer needed: the client answered', third: 'Repeats another task of this deal', fourth: 'Not reached, a new task is set' },
    deny: { first: 'Call today and write down the result', second: 'Moved before, do it today', third: 'The date is promised to the client', fourth: 'Come and see me about it' },
  },
  toast: {
    one: { allow: 'Move allowed: {title}', deny: 'Move denied: {title}', allowImport: 'Moves allowed: {title}', move: 'Moved: {title}', ask: 'Request to move noted: {title}', close: 'Closed: {title}', assign: 'Reassigned: {title}', question: 'Question put: {title}', task: 'Task raised beside “{title}”' },
    many: {
      allow: '{n} move allowed | {n} moves allowed', deny: '{n} move denied | {n} moves denied', allowImport: 'Moves of {n} task allowed | Moves of {n} tasks allowed', move: '{n} task moved | {n} tasks moved', ask: '{n} request noted | {n} requests noted', close: '{n} task closed | {n} tasks closed',
      assign: '{n} task reassigned | {n} tasks reassigned', question: '{n} question put | {n} questions put', task: '{n} task raised | {n} tasks raised',
    },
  },
  meanwhile: { allowed: 'The move was allowed already', denied: 'The move was denied already', withdrawn: 'The request was withdrawn', task_closed: 'The task is closed already', by: '{said}, {who}, {when}' },
  undoneExcept: '{n} task was not undone: it changed after the decision | {n} tasks were not undone: they changed after the decision',
  refusedOne: 'Not written: {title}', refusedMany: '{n} task not written | {n} tasks not written',
  empty: {
    overdue: 'No task is overdue.', dragged: 'Nobody moves dates.', recycled: 'No task is recycled.', closedToday: 'No tasks were closed.', requests: 'Nobody asks to move a task.', closed: 'Every manager takes new leads.', filtered: 'Nothing fits this filter.', filteredText: 'Take off a part of the filter, or all of it.', unknown: 'Nothing is known of tasks.',
    why: {
      overdue: 'All that was due by now is done.', dragged: 'A task whose date was moved twice without approval appears here.', recycled: 'A task closed without a contact and opened again appears here.', requests: 'A manager’s wish to move a date appears here.', closed: 'A manager with more overdue tasks or stuck deals than the limit appears here.',
    },
    read: { since: 'No task was closed since the last signed control.', today: 'No task was closed today yet.', yesterday: 'No task was closed yesterday.' },
  },
}
