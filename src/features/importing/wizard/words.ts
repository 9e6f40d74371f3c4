import { text, textIfAny, type MessageKey } from '../../../i18n/index.ts'
import type { RecordKind } from '../../../shared/contract/mapping.ts'

export const kindName = (kind: RecordKind): string => kind === 'leads' ? text('wizard.leads') : text(`importing.kinds.${kind}`)
/** A known system by its name; another one by what it was called when it was first brought. */
export const systemName = (source: string, called?: string): string => textIfAny(`importing.formats.${source}`) ?? called ?? source
export const fieldName = (field: string): string => textIfAny(`wizard.fields.${field}`) ?? field
/** What stays unknown without a field; empty where nobody would miss it. */
export const unknownWithout = (kind: RecordKind, field: string): string => textIfAny(`wizard.unknown.${kind}.${field}`) ?? ''
export const meaningName = (field: string, meaning: string): string =>
  (field === 'role' ? textIfAny(`common.roles.${meaning}`) : field === 'kind' ? textIfAny(`common.activities.${meaning}`) : null) ?? textIfAny(`wizard.meanings.${meaning}`) ?? meaning
export const warningText = (code: string): string => textIfAny(`wizard.files.warnings.${code}`) ?? textIfAny(`importing.warnings.${code}`) ?? code

const delimiters: Record<string, MessageKey> = { ',': 'wizard.files.delimiters.comma', ';': 'wizard.files.delimiters.semicolon', '\t': 'wizard.files.delimiters.tab', '|': 'wizard.files.delimiters.pipe' }
/** How a file is written: «UTF-8, запятые», «Excel». */
export const writtenAs = (file: { format: string, encoding: string, delimiter: string }): string =>
  file.format === 'csv' ? [file.encoding, delimiters[file.delimiter] ? text(delimiters[file.delimiter]!) : ''].filter(Boolean).join(', ') : [textIfAny(`wizard.files.formats.${file.format}`) ?? file.format, file.encoding].filter(Boolean).join(', ')
