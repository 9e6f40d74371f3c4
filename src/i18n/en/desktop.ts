export const desktop = {
  menu: {
    about: 'About Pult', hide: 'Hide Pult', hideOthers: 'Hide others', showAll: 'Show all', quit: 'Quit Pult', file: 'File', open: 'Open a team file…', connect: 'Team’s host…', start: 'Start screen', closeWindow: 'Close the window',
    edit: 'Edit', undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', selectAll: 'Select all', go: 'Go', view: 'View', actualSize: 'Actual size', zoomIn: 'Larger', zoomOut: 'Smaller', fullScreen: 'Full screen',
    window: 'Window', minimize: 'Minimise', zoom: 'Zoom', front: 'Bring all to front',
  },
  host: {
    title: 'The team’s host', text: 'The address that the head gave you: the whole team works there. The same window opens, the data stays on the host.', address: 'Address', placeholder: 'office-pc:4780 or https://pult.firm.example', connect: 'Connect', connecting: 'Connecting…', remembered: 'Recent', forget: 'Forget {host}', current: 'now', leave: 'Work with a file on this computer', away: '{host} doesn’t answer. Everything decided is kept there. Trying again in {n} second | {host} doesn’t answer. Everything decided is kept there. Trying again in {n} seconds', open: 'The team’s host…',
    answers: { address: 'That doesn’t look like an address. For example: office-pc:4780.', insecure: 'http is only for your own network. From outside https is needed: anybody could read the passwords otherwise.', away: 'Nobody answers at this address. Check that the host runs and that this computer is in its network.', certificate: 'The host’s certificate doesn’t fit the address, or the system doesn’t trust it. Install a right one: there is no way round it.', not_pult: 'Something else than Pult answers there.' },
  },
  tray: { show: 'Open Pult', control: 'Today’s control', controlDue: 'Today’s control: it is time', late: '{n} late refusal | {n} late refusals', noLate: 'No late refusals' },
  remind: {
    control: 'Time for the daily control', controlText: 'It is after {time}. Walk the day and sign it.',
    waiting: '{n} waits for your decision | {n} wait for your decision', waitingText: 'A manager asked for a refusal or another date.', late: '{n} refusal is late | {n} refusals are late', lateText: 'The managers wait for your decision.',
  },
  dialog: {
    open: 'Open a team file', place: 'Where to put the team file', folder: 'Folder with the export', files: 'Files of the export', pdf: 'Save as PDF', teamFiles: 'Pult team files', tables: 'Tables',
    unsaved: 'Leave without saving?', unsavedText: 'Your edits aren’t saved yet. If you leave now they are gone.', stay: 'Stay', leave: 'Leave',
    crashed: 'The window of Pult keeps failing', crashedText: 'Your data is in place: every decision was saved at once. Start Pult again.', quit: 'Quit',
    update: 'Pult {version} is available', updateText: 'Now or later: the data stays as it is.', updateNow: 'Download', updateLater: 'Later', restart: 'Pult {version} is downloaded', restartText: 'It is installed when Pult is closed.', restartNow: 'Restart now',
  },
  settings: {
    atLogin: 'Start at login', atLoginHint: 'Pult waits in the tray and reminds you of the control.', tray: 'When the window is closed', trayStay: 'Stay in the tray', trayQuit: 'Quit', trayHint: 'In the tray Pult goes on reminding you.',
    remind: 'Reminders', remindHint: 'At the time of the control, and when a refusal becomes late.', on: 'On', off: 'Off',
    updates: 'Updates', updatesHint: 'Pult asks for a newer version; nothing else leaves this computer.', updatesStart: 'At every start', updatesAsked: 'Only when asked', check: 'Check now', state: { off: 'This build has no update address.', current: 'This is the newest version.', available: 'A newer version is available.', failed: 'The update address doesn’t answer.' },
  },
  chooseFile: 'Choose a file…', placeHint: 'Choose another place…', placed: 'Goes to {path}', pdfDone: 'Saved: {name}', pdfFailed: 'The PDF was not saved', openFailed: 'The file was not opened',
}
