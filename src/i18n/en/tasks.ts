import type { Messages } from '../ru/index.ts'

export const tasks: Messages['tasks'] = {
  views: 'Views of tasks', inspector: 'Task', nobody: 'Nobody’s', nothingChosen: 'Choose a task in the list.', search: 'Filter', onlyManager: 'Only this manager', allManagers: 'All managers',
  view: { overdue: 'Overdue', dragged: 'Dragged', recycled: 'Recycled', closedToday: 'Closed', requests: 'Asked to move' },
  what: { overdue: 'the date is over', dragged: 'moved without approval', recycled: 'closed and opened again', closedToday: 'results to read', requests: 'allow or deny' },
  unknown: 'no tasks were imported', unknownWhy: 'Import tasks.csv: without it nothing is known of tasks.',
  count: '{n} task | {n} tasks', shortCount: '{n} short result | {n} short results', times: '{n} time | {n} times', late: '{days} late', asked: 'asked to move', wishTitle: 'Asked to move from {from} to {to}',
  group: { oldest: 'oldest {days}', waits: 'waits {days}' },
  column: { title: 'Task', deal: 'Deal', kind: 'Kind', moves: 'Moved', due: 'Due', opened: 'Opened again', recycled: 'Recycled', result: 'Result', done: 'Closed', reason: 'Why', wish: 'To which day' },
  period: { label: 'Which time', since: 'Since the last control', today: 'Today', yesterday: 'Yesterday', next: 'Another time' },
  closed: { title: 'Closed for new leads', rule: 'more than {overdue} overdue or {stuck} stuck', overdue: '{n} overdue | {n} overdue', stuck: '{n} stuck | {n} stuck', since: 'Closed at least since {day}' },
  act: { allow: 'Allow', deny: 'Deny', denyWith: 'With an answer', allowImport: 'Allow the moves', move: 'Move', ask: 'Ask to move', close: 'Close', task: 'New task' },
  dialog: {
    title: { move: 'Move the task', close: 'Close the task', deny: 'Deny the move' }, submit: { move: 'Move', close: 'Close', deny: 'Deny' },
    words: { move: 'Why', close: 'How it ended', deny: 'What to answer' }, asWish: 'Only note the wish of {who}', due: 'To which day', length: 'Characters needed: {needed}, now: {length}',
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
  meanwhile: { allowed: 'The move was allowed already', denied: 'The move was denied already', withdrawn: 'The request was withdrawn', task_closed: 'The task is closed already' },
  refusedOne: 'Not written: {title}', refusedMany: '{n} task not written | {n} tasks not written',
  empty: {
    overdue: 'No task is overdue.', dragged: 'Nobody moves dates.', recycled: 'No task is recycled.', closedToday: 'No tasks were closed.', requests: 'Nobody asks to move a task.', filtered: 'Nothing fits this filter. Take it off to see the rest.',
    why: {
      overdue: 'All that was due by now is done.', dragged: 'A task whose date was moved twice without approval appears here.', recycled: 'A task closed without a contact and opened again appears here.', closedToday: 'No task was closed since the last signed control.', requests: 'A manager’s wish to move a date appears here.',
    },
  },
}
