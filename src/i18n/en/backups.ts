export const backups = {
  make: 'Back up now', made: 'Backed up: {size}', restore: 'Restore', list: 'Backups of the file', folder: 'Folder of backups', copyFolder: 'Copy the path', folderCopied: 'Path copied',
  column: { at: 'When', kind: 'Why', bytes: 'Size', result: 'Result' },
  kind: { auto: 'on schedule', manual: 'by hand', before_import: 'before an import', before_migration: 'before an update of Pult', before_restore: 'before a restore', damaged: 'damaged file' },
  sound: 'checked', broken: 'can’t be opened', failed: 'failed', failedSince: 'The last attempt, {when}, failed.',
  none: 'No backups yet', noneWhy: 'The first one comes after some minutes of work. You can also make one now.', demo: 'This is a demo: Pult doesn’t back it up by itself, but you can do it by hand.',
  ask: { title: 'Return the file to its backup of {when}?', text: 'Everything decided and imported after that moment leaves the file. The present file becomes a backup first, so you can return to it. Everybody may have to sign in again.' }, restored: 'File restored, backup of {when}',
  rescue: { damaged: 'The file “{name}” is damaged and was not opened', missing: 'The file “{name}” is not in its place', good: 'The last sound backup: {when}, {size}. What was decided later is not in it.', keeps: 'The damaged file stays in the folder of backups.', act: 'Restore this backup', none: 'There are no backups beside the file. If they lie elsewhere, put the file back and open it again.' },
}
