import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { BrowserWindow, dialog, type MessageBoxOptions, type OpenDialogOptions, type SaveDialogOptions, type WebContents } from 'electron'
import { tableExtensions } from '../../src/shared/tableFiles.ts'
import type { Words } from './words.ts'

/** The system's own dialogs, before the window they belong to. `words` says them in the window's language. */
export const makeDialogs = (words: () => Words, window: () => BrowserWindow | null) => {
  const open = async (options: OpenDialogOptions): Promise<string[]> => {
    const parent = window()
    const { canceled, filePaths } = await (parent ? dialog.showOpenDialog(parent, options) : dialog.showOpenDialog(options))
    return canceled ? [] : filePaths
  }
  const save = async (options: SaveDialogOptions): Promise<string | null> => {
    const parent = window()
    const { canceled, filePath } = await (parent ? dialog.showSaveDialog(parent, options) : dialog.showSaveDialog(options))
    return canceled || filePath === '' ? null : filePath
  }
  const ask = async (options: MessageBoxOptions): Promise<boolean> => {
    const parent = window()
    return (await (parent ? dialog.showMessageBox(parent, options) : dialog.showMessageBox(options))).response === 0
  }
  const teamFiles = () => [{ name: words().desktop.dialog.teamFiles, extensions: ['pult'] }]

  return {
    chooseWorkspace: async () => (await open({ title: words().desktop.dialog.open, filters: teamFiles(), properties: ['openFile'] }))[0] ?? null,
    placeWorkspace: async (folder: string | null, name: string) => {
      const chosen = await save({ title: words().desktop.dialog.place, defaultPath: join(folder ?? '', `${name}.pult`), filters: teamFiles() })
      return chosen === null || /\.pult$/i.test(chosen) ? chosen : `${chosen}.pult`
    },
    chooseFolder: async () => (await open({ title: words().desktop.dialog.folder, properties: ['openDirectory'] }))[0] ?? null,
    chooseFiles: () => open({ title: words().desktop.dialog.files, filters: [{ name: words().desktop.dialog.tables, extensions: [...tableExtensions] }], properties: ['openFile', 'multiSelections'] }),
    /** The page as it prints: the style sheet says size and margins. */
    savePdf: async (page: WebContents, name: string) => {
      const chosen = await save({ title: words().desktop.dialog.pdf, defaultPath: `${name.replace(/\.pdf$/i, '')}.pdf`, filters: [{ name: 'PDF', extensions: ['pdf'] }] })
      if (chosen === null) return null
      await writeFile(chosen, await page.printToPDF({ preferCSSPageSize: true, printBackground: true }))
      return basename(chosen)
    },
    askUpdate: (question: 'download' | 'restart', version: string) => {
      const { dialog: said } = words().desktop
      const [message, detail, yes] = question === 'download' ? [said.update, said.updateText, said.updateNow] : [said.restart, said.restartText, said.restartNow]
      return ask({ type: 'info', message: words().fill(message, { version }), detail, buttons: [yes, said.updateLater], defaultId: 0, cancelId: 1 })
    },
    sayCrashed: () => {
      const { dialog: said } = words().desktop
      return ask({ type: 'error', message: said.crashed, detail: said.crashedText, buttons: [said.quit] })
    },
    /** Synchronous: the page is just being left, and the answer decides whether it may be. */
    mayLeave: (contents: WebContents): boolean => {
      const { dialog: said } = words().desktop
      const parent = BrowserWindow.fromWebContents(contents)
      const options = { type: 'question', message: said.unsaved, detail: said.unsavedText, buttons: [said.stay, said.leave], defaultId: 0, cancelId: 0 } as const
      return (parent ? dialog.showMessageBoxSync(parent, { ...options, buttons: [...options.buttons] }) : dialog.showMessageBoxSync({ ...options, buttons: [...options.buttons] })) === 1
    },
  }
}
