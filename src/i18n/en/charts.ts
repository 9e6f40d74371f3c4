export const charts = {
  count: 'Deals', sum: 'Sum', stage: 'Stage', asCount: 'Count', asSum: 'Sum', asTable: 'Table', asChart: 'Charts', hide: 'Hide charts', show: 'Show charts', clear: 'Clear',
  filters: 'Which deals', noChannel: 'no channel', andMore: '{first} and {n} more',
  filter: { manager: 'Manager', team: 'Team', pipeline: 'Pipeline', channel: 'Channel' },
  all: { manager: 'All managers', team: 'All teams', pipeline: 'All pipelines', channel: 'All channels' },
  bucket: { week: '0–7 d', month: '8–30 d', quarter: '31–90 d', older: '> 90 d' },
  bucketLong: { week: 'Up to 7 days', month: '8 to 30 days', quarter: '31 to 90 days', older: 'More than 90 days' },
}
