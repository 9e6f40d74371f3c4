/** An import step by step: what the files are, what stands in the columns, what will change. */
export const wizard = {
  drop: { title: 'Let go, and we look what it is', text: 'A CRM’s export: CSV, TSV, TXT, XLSX or XLS, several files or a folder. Nothing is written until you say so.' },
  steps: { label: 'Steps of the import', files: 'Files', mapping: 'Columns', check: 'Check', done: 'Done' },
  choose: {
    formats: 'CSV, TSV, TXT, XLSX and XLS of amoCRM, Bitrix24, Pipedrive, HubSpot, Zoho, Odoo or any other program. Pult finds out what it is. A file can be dropped anywhere in the window, on any screen.',
    look: 'Look at the files', goOn: 'Go on', waiting: 'The import isn’t finished: what was entered is kept.', drop: 'Begin anew',
  },
  files: {
    known: 'A known export: {system}', remembered: 'Brought in like this before: “{name}”', unknown: 'Pult sees such an export for the first time', nothing: 'This doesn’t look like a CRM’s export', mixed: 'Files of different programs',
    knownText: 'Check what is in the files and go on.', rememberedText: 'The columns will be read as last time.', unknownText: 'Pult has guessed what the columns are. Check what the rows are and where they are from.', outText: 'Files that Pult doesn’t know stay out: {n}. Take in the one you need with x.', nothingText: 'Say what the rows are, or leave the file out.',
    mixedText: 'One program comes in at a time. Which one first?', takeSystem: '{system}: {files}',
    columns: { name: 'File', what: 'What the rows are', rows: 'Rows', how: 'Written as', state: 'Understood as' },
    states: { native: 'Pult’s format', callLog: 'call log', remembered: 'as last time', sure: 'recognised', guess: 'a guess', unclear: 'unclear', out: 'left out', broken: 'can’t be read', beside: 'not read beside Pult’s format' },
    delimiters: { comma: 'commas', semicolon: 'semicolons', tab: 'tabs', pipe: 'bars' },
    formats: { xlsx: 'Excel', html: 'HTML table', csv: 'text' },
    preview: 'The first rows: {name}', noRows: 'There are no rows under the header.', whatAre: 'What the rows are', alsoAre: 'And the same rows are also', system: 'Where it is from', systemIs: 'From: {system}', unnamed: 'name the program', systemHint: 'By this Pult knows the records next time: exports of one program are compared with each other.', other: 'Another program…', otherName: 'What to call it', earlier: 'brought in before', leaveOut: 'Leave out', takeIn: 'Take in', also: 'Also…',
    newColumns: 'Columns that were not there last time: {columns}', change: 'Look at the columns',
    nothingIn: 'All files are left out. Take at least one in.', needsKind: 'Say what the rows of {name} are, or leave it out.',
    warnings: {
      TOTALS_ROW: 'The last row looks like totals: it is left out.', ENCODING_DAMAGED: 'Some letters in the file are broken: save it again as “CSV UTF-8” if they matter.', OTHER_SHEETS: 'The workbook has several sheets: only the first is read.',
    },
  },
  leads: 'Leads',
  map: {
    tabs: { fields: 'Fields', stages: 'Stages', owners: 'People', reasons: 'Refusal reasons', values: 'Values', habits: 'Dates and numbers' },
    search: 'Find', onlyOpen: 'Only open ones', all: 'All rows', nothingOpen: 'Everything is settled.', nothingFound: 'Nothing found.', noneIn: 'There is none of it in these files.', nextOpen: 'The next open one', left: 'Still to settle: {n}', allDone: 'All settled', more: 'Mapping',
    save: 'Save the mapping to a file', load: 'Take the mapping from a file', fileName: 'mapping-{name}.json', loaded: 'Mapping taken: {name}', badFile: 'This is not a mapping of Pult: {problem}. Nothing was changed.', badJson: 'it is not JSON', doesNotFit: 'The mapping “{name}” doesn’t fit these files: they don’t have its columns. Nothing was changed.',
    remember: 'Remember for such columns', rememberHint: 'Next time such files come in by themselves.', undone: 'The edit was undone', mustFirst: 'Without this field there is no import: say its column.', group: '{kind}: {file}, {rows}', unused: '{file}: columns without a place ({n})',
    fields: {
      columns: { field: 'Field in Pult', column: 'Column in the file', samples: 'What is in it', note: 'When empty' }, must: 'needed', none: 'none', constant: 'always “{value}”', fallback: 'empty means “{value}”', unsure: 'check it', key: 'What tells rows apart', blank: 'empty', keyNote: 'there is no record number: without it, a change in the CRM becomes a new record', keyAll: 'all that is in them', dates: 'Dates of entering stages', date: '{column} → {stage}',
      pick: 'Choose a column', add: 'One more column', constantAct: 'One value', clear: 'Clear', confirm: 'Right', into: 'Where this column goes', noColumn: 'There is no such column', everyRow: 'One value for every row…', everyRowHint: 'Stands where the column is empty or missing.', filled: 'filled: {n} of {total}', unique: 'different in each row', pickStage: 'Which stage began on that day', pickDate: 'Column with the day of entering', keyTitle: 'What together tells one row from another',
    },
    stages: { columns: { stage: 'Stage in the file', deals: 'Rows', kind: 'What it is' }, kinds: { open: 'At work', thinking: 'Thinking', won: 'Won', lost: 'Lost' }, unsure: 'its name doesn’t say, check it' },
    owners: { columns: { name: 'Name in the file', rows: 'Rows', person: 'Who it is in Pult' }, make: 'A new person', makeAct: 'Make a new one', nobody: 'Nobody: without a manager', nobodyAct: 'Nobody', like: 'looks like {name}', likeAct: 'It is {name}', pick: 'Choose from the team' },
    reasons: { columns: { text: 'Reason in the file', rows: 'Rows', reason: 'In the dictionary' }, asIs: 'stays in words', asIsAct: 'Leave in words', like: 'looks like {name}', likeAct: 'It is “{name}”', likeAll: 'Take all that look alike ({n})', pick: 'Choose from the dictionary', renamed: 'will be called {name}', hint: 'Words can be merged later too, on the screen “Reasons in words”.' },
    values: { columns: { value: 'In the file', rows: 'Rows', meaning: 'What it means' }, group: '{field} — {kind}', byStage: 'as the stage says', nothing: 'not said', pick: 'Choose a meaning', back: 'As it was' },
    habits: {
      dates: 'How dates are written', datesAuto: 'Find out from the file', dmy: 'Day first: 03.04 is 3 April', mdy: 'Month first: 03/04 is 4 March', datesUnclear: 'The column “{column}” doesn’t say whether the day or the month comes first: is {sample} {left} or {right}?',
      decimal: 'What divides the cents', decimalAuto: 'Find out from the file', comma: 'A comma: 1 234,56', dot: 'A dot: 1,234.56', decimalUnclear: 'The column “{column}” doesn’t say what {sample} is: thousands or a fraction?',
      zone: 'Time zone of dates', zoneHint: 'For times without a zone. Usually the team’s own.', currency: 'Currency of amounts', currencyHint: 'For amounts that name none.', sameAsTeam: 'as the team’s', empty: 'What means “nothing”', emptyHint: 'Words divided by semicolons: a cell with such a word is read as empty.',
    },
  },
  check: {
    asBefore: 'The columns are read as last time: “{name}”, {day}.', nativeText: 'Pult’s format: its columns are known.', callsText: 'A log of a telephone exchange: rows of one call become one call, the phone finds the client, the extension or the name finds the manager.', newStages: 'New stages whose names say nothing: {n}. For now they count as at work.', newPeople: 'These names seem to be in the team under other ones: {n}.', unclear: 'It is unclear how dates or numbers are to be read.', look: 'Look',
    makes: 'What will be made', made: 'What was made', people: 'New people: {names}', andMore: '{names} and {n} more', clients: 'New clients: {n}', stages: 'New stages: {names}', stageAs: '{stage} ({kind})',
  },
  done: {
    today: 'To today', divergences: 'Look at the divergences ({n})', outbox: 'What to enter in the CRM', reasons: 'Merge the reasons', again: 'Bring in more', rest: 'Next: {system}', remembered: 'Next time such files come in by themselves: drop them on the window and press Enter.',
    repair: 'Download the rows, mend them in a spreadsheet and drop the file here again: only they will come in.', download: 'Download the rows with reasons',
  },
  leave: {
    runningTitle: 'The import is still running', runningText: 'If you leave, it stops and writes nothing.', runningStop: 'Stop and leave',
    replaceTitle: 'Begin with the new files?', replaceText: 'Another import is open. What you have said in it will be gone.', replace: 'Begin with the new ones',
  },
  kept: {
    title: 'Remembered columns', text: 'Files with the same columns come in by themselves. What is forgotten will be asked anew.', none: 'Nothing is remembered yet. Pult remembers the columns after the first import from the CRM.', columns: { name: 'Name', source: 'From', what: 'What the rows are', headers: 'Columns', used: 'Last used' },
    rename: 'Rename', renameTitle: 'What to call this mapping', name: 'Name', save: 'Save to a file', forget: 'Forget', forgotten: 'Forgotten: {name}', renamed: 'Renamed: {name}', many: '{n} column | {n} columns',
  },
  fields: {
    id: 'Record number', title: 'Title', client: 'Company', client_id: 'Client’s number', contact: 'Contact person', phone: 'Phone', email: 'E-mail', owner: 'Manager', owner_id: 'Manager’s number', pipeline: 'Pipeline', stage: 'Stage', status: 'Status', amount: 'Amount', currency: 'Currency', channel: 'Source', created_at: 'Created', updated_at: 'Changed',
    stage_entered_at: 'Entered the stage', expected_close: 'Expected close', closed_at: 'Closed', won_at: 'Won', lost_at: 'Lost', refusal_reason: 'Refusal reason', probability: 'Probability', next_task: 'Next task', next_task_at: 'Next task is due', last_activity_at: 'Last contact', note: 'Note',
    name: 'Name', first_name: 'First name', last_name: 'Last name', company: 'Company', kind: 'Kind', created_by: 'Created by', deal: 'Deal’s title', deal_id: 'Deal’s number', assignee: 'Assignee', assignee_id: 'Assignee’s number', due_at: 'Due', done: 'Is it done', done_at: 'Done', result: 'Result',
    manager: 'Manager', manager_id: 'Manager’s number', state: 'Was it held', direction: 'In or out', occurred_at: 'When it was', duration_s: 'Duration', talk_s: 'Talk', recording: 'Recording', subject: 'Subject', author: 'Author', author_id: 'Author’s number', text: 'Text', pinned: 'Is it pinned',
    role: 'Role', team: 'Team', active: 'Works here', order: 'Order', dwell_limit_days: 'Limit on the stage, days', from_stage: 'From stage', to_stage: 'To stage', at: 'When', by: 'Moved by', day: 'Day',
  },
  meanings: {
    open: 'open', won: 'won', lost: 'lost', thinking: 'thinking', company: 'company', person: 'person', yes: 'yes', no: 'no', in: 'incoming', out: 'outgoing', planned: 'planned', held: 'held', cancelled: 'cancelled',
  },
  /** What can't be known without this column. */
  unknown: {
    deals: {
      id: 'a repeat is known by what tells rows apart', owner: 'the deals will have no managers', amount: 'no money in lists and charts', client: 'clients are known by phone or e-mail', phone: 'calls won’t find their deal', created_at: 'age counts from the first import', stage_entered_at: 'time on the stage shows from the second import on', closed_at: 'the day of closing is the day of the import',
      refusal_reason: 'why it was refused won’t be seen', next_task_at: 'without a file of tasks: which deals have no task is unknown', last_activity_at: 'without a file of contacts: silence is unknown', expected_close: 'no forecast by dates', channel: 'sources can’t be compared', pipeline: 'all deals in one pipeline', currency: 'amounts in the team’s currency', status: 'the stage says how it ended', note: 'without a file of notes: check C is unknown',
    },
    tasks: { assignee: 'whose tasks they are is unknown', deal_id: 'known by the deal’s title', deal: 'without number and title: which deals have no task is unknown', done: 'all tasks count as open', done_at: 'whether it was done in time isn’t seen', result: 'poor results (check E) are unknown', created_at: 'how old a task is is unknown' },
    activities: { manager: 'whose contacts they are is unknown', deal_id: 'contacts are known by the client', duration_s: 'the duration is unknown', talk_s: 'how long they talked is unknown', recording: 'there is nothing to listen to' },
    clients: { phone: 'calls won’t find the client', owner: 'whose client it is is unknown', id: 'a repeat is known by what tells rows apart' },
    leads: { phone: 'calls won’t find the client', owner: 'whose client it is is unknown', id: 'a repeat is known by what tells rows apart' },
    notes: { created_at: 'how fresh notes are is unknown', deal_id: 'known by the deal’s title', author: 'who wrote it is unknown' },
  },
}
