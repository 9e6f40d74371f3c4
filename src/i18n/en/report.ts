export const report = {
  title: 'Report: {day}', signed: 'Signed: {who}, {when}', asOf: 'Data as of {when}', took: 'The walk took {n} minute | The walk took {n} minutes', none: 'This day is not signed', noneText: 'The report appears when the day is signed.', toDay: 'Open the day', toDays: 'To past days',
  print: 'Print', pdf: 'Save as PDF', pdfHint: 'The print window opens: choose “Save as PDF” there.', csv: 'Download CSV', csvDone: 'File saved: {name}', csvFailed: 'The file was not saved',
  figures: 'Six checks', check: 'Check', count: 'Found', before: 'Day before', change: 'Change', money: 'Sum', decided: 'Decided', left: 'Left',
  decisions: 'What was decided', chain: '{talks} talks, {set} meetings set, {held} held', inAll: 'in all', decisionsNone: 'There were no decisions that day.', decision: 'Decision', reason: 'Reason', deal: 'Deal or task', amount: 'Amount', when: 'Time', byPerson: '{who}: {n} decision | {who}: {n} decisions',
  leftTitle: 'What is left', leftNone: 'Nothing stayed open.', fresh: 'New', backlog: 'Backlog', kpis: 'Figures by manager', hash: 'Fingerprint {hash}', backlogTotal: 'Backlog in all: {n}',
  days: {
    title: 'Past days', none: 'There has been no control yet', noneText: 'The first signed day appears here with its report.', day: 'Day', state: 'State', signedBy: 'By', decided: 'Decided', left: 'Left', states: { signed: 'signed', missed: 'missed', open: 'not signed' },
    chart: 'Backlog by day', chartNone: 'The backlog’s chart appears after the first signed day.', table: 'Show as a table', chartView: 'Show as a chart', chartSaid: 'Backlog: {first} at the beginning, {last} now, {count} days. The arrows left and right read the days.', point: '{day}: {n} row in the backlog | {day}: {n} rows in the backlog', pointOpen: '{point}, the day is not signed',
    backlog: 'Backlog', missedWhy: 'A work day without a signature', list: 'Past days',
  },
}
