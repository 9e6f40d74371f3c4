import type { Messages } from '../ru/index.ts'

export const refusals: Messages['refusals'] = {
  amount: 'Amount', waiting: 'Waits', decided: 'Decided', since: 'Since', contact: 'Contact', csv: 'Download CSV', decisions: 'Decisions', outside: 'closed in the CRM',
  noDecision: 'Nothing to decide here.', nothingChosen: 'Choose a deal in the list.', noReason: 'No reason given',
  view: { pending: 'Waiting', decided: 'Decided' },
  group: { late: 'Late', fresh: 'Waiting', approved: 'Approved', returned: 'Returned', reassigned: 'Reassigned', withdrawn: 'Withdrawn', pending: 'Waiting' },
  lateCount: '{n} late | {n} late',
  countAndSum: '{count}, {sum}',
  empty: { title: 'No refusals wait.', last: 'The last was decided {when} by {who}.', never: 'Deals that managers ask to close, or have closed in the CRM, will stand here.', decided: 'No refusal has been decided yet.' },
  origin: { asked: 'Asked to close the deal', closed_outside: 'Closed in the CRM without a decision' },
  asked: 'Asked by {who}, {when}', seenClosed: 'Seen in the export, {when}; manager {who}', seenClosedAlone: 'Seen in the export, {when}', enteredBy: 'entered by {who}', round: 'round {n}',
  question: 'Did the manager do all they could?',
  checklist: {
    enoughContacts: 'Enough contacts, on different days', recentContact: 'The last contact is recent', proposalSent: 'A proposal or a presentation was sent',
    objectionNoted: 'The objection is noted', noOpenAgreement: 'No open agreement in a call listened to',
  },
  fact: {
    contacts: 'Contacts', lastContact: 'Last contact', keyPoints: 'Key points', tasksMissed: 'Tasks missed', tasksMoved: 'Moved without approval', notes: 'Notes', calls: 'Calls listened to', callsScored: '{n}, score {score}',
    contactsOnDays: '{contacts} on {days}', never: 'never', daysAgo: '{n} day ago | {n} days ago',
  },
  state: { pending: 'Waits for a decision', approved: 'Refusal approved', returned: 'Returned to work', reassigned: 'Given to another', withdrawn: 'Withdrawn: open in the CRM again' },
  decidedBy: '{who}, {when}', until: 'by {day}', newOwner: 'Now with {who}', reopenedBy: 'Reopened ({who}, {when}): {reason}',
  act: { approve: 'Approve', return: 'Return', reassign: 'Reassign', reopen: 'Reopen' },
  dialog: {
    title: { approve: 'Approve the refusal', return: 'Return to work', reassign: 'Give to another manager', reopen: 'Reopen the decision' },
    submit: { approve: 'Close the deal', return: 'Return', reassign: 'Reassign', reopen: 'Reopen' },
    reason: 'Reason of the refusal', instruction: 'What to do', due: 'By which day', newOwner: 'To whom',
    override: 'This manager is closed for new deals: too much is overdue. Why give it to them all the same?',
  },
  suggest: { call: 'Call and find out the real reason', meeting: 'Arrange a meeting', price: 'Discuss price and terms', decider: 'Reach the person who decides' },
  load: { absent: 'absent', closed: 'closed for new' },
  toast: {
    one: { approve: 'Refusal approved: {title}', return: 'Returned to work: {title}', reassign: 'Reassigned: {title}' },
    many: { approve: '{n} refusal approved | {n} refusals approved', return: '{n} deal returned | {n} deals returned', reassign: '{n} deal reassigned | {n} deals reassigned' },
    reopened: 'Waits for a decision again: {title}',
  },
  refusedOne: 'Not decided: {title}', refusedMany: '{n} decision was not taken | {n} decisions were not taken',
  nurtureEmpty: { title: 'The nurture list is empty.', text: 'A client comes here when the refusal of their deal is approved.' },
  columns: { day: 'Date', client: 'Client', phone: 'Phone', email: 'E-mail', deal: 'Deal', reason: 'Reason', class: 'Kind of reason', manager: 'Manager', amount: 'Amount', currency: 'Currency' },
  classes: { not_a_deal: 'not a deal', lost_by_us: 'lost by us', lost_by_client: 'lost by the client' },
  reasons: {
    duplicate: 'Duplicate', test: 'Test', wrong_number: 'Wrong number', not_our_customer: 'Not our customer', not_called_back: 'Not called back', price_not_defended: 'Price not defended', not_worked: 'Not worked',
    no_need: 'No need', budget: 'No budget', competitor: 'Went to a competitor',
  },
}
