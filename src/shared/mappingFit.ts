import { requiredFields, type FileMapping, type MappingDocument } from './contract/mapping.ts'

/** A header as people compare it: no marks around it, one kind of space. Case stays for the eye; `foldText` compares. */
export const cleanHeader = (text: string): string => text.replace(/[\uFEFF\u200b\u00ad]/g, '').replace(/[\s\u00a0\u202f\u2007]+/g, ' ').trim()

/** The same words are the same value: case, ё and kinds of space don't count. */
export const foldText = (text: string): string => cleanHeader(text).toLowerCase().replaceAll('ё', 'е')

/** The columns that a mapping of one file names. */
export const columnsOf = (mapping: FileMapping): string[] => [...new Set([...Object.values(mapping.columns).flat(), ...mapping.key, ...Object.keys(mapping.stageDates)])]

/** Whether a file has what a mapping reads of it: headers are compared without case and kinds of space. */
export const fits = (mapping: FileMapping, header: readonly string[], fileName: string): boolean => {
  const names = new Set(header.map(foldText))
  if (mapping.name && !foldText(fileName).includes(foldText(mapping.name))) return false
  return columnsOf(mapping).every(column => names.has(foldText(column)))
}

/** Which parts of a mapping read a file: those that name it, else the one that reads most of its columns. */
export const partsReading = (document: Pick<MappingDocument, 'files'>, header: readonly string[], fileName: string): FileMapping[] => {
  const fitting = document.files.filter(file => fits(file, header, fileName))
  const named = fitting.filter(file => file.name)
  if (named.length > 0) return named
  const best = [...fitting].sort((a, b) => columnsOf(b).length - columnsOf(a).length)[0]
  return best ? [best] : []
}

/** Required fields that have neither a column nor a constant. A name can come in two halves, or be the company's. */
export const missingFields = (mapping: FileMapping): string[] => requiredFields[mapping.kind].filter(field => {
  if (mapping.columns[field] || mapping.constants[field]) return false
  return !(field === 'name' && (mapping.columns.first_name ?? mapping.columns.last_name ?? mapping.columns.company))
})
