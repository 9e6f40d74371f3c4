import { contextBridge, ipcRenderer } from 'electron'
import { channels, type HostBridge } from '../../src/shared/desktop.ts'

// For the window of the team's host, which comes over the network: where its person's token is kept, and the way back. No file, no backend, no dialog.
const bridge: HostBridge = {
  token: () => ipcRenderer.invoke(channels.hostToken),
  keep: token => ipcRenderer.invoke(channels.hostKeep, token),
  choose: () => ipcRenderer.send(channels.hostChoose),
}

contextBridge.exposeInMainWorld('pultHost', bridge)
