import { nextTick } from 'vue'
import { useLayout } from '../../stores/layout.ts'

/** Is the keyboard in the record beside the list? Escape then leads back to the list. */
export const isInInspector = (): boolean => document.activeElement != null && document.activeElement.closest('aside') !== null

/** Shows the record beside the list and goes into it. */
export const useToInspector = () => {
  const layout = useLayout()
  return async (): Promise<void> => {
    layout.openInspector()
    await nextTick()
    document.querySelector<HTMLElement>('aside [role="group"]')?.focus()
  }
}
