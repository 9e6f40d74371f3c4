/** The manager's screen “My day”. */
export const myDay = {
  title: 'My day', titleOf: 'My day: {day}', go: 'To my day', parts: 'Parts of the day', failed: 'The day did not load', marks: 'Marks', why: 'Why it stands still', refused: 'Not saved: {title}', noDecision: 'Nothing to decide here',
  part: { tasks: 'Tasks of the day', questions: 'Questions to me', returned: 'Returned to work', stuck: 'Stuck', requests: 'My requests' },
  hint: { tasks: 'in their order', questions: 'wait for an answer', returned: 'with an instruction', stuck: 'and why', requests: 'wait for a decision' },
  none: { tasks: 'all done', questions: 'no questions', returned: 'nothing came back', stuck: 'all of them move', requests: 'nothing asked' },
  lateOf: { tasks: '{n} overdue | {n} overdue', questions: '{n} not answered in time | {n} not answered in time', returned: '{n} past the date | {n} past the date' },
  answeredOf: '{n} answer | {n} answers',
  groupLate: 'Overdue', groupToday: 'Today', groupWaits: 'Waiting for a decision', groupAnswers: 'Answers of two weeks', allDay: 'all day', asked: 'asked for: {day}',
  question: 'Question', about: 'About', answerBy: 'Answer by', answered: 'Answer sent', answerTitle: 'Answer the question', returnedBy: 'Returned by {who}, {when}',
  state: 'State', what: 'What was asked', answer: 'Answer', askedAt: 'You asked {when}', decidedBy: 'Decided by {who}, {when}. You asked {asked}', askedMove: 'move: {day}', askedRefusal: 'refusal: {reason}',
  requestState: { pending: 'refusal waits', late: 'refusal waits past its time', pendingMove: 'move waits', approved: 'refusal approved', returned: 'returned to work', reassigned: 'given to another', withdrawn: 'withdrawn', allowed: 'move allowed', denied: 'move denied' },
  counters: 'The day in figures', ofPlan: '{value} of {plan}', toGo: '{n} to go', noPlan: 'There is no plan for the day: the head of sales sets it.',
  act: { call: 'Call', done: 'Done', plan: 'Next step', refusal: 'Ask for a refusal', answer: 'Answer' },
  call: {
    title: 'What came of the call', outcome: { talked: 'Talked', no_answer: 'No answer', call_back: 'Call back on…', wrong_number: 'Wrong number' },
    follows: { talked: 'result, the task closes', no_answer: 'recorded at once', call_back: 'another day or hour', wrong_number: 'and a task to find the right one' },
    length: 'How long you talked, minutes', minutes: 'min', result: 'What was agreed', resultHint: 'The call’s note and the task’s result in one.', next: 'Next step', nextPlaceholder: 'Send the proposal, call', day: 'When', time: 'Time', timeWrong: 'Like 14:30',
    callBackReason: 'Asked to be called back', moveRule: 'An earlier date is set at once. A later one is a request that the head or the supervisor decides.', planRule: 'A task is set for that day.', findNumber: 'Find the right number',
  },
  said: { talked: 'Talk recorded: {title}', no_answer: 'Recorded, no answer: {title}', wrong_number: 'Wrong number, a task to find the right one is set: {title}', asked: 'Request to move recorded: {title}, {day}', moved: 'Due date changed: {title}, {day}', planned: 'Call back {day}: {title}', next: 'Next step, {day}: {title}' },
  empty: { tasks: 'Everything for today is done.', questions: 'No questions to you.', returned: 'Nothing came back.', stuck: 'None of your deals is stuck.', requests: 'You have asked for nothing.' },
  emptyWhy: { tasks: 'What is due today or overdue appears here in its order.', questions: 'A question of the head appears here with the day by which to answer.', returned: 'A deal whose refusal was not approved appears here with what to do.', stuck: 'A deal that stands too long, without contact or without a task, appears here with the reason.', requests: 'Ask for another date or for a refusal right on a task: M and E.' },
}
