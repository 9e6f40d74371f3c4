import type { MenuItemConstructorOptions } from 'electron'
import { screens } from '../../src/features/frame/screens.ts'
import type { Words } from './words.ts'

export interface MenuActs {
  readonly go: (path: string) => void
  readonly openFile: () => void
  readonly connect: () => void
  readonly show: () => void
  readonly quit: () => void
}

const separator = { type: 'separator' } as const

/** The application menu; what a role does, Electron does, its label is ours. Keys of the window itself (g, letters) stay the window's. */
export const menuTemplate = (words: Words, { platform, isPackaged }: { platform: string, isPackaged: boolean }, acts: MenuActs): MenuItemConstructorOptions[] => {
  const { menu } = words.desktop
  const isMac = platform === 'darwin'
  const go = (path: string, label: string, accelerator?: string): MenuItemConstructorOptions => ({ label, accelerator, click: () => acts.go(path) })
  const quit: MenuItemConstructorOptions = { label: menu.quit, accelerator: isMac ? 'Cmd+Q' : 'Ctrl+Q', click: acts.quit }
  const settings = go('/settings', words.named('ui.frame.settings'), 'CmdOrCtrl+,')
  return [
    ...isMac
      ? [{
          label: 'Pult',
          submenu: [{ role: 'about', label: menu.about }, separator, settings, separator, { role: 'hide', label: menu.hide }, { role: 'hideOthers', label: menu.hideOthers }, { role: 'unhide', label: menu.showAll }, separator, quit],
        } satisfies MenuItemConstructorOptions]
      : [],
    {
      label: menu.file,
      submenu: [
        { label: menu.open, accelerator: 'CmdOrCtrl+O', click: acts.openFile },
        { label: menu.connect, click: acts.connect }, go('/welcome', menu.start), go('/import', words.named('ui.frame.import')), separator,
        ...isMac ? [{ role: 'close', label: menu.closeWindow } satisfies MenuItemConstructorOptions] : [settings, separator, quit],
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo }, { role: 'redo', label: menu.redo }, separator,
        { role: 'cut', label: menu.cut }, { role: 'copy', label: menu.copy }, { role: 'paste', label: menu.paste }, { role: 'selectAll', label: menu.selectAll },
      ],
    },
    { label: menu.go, submenu: screens.filter(screen => screen.name !== 'settings').map(screen => go(screen.path, words.named(screen.label))) },
    {
      label: menu.view,
      submenu: [
        { role: 'resetZoom', label: menu.actualSize }, { role: 'zoomIn', label: menu.zoomIn }, { role: 'zoomOut', label: menu.zoomOut }, separator,
        { role: 'togglefullscreen', label: menu.fullScreen },
        ...isPackaged ? [] : [separator, { role: 'reload', label: 'Reload' }, { role: 'toggleDevTools', label: 'Developer tools' }] satisfies MenuItemConstructorOptions[],
      ],
    },
    { label: menu.window, role: 'window', submenu: [{ role: 'minimize', label: menu.minimize }, ...isMac ? [{ role: 'zoom', label: menu.zoom }, separator, { role: 'front', label: menu.front }] satisfies MenuItemConstructorOptions[] : [{ role: 'close', label: menu.closeWindow }] satisfies MenuItemConstructorOptions[]] },
  ]
}

/** The tray's menu: what waits, and the way out. `late` null: nothing is open, or nothing is known. */
export const trayTemplate = (words: Words, state: { controlDue: boolean, lateRefusals: number } | null, acts: MenuActs): MenuItemConstructorOptions[] => {
  const { tray } = words.desktop
  return [
    { label: tray.show, click: acts.show },
    ...state
      ? [separator, { label: state.controlDue ? tray.controlDue : tray.control, click: () => acts.go('/today') }, {
          label: state.lateRefusals > 0 ? words.counted(tray.late, state.lateRefusals) : tray.noLate, enabled: state.lateRefusals > 0, click: () => acts.go('/refusals'),
        }] satisfies MenuItemConstructorOptions[]
      : [],
    separator,
    { label: words.desktop.menu.quit, click: acts.quit },
  ]
}
