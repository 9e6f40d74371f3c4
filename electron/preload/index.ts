import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { channels, type DesktopBridge, type ShellMessage } from '../../src/shared/desktop.ts'

// Single functions with fixed channels: the window never gets ipcRenderer, an event, or a channel of its choice.
const bridge: DesktopBridge = {
  hello: nonce => ipcRenderer.send(channels.hello, nonce),
  acknowledge: nonce => ipcRenderer.send(channels.acknowledge, nonce),
  person: token => ipcRenderer.send(channels.person, token),
  speak: language => ipcRenderer.send(channels.speak, language),
  chooseWorkspace: () => ipcRenderer.invoke(channels.chooseWorkspace),
  placeWorkspace: name => ipcRenderer.invoke(channels.placeWorkspace, name),
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  pathOf: file => webUtils.getPathForFile(file),
  savePdf: fileName => ipcRenderer.invoke(channels.savePdf, fileName),
  settings: change => ipcRenderer.invoke(channels.settings, change),
  checkForUpdates: () => ipcRenderer.invoke(channels.checkForUpdates),
  hosts: () => ipcRenderer.invoke(channels.hosts),
  connectHost: address => ipcRenderer.invoke(channels.connectHost, address),
  leaveHost: forget => ipcRenderer.invoke(channels.leaveHost, forget),
}

contextBridge.exposeInMainWorld('pult', bridge)

// A port can't cross the bridge; the page's own postMessage carries it, and the page takes only what came from itself.
ipcRenderer.on(channels.tell, (event, message: ShellMessage) => { window.postMessage({ pult: message }, '*', event.ports) })
