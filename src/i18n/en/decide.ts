import type { Messages } from '../ru/index.ts'

export const decide: Messages['decide'] = {
  act: { unpark: 'Bring back', move: 'To stage', request: 'Refusal' },
  unparkAll: 'Bring the selected deals back from parking?',
  move: { title: 'Move to another stage', submit: 'Move', to: 'To which stage', nowhere: 'The selected deals have no stage in common: they are in different pipelines.' },
  request: {
    title: 'Ask for a refusal', ask: 'Ask', close: 'Close the deal', whose: 'In whose name', inName: 'In the name of {name}', inMine: 'In my own name', atOnce: 'Close it myself', queue: 'goes to the queue of refusals', noQueue: 'without the queue', length: 'Characters needed: {needed}, now: {length}',
    inTheirs: 'In the name of each deal’s manager', closeMany: 'Close the deals', same: 'Every deal gets the same reason and comment. If they differ, ask for one deal at a time.',
  },
  follows: {
    title: 'What follows', goes: '{n} deal goes | {n} deals go', tasks: 'and {n} open task | and {n} open tasks', takes: '+{deals}, {then} then', then: '{name}: {deals} then',
    refused: '{n} will not go. | {n} will not go.',
    failed: 'What follows could not be counted.', counting: 'Counting what changes…', warns: '{name} is closed for new deals (overdue tasks: {overdue}, stuck deals: {stuck}). These may go, and the warning is kept.',
    goesClients: '{n} client goes, with {deals} | {n} clients go, with {deals}', takesClients: '+{clients}, +{deals}, {then} then',
  },
  questions: { first: 'What is the next step, and when?', second: 'What keeps it from moving on?', third: 'Is the deal still alive?' },
  toast: {
    one: { question: 'Asked: {title}', task: 'Task raised: {title}', park: 'Parked: {title}', unpark: 'Brought back: {title}', reassign: 'Reassigned: {title}', spread: 'Spread: {title}', move: 'Moved: {title}', requested: 'Refusal asked for: {title}', closed: 'Deal closed: {title}' },
    many: {
      question: '{n} question asked | {n} questions asked', task: '{n} task raised | {n} tasks raised', park: '{n} deal parked | {n} deals parked', unpark: '{n} deal brought back | {n} deals brought back',
      reassign: '{n} deal reassigned | {n} deals reassigned', spread: '{n} deal spread | {n} deals spread', move: '{n} deal moved | {n} deals moved',
      requested: '{n} refusal asked for | {n} refusals asked for', closed: '{n} deal closed | {n} deals closed',
    },
  },
  refusedThis: 'The decision was not written', refusedMany: '{n} deal was not written | {n} deals were not written',
  undoneExcept: '{n} deal was not undone: it changed after the decision | {n} deals were not undone: they changed after the decision',
  leftOut: '{selection}. No longer in the filter and left out: {n}', noRateOnly: '{count}, without a rate: {n}', sumAndNoRate: '{count}, {sum}, without a rate: {n}',
  changedBy: 'Changed before you: {who}, {when}', changed: 'Changed while you decided', numbered: 'No.\u00a0{n}', refusedLine: '{titles}: {why}', andMore: '{titles} and {n} more', noneForAll: 'No decision fits all of the selected ones',
  warned: 'With a warning: {n}. Whoever takes it has too many overdue tasks or stuck deals. | With a warning: {n}. Whoever takes them has too many overdue tasks or stuck deals.',
}
