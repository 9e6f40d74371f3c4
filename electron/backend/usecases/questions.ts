import { PultError } from '../../../src/shared/errors.ts'
import { personNames } from '../store/queries/controlDays.ts'
import { all, one, statement } from '../store/queries/rows.ts'
import { policyActorOf } from './access.ts'
import { todayOf } from './controlDay.ts'
import type { Session } from './desk.ts'
import { runCommand } from './runCommand.ts'

export interface QuestionsInput { managerId?: number, state: 'open' | 'answered' | 'all' }
export interface QuestionRow {
  id: number, version: number, to: { id: number, name: string }, dealId: number | null, title: string, text: string, answerDay: string,
  askedAt: number, answer: string | null, answeredAt: number | null, overdue: boolean
}

const inState: Record<QuestionsInput['state'], string> = { open: 'AND question.answered_at IS NULL', answered: 'AND question.answered_at IS NOT NULL', all: '' }

/** Questions to managers, by the day of the answer; withdrawn ones are left out. A manager sees their own, a supervisor those of the own teams. */
export const listQuestions = ({ desk, actor }: Session, input: QuestionsInput): QuestionRow[] => {
  const names = personNames(desk.db)
  const today = todayOf(desk, desk.clock())
  const { id, role, teams } = policyActorOf({ desk, actor })
  const managerId = role === 'head' || role === 'supervisor' ? input.managerId ?? null : id
  const rows = all<Omit<QuestionRow, 'to' | 'overdue' | 'title'> & { toId: number, title: string | null, taskTitle: string | null }>(desk.db, `
    SELECT question.id, question.version, question.to_id AS toId, question.deal_id AS dealId, coalesce(deal.title, deal.external_id) AS title, task.title AS taskTitle, question.text,
      question.answer_day AS answerDay, question.asked_at AS askedAt, question.answer, question.answered_at AS answeredAt
    FROM question LEFT JOIN deal ON deal.id = question.deal_id LEFT JOIN task ON task.id = question.task_id
    WHERE question.withdrawn_at IS NULL AND ($managerId IS NULL OR question.to_id = $managerId)
      AND ($teams IS NULL OR question.to_id IN (SELECT id FROM person WHERE team IN (SELECT value FROM json_each($teams)))) ${inState[input.state]}
    ORDER BY question.answer_day, question.id`, { managerId, teams: role === 'supervisor' ? JSON.stringify(teams) : null })
  return rows.map(({ toId, title, taskTitle, ...row }) => ({
    ...row, to: { id: toId, name: names.get(toId) ?? '' }, title: title ?? taskTitle ?? '', overdue: row.answeredAt === null && row.answerDay < today,
  }))
}

export interface AnswerInput { commandId: string, questionId: number, expectedVersion: number, answer: string }

/** Keeps a manager's answer: entered by the manager asked, or by the head for them. CONFLICT when it was answered or withdrawn meanwhile. */
export const answerQuestion = (session: Session, input: AnswerInput): Record<string, never> =>
  runCommand(session, { procedure: 'day.answerQuestion', input, topics: ['day'] }, (tx) => {
    const question = one<{ toId: number, version: number, dealId: number | null, answeredAt: number | null, withdrawnAt: number | null }>(tx.db,
      'SELECT to_id AS toId, version, deal_id AS dealId, answered_at AS answeredAt, withdrawn_at AS withdrawnAt FROM question WHERE id = ?', input.questionId)
    if (!question) throw new PultError('NOT_FOUND', 'There is no such question.', { questionId: input.questionId })
    const { id, role } = policyActorOf(tx)
    if (role !== 'head' && id !== question.toId) throw new PultError('FORBIDDEN', 'Only the manager asked, or the head for them, answers.', { role })
    if (question.version !== input.expectedVersion || question.answeredAt !== null || question.withdrawnAt !== null) {
      throw new PultError('CONFLICT', 'This question was answered or withdrawn meanwhile.', { version: question.version, answeredAt: question.answeredAt, withdrawnAt: question.withdrawnAt })
    }
    statement(tx.db, 'UPDATE question SET answer = ?, answered_at = ?, version = version + 1 WHERE id = ?').run(input.answer, tx.now, input.questionId)
    tx.audit({ action: 'answerQuestion', recordType: question.dealId === null ? 'question' : 'deal', recordId: question.dealId ?? input.questionId, payload: { question: input.questionId, after: { answer: input.answer } } })
    return {}
  })
