export const stuck = {
  title: 'Thinking and stuck', go: 'To thinking and stuck',
  view: { thinking: 'Thinking', stuck: 'Stuck', parked: 'Parked' },
  sentence: { thinking: '{figure} in thinking | {figure} in thinking', stuck: '{figure} stuck | {figure} stuck', parked: '{figure} parked | {figure} parked' },
  countDotSum: '{count} · {sum}', countAndSum: '{count}, {sum}', withNoRate: '{said}, {noRate}', barSaid: '{label}: {figure}', absentName: '{name} (away)',
  byAge: 'Days in the stage', byManager: 'By manager', byDay: 'Thinking, 8 weeks', daysSaid: 'Thinking, 8 weeks. {first}. {last}',
  historyIgnores: 'not narrowed by reason: past reasons aren’t kept', historyUnknown: 'unknown up to {day}: no stage history', historyNone: 'past days unknown: no stage history',
  reasons: 'Reasons', why: 'What is wrong', silentFor: 'no contact {days}', nextView: 'Thinking, stuck, parked',
  unknown: { tasks: 'Unknown: no tasks were imported yet', contacts: 'Unknown: no calls or meetings were imported yet', calls: 'Unknown: needs listened calls' },
  listFailed: 'The list of deals was not loaded', historyFailed: 'The jam’s history was not loaded.',
  empty: {
    narrowed: 'No deals fit this choice.', narrowedText: 'Take off a part of the choice, or all of it.', next: 'Next: {view}, {count}', go: 'To the next list', thinking: 'Nobody is thinking.', thinkingText: 'Deals show here once a manager moves them to such a stage. Which stages count as thinking is in Settings.',
    stuck: 'No deal is stuck.', stuckText: 'Every open deal has a task, a contact and time left.', parked: 'No deal is parked.', parkedText: 'Park a deal until a day with p, on any list.',
  },
}
