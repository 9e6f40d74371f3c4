export const past = {
  jam: 'Thinking on {day}', stage: '“{stage}” on {day}', conversion: 'Entered “{stage}”', ofPeriod: '{from} – {to}', ofPeriodAsOf: '{from} – {to}, as of the end of {day}', endOfDay: 'end of the day',
  part: { all: 'Thinking', counted: 'In the stage', inReview: 'In refusal review', stuck: 'Stuck', entered: 'Entered', movedOn: 'Moved on', stayed: 'Did not' }, parts: 'What to show',
  columns: { stage: 'Stage then', age: 'In stage then', manager: 'Manager then', stuck: 'What was wrong', entered: 'Entered', passed: 'Moved to', moved: 'Moved on', nowStage: 'Stage now', nowStatus: 'Now', nowManager: 'Manager now' },
  stayed: 'did not', won: 'won', note: 'As it was then; on the right where each deal is now. This list is for reading.', noteConversion: 'Who entered the stage in the period, where each went and where it is now. This list is for reading.',
  toStuck: 'To thinking', toFunnel: 'To the funnel', none: 'There were no such deals.', noneNarrowed: 'No such deals fit this choice.', unknown: 'Nobody knows how it was', unknownText: 'That day is before the first import, and there is no stage history.', unknownPassage: 'Conversion is unknown: no stage history was imported yet.', noFigure: 'No such list', noFigureText: 'The address names no day or stage. Open a figure in the funnel, or a point of the chart of thinking.',
}
