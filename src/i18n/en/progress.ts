/** Steps of long work. */
export const progress = {
  upload: 'Handing the files over',
  import: { looking: 'Looking at the files', reading: 'Reading the files', checking: 'Comparing with what was known', applying: 'Writing' },
  demo: { people: 'Meeting the people', deals: 'Setting up the deals', history: 'Recalling what happened', evenings: 'Living evening after evening', control: 'Walking the evening’s control', finish: 'Finishing touches' },
  export: { rows: 'Writing the file' },
  check: { integrity: 'Checking the file’s structure', foreignKeys: 'Checking links between records', derivedColumns: 'Counting the kept figures again', auditChain: 'Reading the audit log', signedReports: 'Comparing signed reports' },
  working: 'Working',
}
