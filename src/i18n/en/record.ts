export const record = {
  here: '{days} here', limit: 'limit {days}', atLeast: 'The exact day of entry is unknown: at least that long', stuck: 'Why it is stuck', owner: 'Manager', noName: 'No name', lastContact: 'Contact', ago: '{when} ({days})', neverContacted: 'never contacted', expected: 'Closes', channel: 'Channel',
  parked: 'Parked until {day}. {reason}', noRate: 'There is no rate for {currency}: left out of sums', pinnedNote: 'Pinned note', openTasks: 'Open tasks', noTasks: 'No open tasks', openCrm: 'Open in the CRM',
  divergences: '{n} divergence from the CRM | {n} divergences from the CRM', divergence: '{field}: “{ours}” here, “{theirs}” in the CRM',
  status: { open: 'open', refusal_review: 'refusal in review', won: 'won', lost: 'lost' },
  storyTitle: 'Story', showAudit: 'Show the log', hideAudit: 'Hide the log', noStory: 'Nothing has happened yet.', storyFailed: 'The story could not be loaded.', more: 'Show earlier', failed: 'The record could not be loaded.', nothing: 'Choose a row: its story appears here.', taskAlone: 'A task without a deal',
  inferred: 'from the export', outside: 'outside of Pult', viaClient: 'through the client', noteMissing: 'without a note', noTalk: 'no talk', talkUnknown: 'length unknown', talk: 'talk {time}',
  contact: {
    call: 'Call', call_in: 'Incoming call', call_out: 'Outgoing call', email: 'E-mail', email_in: 'Incoming e-mail', email_out: 'Outgoing e-mail', message: 'Message', message_in: 'Incoming message', message_out: 'Outgoing message',
    meeting: 'Meeting', presentation: 'Presentation', proposal: 'Proposal', contract: 'Contract', invoice: 'Invoice', payment: 'Payment',
  },
  meeting: { planned: 'planned', held: 'held', cancelled: 'cancelled' },
  task: { untitled: 'Untitled task', due: 'due {when}', noDue: 'no date', overdue: 'overdue', overdueDays: 'overdue {days}', done: 'done {when}', cancelled: 'cancelled' },
  moves: { late: 'Moved from {from} to {to}.', allowed: 'Moved with permission from {from} to {to}.', earlier: 'Moved earlier, from {from} to {to}.', count: 'moved {n} time | moved {n} times', mark: { due: 'Due: {day}', now: 'Today, {day}', done: 'Done {day}' } },
  story: {
    created: 'Deal created', stage: '{from} → {to}', stageFirst: 'Stage: {to}', note: 'Note', notePinned: 'Pinned note', transfer: 'Transfer: {from} → {to}', parking: 'Parked until {day}', parkingEnded: 'back {when}', question: 'Question: {to}, answer by {day}', noAnswer: 'no answer yet', answer: 'Answer: {text}', decision: 'Decision: {decision} ({finding})', undone: 'undone',
  },
  refusal: { asked: 'Refusal, round {round}', askedFor: 'Refusal, round {round}: {reason}', instruction: 'Instruction: {text}', decided: '{who}, {when}', state: { pending: 'waits for a decision', approved: 'approved', returned: 'returned to work', reassigned: 'reassigned', withdrawn: 'withdrawn' } },
  change: '{field}: {before} → {after}',
  action: {
    decideFinding: 'Finding decided', undoDecision: 'Decision undone', undoFindingDecision: 'Decision undone', importCreated: 'Created by an import', importUpdated: 'Changed by an import', importDeal: 'Changed by an import', reassign: 'Reassigned', reassignDeal: 'Reassigned', parkDeal: 'Parked', createTask: 'Task raised', askQuestion: 'Question asked', answerQuestion: 'Answer written down', requestRefusal: 'Refusal asked', decideRefusal: 'Refusal decided', approveRefusal: 'Refusal approved', returnRefusal: 'Refusal returned', reopenRefusal: 'Refusal reopened', closeControlTask: 'Control task closed',
  },
  field: { title: 'Title', amount: 'Amount', currency: 'Currency', stage: 'Stage', stageId: 'Stage', owner: 'Manager', ownerId: 'Manager', status: 'Status', expectedCloseDay: 'Closing day', dueAt: 'Due', channel: 'Channel', decision: 'Decision', reason: 'Reason', client: 'Client', untilDay: 'Until', day: 'Day' },
}
