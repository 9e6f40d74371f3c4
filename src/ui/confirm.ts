import { shallowRef } from 'vue'

export interface Question { title: string, text: string, action: string, danger?: boolean }

/** What is being asked; shown by ConfirmHost.vue. */
export const asked = shallowRef<(Question & { answer: (yes: boolean) => void }) | null>(null)

/** `if (await confirm({ title, text, action })) …`. A second question answers the first with no. */
export const confirm = (question: Question): Promise<boolean> => new Promise(resolve => {
  asked.value?.answer(false)
  asked.value = {
    ...question,
    answer: yes => {
      asked.value = null
      resolve(yes)
    },
  }
})
