import type { ReviewDocument } from '../../../src/shared/contract/review.ts'
import { currencyDigits } from '../../backend/domain/money.ts'
import { computeReview } from '../../backend/usecases/computeReview.ts'
import { withFileProblems } from '../../backend/store/fileProblems.ts'
import { openWorkspaceToRead } from '../../backend/usecases/openWorkspace.ts'
import type { Invocation } from './command.ts'
import { table, type Cell } from './table.ts'
import { asOfOf, pathOf, usageError } from './values.ts'

export const runReview = (invocation: Invocation): number => {
  const { values, output, clock } = invocation
  if (values.ids && !values.json) throw usageError('--ids needs --json.')
  const source = openWorkspaceToRead({ path: pathOf(invocation, 'db'), clock })
  try {
    const asOf = asOfOf(invocation, source.settings().zone) ?? clock()
    const document = withFileProblems(source.path, () => computeReview(source, { asOf, ids: values.ids === true }))
    output.result(document, () => reviewText(document, source.workspace.name))
    return 0
  } finally {
    source.close()
  }
}

const reviewText = (document: ReviewDocument, name: string): string => {
  const { funnel, stuck, thinking, checks, currency } = document
  const digits = currencyDigits(currency)
  const numbers = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const sum = ({ amount, noRate }: { amount: number, noRate: number }): string => `${numbers.format(amount / 10 ** digits)}${noRate > 0 ? ` (+${noRate} without a rate)` : ''}`
  const list = (counts: Record<string, number>): string => Object.entries(counts).filter(([, count]) => count > 0).map(([word, count]) => `${word} ${count}`).join(', ')
  const unlessUnknown = (known: boolean, count: number): Cell => known ? count : 'unknown'
  return [
    `${name} · ${document.asOf} · ${currency}`, '',
    table(['Pipeline', 'Stage', 'Kind', 'Deals', 'Amount', 'Stuck', 'In review'],
      funnel.map(stage => [stage.pipeline, stage.stage, stage.kind, stage.count, { right: sum(stage) }, stage.stuck, stage.inReview])), '',
    table(['', '', 'Count', 'Amount', ''], [
      ['', 'Stuck deals', stuck.count, { right: sum(stuck) }, list(stuck.reasons)],
      ['', 'Thinking', thinking.count, { right: sum(thinking) }, list(thinking.buckets)],
      ['A', 'Open deals without a task', unlessUnknown(checks.A.known, checks.A.count), { right: sum(checks.A) }, checks.A.far > 0 ? `next task too far: ${checks.A.far}` : ''],
      ['B', 'Overdue tasks', unlessUnknown(checks.B.known, checks.B.count), '', `managers: ${checks.B.byManager.length}`],
      ['C', 'Contacts without a note', unlessUnknown(checks.C.contactsWithoutNote.known, checks.C.contactsWithoutNote.count), '', ''],
      ['C', 'Deals without a pinned note', unlessUnknown(checks.C.dealsWithoutPinnedNote.known, checks.C.dealsWithoutPinnedNote.count), '', ''],
      ['E', 'Tasks closed with a poor result', unlessUnknown(checks.E.known, checks.E.count), '', ''],
      ['F', 'Refusals waiting', checks.F.count, '', checks.F.late > 0 ? `late: ${checks.F.late}` : ''],
    ]), '',
    table(['D', 'Set', 'Held', 'Proposals', 'Presentations', 'Calls', 'Invoices', 'Payments', 'Tasks done', 'First contacts'], checks.D.map(row => [
      row.manager, row.meetingsSet, row.meetingsHeld, row.proposals, row.presentations, row.callsWithTalk, row.invoices, row.payments, row.tasksDone, row.firstContacts,
    ])),
  ].join('\n')
}
