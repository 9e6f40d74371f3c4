import { client } from '../../api/index.ts'
import { useText } from '../../i18n/index.ts'
import { useFormat } from '../../ui/format.ts'
import { notify, notifyError } from '../../ui/notices.ts'
import { messageToManager } from './messageToManager.ts'

const asked = ['A', 'B', 'C', 'E'] as const

/** Puts the list for one manager on the clipboard: what is open in the walk, and the questions that wait for an answer. */
export const useMessage = () => {
  const { t } = useText()
  const format = useFormat()

  const copyFor = async (manager: { id: number, name: string }, day: string): Promise<void> => {
    try {
      const [questions, ...pages] = await Promise.all([
        client.day.questions({ managerId: manager.id, state: 'open' }),
        ...asked.map(check => client.day.findings({ day, check, scope: 'walk', managerId: manager.id, limit: 200 })),
      ])
      const checks = asked.map((check, index) => ({ check, rows: pages[index]?.rows.filter(row => row.decision === null) ?? [] }))
      await navigator.clipboard.writeText(messageToManager({ name: manager.name, day, checks, questions }, t, format.value))
      notify({ text: t('today.message.copied', { name: manager.name }), tone: 'done' })
    } catch (error) {
      notifyError(error, t('today.message.failed'))
    }
  }
  return { copyFor }
}
