import type { Messages } from '../ru/index.ts'

export const decide: Messages['decide'] = {
  act: { unpark: 'Bring back', move: 'To stage', request: 'Refusal' },
  unparkAll: 'Bring the selected deals back from parking?',
  move: { title: 'Move to another stage', submit: 'Move', to: 'To which stage', nowhere: 'The selected deals have no stage in common: they are in different pipelines.' },
  request: {
    title: 'Ask for a refusal', ask: 'Ask', close: 'Close the deal', whose: 'In whose name', inName: 'In the name of {name}', inMine: 'In my own name', atOnce: 'Close it myself', queue: 'goes to the queue of refusals', noQueue: 'without the queue', length: 'Characters needed: {needed}, now: {length}',
  },
  follows: {
    title: 'What follows', goes: '{n} deal goes | {n} deals go', tasks: 'and {n} open task | and {n} open tasks', takes: '+{deals}, {then} then', then: '{name}: {deals} then',
    refused: '{n} will not go. | {n} will not go.',
  },
  questions: { first: 'What is the next step, and when?', second: 'What keeps it from moving on?', third: 'Is the deal still alive?' },
  toast: {
    one: { question: 'Asked: {title}', task: 'Task raised: {title}', park: 'Parked: {title}', unpark: 'Brought back: {title}', reassign: 'Reassigned: {title}', spread: 'Spread: {title}', move: 'Moved: {title}' },
    many: {
      question: '{n} question asked | {n} questions asked', task: '{n} task raised | {n} tasks raised', park: '{n} deal parked | {n} deals parked', unpark: '{n} deal brought back | {n} deals brought back',
      reassign: '{n} deal reassigned | {n} deals reassigned', spread: '{n} deal spread | {n} deals spread', move: '{n} deal moved | {n} deals moved',
    },
    requested: 'Refusal asked for: {title}', closed: 'Deal closed: {title}',
  },
  refusedOne: 'Not written: {title}', refusedMany: '{n} deal was not written | {n} deals were not written',
  undoneExcept: '{n} deal was not undone: it changed after the decision | {n} deals were not undone: they changed after the decision',
}
