export const welcome = {
  title: 'The desk of a head of sales',
  what: 'Ten minutes every evening: what is stuck, who promised what, which refusals wait for you. Walk the day and sign it.',
  privacy: 'Everything stays in a file on this computer.',
  demo: { title: 'Look around in a demo', text: 'An invented team with a real history: 600 stuck deals worth ₽100,000,000, overdue tasks, and yesterday signed.', open: 'Open the demo' },
  create: {
    title: 'Set up your team', text: 'An empty file with your time zone and currency. The data comes next.', open: 'Set up a team', name: 'Name of the team', namePlaceholder: 'Sales', zone: 'Time zone', zoneHint: 'Days are counted by it', currency: 'Reporting currency', head: 'Your name', headPlaceholder: 'First and last name', headHint: 'Decisions carry it', submit: 'Set up', needed: 'Please fill this in', pathHint: 'Goes to the folder {folder}',
  },
  bring: { title: 'Bring in an export', text: 'What your CRM exports: amoCRM, Bitrix24, Pipedrive, HubSpot, Zoho, Odoo or another. CSV, XLSX, XLS.', drop: 'Drop files or a folder anywhere in the window', pickFiles: 'Choose files', pickFolder: 'Choose a folder', needsTeam: 'First the team: a name and a time zone are needed.', wait: 'Waiting to be brought in:' },
  recent: { title: 'Recent', missing: 'the file isn’t there', forget: 'Take off the list', forgotten: '“{name}” is off the list, the file itself is untouched', path: 'Path of the file', pathPlaceholder: '/home/…/team.pult', open: 'Open', opening: 'Opening…' },
  language: 'Language', theme: 'Theme', themes: { system: 'As the system', light: 'Light', dark: 'Dark' }, languages: { ru: 'Русский', en: 'English', es: 'Español' },
}
