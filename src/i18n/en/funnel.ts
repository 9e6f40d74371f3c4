export const funnel = {
  title: 'Funnel', go: 'To the funnel',
  period: 'Period', periods: { month: 'This month', quarter: 'This quarter', days30: '30 days', own: 'Own period' }, from: 'From', to: 'To', periodSaid: '{from} – {to}', setPeriod: 'Show',
  beside: 'Beside', besideDay: 'Beside: {day}', besideNone: 'Nothing beside', besideTitle: 'A past day beside', besideQuick: { week: 'A week ago', month: 'A month ago', quarter: 'Three months ago' }, besideOwn: 'Another day',
  besideUnknown: 'Nobody knows how it was on {day}: that is before the first import, and there is no stage history.', besideComes: 'How it was on {day} is on its way…', besideSaid: 'Thin bar: end of {day}; conversion there: {period}',
  columns: { count: 'Deals', sum: 'Sum', age: 'Median age', stuck: 'Stuck' },
  thinking: 'thinking', inReview: '{n} in refusal review | {n} in refusal review', limit: 'limit {days}', age: '{days} d', ageAtLeast: '≥ {days} d',
  moved: '{share} moved on', movedNone: 'none entered in the period', movedUnknown: 'conversion unknown', movedTitle: 'Of the deals that entered this stage {period}, those that went to a later one or were won', movedWas: 'was {share}',
  more: '{n} more than {day} | {n} more than {day}', less: '{n} fewer than {day} | {n} fewer than {day}', same: 'as many as {day}',
  moreSum: '{sum} more than {day}', lessSum: '{sum} less than {day}', was: 'was {was}',
  historyUnknown: 'Conversion is unknown: no stage history was imported yet.', closed: 'Closed, all time', empty: 'No stages yet.', emptyText: 'They come with the first import; your own can be made in Settings.', legendReview: 'hatched: in refusal review',
}
