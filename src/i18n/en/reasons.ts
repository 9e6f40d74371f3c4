export const reasons = {
  title: 'Reasons in words', go: 'To reasons in words', column: { said: 'As people wrote', texts: 'Variants', deals: 'Deals', money: 'Sum', suggested: 'Looks like', merged: 'Merged into' },
  progress: '{share} of deals merged', view: { open: 'To merge', merged: 'Merged', label: 'What to show' }, wordings: 'One by one', families: 'Similar together',
  accept: 'Accept “{name}”', choose: 'Dictionary', other: 'Another reason', new: 'New reason', forget: 'Forget', merged: 'Merged into “{name}”', forgotten: 'Forgotten', detail: '{texts}, {deals}', texts: '{n} variant | {n} variants',
  lead: 'In the first {groups}: {share} of the deals that wait | In the first {groups}: {share} of the deals that wait', groups: '{n} group | {n} groups',
  none: 'Every reason in words is merged into the dictionary.', noneText: 'New variants of later exports will appear here.', never: 'The data has no reasons in words.', neverText: 'They come with closed deals from the CRM.', mergedNone: 'Nothing is merged yet.', open: 'Merge texts',
}
