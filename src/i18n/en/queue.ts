/** The supervisor's screen “To decide”. */
export const queue = {
  title: 'To decide', go: 'To what waits for a decision', parts: 'Parts of the queue', failed: 'The queue did not load', kind: 'Request', title2: 'Deal or task', reopenedAt: 'Reopened', wish: 'to {day}: {reason}', nothingChosen: 'Choose a row in the list.', badge: '{n} waiting | {n} waiting',
  part: { all: 'Everything', refusals: 'Refusals', moves: 'Moves', reopened: 'Reopened' }, hint: { all: 'the oldest first', refusals: 'close the deal or return it', moves: 'move the task or not', reopened: 'what the head decided and why' },
  kinds: { refusal: 'refusal', move: 'move', reopened: 'refusal' },
  standsIn: 'You decide for {who}, who is away: team {team}, until {day}.', deputy: '{who} decides for you until {day}.',
  reopened: { title: 'The head reopened the decision', by: '{who}, {when}', had: 'You decided', now: 'Now' },
  empty: { all: 'Nothing waits for a decision.', refusals: 'No refusals wait.', moves: 'No moves are asked for.', reopened: 'None of your decisions was reopened.' },
  emptyWhy: { all: 'Refusals and moves that your team asks for appear here.', refusals: 'Deals that your team asks to close appear here.', moves: 'A manager’s wish to move a task appears here.', reopened: 'A decision that the head reopens appears here with the reason; of the last 30 days.' },
  news: { title: '{n} waits for your decision | {n} wait for your decision', late: '{n} refusal waits past its time | {n} refusals wait past their time' },
}
