export const scorecard = {
  view: { sheet: 'Sheet', preview: 'Try it', versions: 'Versions' },
  section: 'Section', name: 'Criterion', newCriterion: 'New criterion', weight: 'Weight', kind: 'How it is scored', kinds: { yes_no: 'yes / no', scale: '0–5' },
  critical: 'critical', criticalWhy: 'When it fails, the call’s total is 0 %',
  up: 'Up: {name}', upShort: 'Up', down: 'Down: {name}', downShort: 'Down', remove: 'Remove: {name}', removeShort: 'Remove', add: 'Criterion', addSection: 'Section',
  phrases: '{n} hint | {n} hints', phrasesOf: 'Hints: {name}', phrasesHint: 'What to listen for, one a line',
  problem: { noName: 'The criterion has no name.', sameName: 'There is such a criterion already.', weight: 'Weight: a whole number from 1 to 100.' },
  save: 'Save a new version', saved: 'Version {n}: the next calls are scored by it', notReady: 'Mend what is marked first.', unchanged: 'Version {n} is in use. Changes are saved as a new version.',
  sure: { title: 'Save a new version of the sheet?', text: 'The next calls are scored by it. Earlier scores don’t change ({checks}).' },
  try: 'This is the sheet as a listener has it. Give marks: the total is now', versionOf: 'Version {n}', present: 'in use', shipped: 'Shipped with Pult', takeBack: 'Put into the sheet',
  onlyPlaces: 'Only the order or the names of sections changed.', criteria: '{n} criterion | {n} criteria',
  change: { added: 'Added: {name}', removed: 'Removed: {name}', renamed: 'Renamed: {before} → {name}', weight: '{name}: weight {from} → {to}', kind: '{name}: scored {kind}', critical: '{name}: now critical', uncritical: '{name}: no longer critical', phrases: '{name}: other hints' },
}
