import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { orpc } from '../../api/index.ts'

/** The parts of a manager's day, in the order of their keys. */
export const parts = ['tasks', 'questions', 'returned', 'stuck', 'requests'] as const
export type Part = (typeof parts)[number]

/** What stands beside a part's name: how many, and how many of them are late. */
export interface PartFigure { count: number | null, late: number }

/** Everything of a manager's day; fresh by live events. */
export const useMyDay = () => {
  const day = useQuery(orpc.desk.day.queryOptions())
  const stuck = useQuery(orpc.deals.list.queryOptions({ input: { filter: { status: ['open'], stuck: true }, sort: { by: 'amount', descending: true }, limit: 500 } }))
  const questions = useQuery(orpc.day.questions.queryOptions({ input: { state: 'open' } }))
  const figures = computed<Record<Part, PartFigure>>(() => {
    const { tasks, returned, requests } = day.data.value ?? {}
    return {
      tasks: { count: tasks ? tasks.overdue + tasks.today : null, late: tasks?.overdue ?? 0 },
      questions: { count: questions.data.value?.length ?? null, late: questions.data.value?.filter(row => row.overdue).length ?? 0 },
      returned: { count: returned?.length ?? null, late: returned?.filter(row => row.late).length ?? 0 },
      stuck: { count: stuck.data.value?.total ?? null, late: 0 },
      requests: { count: requests?.length ?? null, late: 0 },
    }
  })
  /** Requests that were answered. */
  const answered = computed(() => day.data.value?.requests.filter(request => request.state !== 'pending').length ?? 0)
  return { day, stuck, questions, figures, answered }
}
export type MyDayQueries = ReturnType<typeof useMyDay>
export type OwnQuestion = NonNullable<MyDayQueries['questions']['data']['value']>[number]
