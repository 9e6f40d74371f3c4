import { onScopeDispose, watchEffect } from 'vue'
import { useRouter } from 'vue-router'
import { client, desktop, onShell } from '../../api/index.ts'
import { text } from '../../i18n/index.ts'
import { useLanguage } from '../../stores/language.ts'
import { notifyError } from '../../ui/notices.ts'

/** What the desktop's menu, tray, notifications and the system itself ask of the window. Nothing in a browser. */
export const useDesktop = (): void => {
  const shell = desktop()
  if (!shell) return
  const router = useRouter()
  const language = useLanguage()
  watchEffect(() => shell.speak(language.language))

  const openFile = async (path: string): Promise<void> => {
    try {
      const { dealCount } = await client.workspace.open({ path })
      // Another team is another window: nothing of the last one may stay on the screen, an unsaved edit asks first.
      location.assign(dealCount === 0 ? '/import' : '/today')
    } catch (error) {
      notifyError(error, text('desktop.openFailed'))
    }
  }
  onScopeDispose(onShell(message => {
    if (message.kind === 'go') void router.push(message.path)
    else if (message.kind === 'open') void openFile(message.path)
  }))
}
