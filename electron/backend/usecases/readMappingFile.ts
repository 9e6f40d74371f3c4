import { readFileSync } from 'node:fs'
import { mappingDocument, type MappingDocument } from '../../../src/shared/contract/mapping.ts'
import { PultError } from '../../../src/shared/errors.ts'
import { isTimeZone } from '../domain/time/zone.ts'

/** A mapping file as the wizard exports it. PULT_NOT_FOUND, or PULT_IMPORT_MAPPING with what is wrong in it. */
export const readMappingFile = (path: string): MappingDocument => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    throw new PultError('PULT_NOT_FOUND', `The mapping ${path} can't be read.`, { path })
  }
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    throw new PultError('PULT_IMPORT_MAPPING', `The mapping ${path} is not JSON.`, { file: path })
  }
  const parsed = mappingDocument.safeParse(json)
  if (!parsed.success) {
    const { path: place, message } = parsed.error.issues[0]!
    throw new PultError('PULT_IMPORT_MAPPING', `The mapping ${path} is not one: ${place.map(String).join('.')} ${message}.`, { file: path })
  }
  if (parsed.data.timeZone && !isTimeZone(parsed.data.timeZone)) throw new PultError('PULT_IMPORT_MAPPING', `The mapping ${path} names a time zone that doesn't exist: ${parsed.data.timeZone}.`, { file: path })
  return parsed.data
}
