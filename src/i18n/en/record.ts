export const record = {
  here: '{days} here', limit: 'limit {days}', atLeast: 'The exact day of entry is unknown: at least that long', stuck: 'Why it is stuck', owner: 'Manager', noName: 'No name', lastContact: 'Contact', ago: '{when} ({days})', neverContacted: 'never contacted', expected: 'Closes', channel: 'Channel',
  parked: 'Parked until {day}. {reason}', noRate: 'There is no rate for {currency}: left out of sums', pinnedNote: 'Pinned note', openTasks: 'Open tasks', noTasks: 'No open tasks', openCrm: 'Open in the CRM',
  divergences: '{n} divergence from the CRM | {n} divergences from the CRM', divergence: '{field}: “{ours}” here, “{theirs}” in the CRM',
  keyPoints: 'Key points', courtesy: 'Courtesy call', point: {
    name: { presentation: 'Presentation', proposal: 'Proposal', contract: 'Contract', invoice: 'Invoice', payment: 'Payment' },
    state: { reached: 'reached', late: 'late', due: 'next', later: 'waits for the one before', unknown: 'unknown' },
    late: '+{days}', due: 'by {day}', byHead: 'done by the head', said: '{point}: {state}, {when}', saidOnly: '{point}: {state}',
  }, courtesyDone: 'made {when}', courtesyDue: 'by {day}', courtesyLate: '{days} late',
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
  because: { refusal: 'the refusal was decided', undo: 'the decision was undone', reopened: 'the refusal was reopened' },
  action: {
    createWorkspace: 'Team set up', runImport: 'Data imported', importChange: 'Changed by an import', openDay: 'Daily control opened', signDay: 'Day signed', decideFinding: 'Decided in the control', undoFindingDecision: 'Decision undone', answerQuestion: 'Answer written down',
    raiseControlTask: 'Control task raised', closeControlTask: 'Control task closed', reopenControlTask: 'Control task reopened', createTask: 'Task raised', cancelTask: 'Task cancelled', reassignTask: 'Task reassigned', transferDeal: 'Deal transferred', moveDeal: 'Deal moved to a stage', decideDeal: 'Decided on the deal', undoDealDecision: 'Decision undone', exportDeals: 'Deals exported', exportClients: 'Clients exported',
    moveTask: 'Due date changed', askTaskMove: 'Asked to move the task', allowedTaskMove: 'Move allowed', deniedTaskMove: 'Move denied', withdrawnTaskMove: 'Wish to move withdrawn', withdrawMoveRequest: 'Wish to move withdrawn: the task is closed', allowTaskMoves: 'Moves of the CRM allowed', closeTask: 'Task closed', askAboutTask: 'Question about a task', undoTaskDecision: 'Decision about a task undone',
    requestRefusal: 'Refusal asked for', closeDirectly: 'Deal closed directly', approveRefusal: 'Refusal approved', returnRefusal: 'Returned to work', reassignRefusal: 'Returned to another manager', reopenRefusal: 'Refusal reopened', undoRefusalDecision: 'Decision on the refusal undone', withdrawRefusal: 'Refusal withdrawn', enterNurture: 'Client sent to nurture', leaveNurture: 'Client taken out of nurture',
    savePerson: 'Person saved', addAbsence: 'Absence noted', removeAbsence: 'Absence removed', saveStage: 'Stage saved', saveReason: 'Reason saved', setCalendarDay: 'Calendar day changed', importCalendar: 'Calendar imported', setRate: 'Exchange rate set', setRules: 'Rules changed',
  },
  field: {
    title: 'Title', amount: 'Amount', currency: 'Currency', stage_id: 'Stage', from_stage_id: 'From the stage', stage_entered_at: 'In the stage since', owner_id: 'Manager', new_owner_id: 'New manager', assignee_id: 'Assignee', status: 'Status', state: 'State', channel: 'Channel', created_at: 'Created', created_by: 'Created by', expected_close_day: 'Closing day', closed_at: 'Closed', refusal_reason: 'Reason in the CRM',
    due_at: 'Due', done_at: 'Done', cancelled_at: 'Cancelled', result: 'Result', kind: 'Kind', origin: 'Origin', round: 'Round', requested_at: 'Asked', requested_by: 'Asked by', entered_by: 'Entered by', reason_text: 'Reason in the CRM', comment: 'Comment', decided_at: 'Decided', decided_by: 'Decided by', decision_comment: 'Comment on the decision', instruction: 'Instruction', instruction_due_day: 'Instruction due',
    reopened_at: 'Reopened', reopened_by: 'Reopened by', reopen_reason: 'Why it was reopened', decision: 'Decision', reason: 'Reason', untilDay: 'Until', day: 'Day', answer: 'Answer', name: 'Name', role: 'Role', team: 'Team', email: 'E-mail', phone: 'Phone', active: 'Works here', position: 'Order', dwell_limit_days: 'Limit in days', probability: 'Probability',
  },
}
