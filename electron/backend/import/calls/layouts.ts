import type { CallLogSystem } from '../../../../src/shared/contract/mapping.ts'
import type { Zone } from '../../domain/time/zone.ts'
import type { RejectionCode } from '../native/cells.ts'
import { readMoment } from '../values/dates.ts'
import { foldText } from '../values/text.ts'
import type { CallLeg } from './callLegs.ts'

/** One row's cells by their names; '' where the layout has no such column. */
export type Cell = (name: string) => string
export interface BadCell { column: string, code: RejectionCode, value: string }
export interface LogLayout {
  readonly system: CallLogSystem
  /** Where the columns stand. */
  readonly columns: ReadonlyMap<string, number>
  /** The first row names them. */
  readonly hasHeader: boolean
  readonly read: (cell: Cell, zone: Zone) => CallLeg | BadCell
}

export const isBad = (leg: CallLeg | BadCell): leg is BadCell => 'code' in leg

const momentOf = (text: string, zone: Zone): number | null => readMoment(text, 'dmy', zone)?.at ?? null
const wholeOf = (text: string): number | null => /^\d{1,7}(?:[.,]\d+)?$/.test(text) ? Math.round(Number(text.replace(',', '.'))) : null
const orNull = (text: string): string | null => text === '' ? null : text
/** An extension: too short to be dialled from outside. */
export const isExtension = (text: string): boolean => /^\d{2,6}$/.test(text)
const audioName = /\.(wav|mp3|ogg|opus|gsm|m4a|wav49)$/i

/** `SIP/101-0000003a` → 101; a trunk's peer is no extension. */
const peerOf = (channel: string): string | null => {
  const peer = /^(?:PJSIP|SIP|IAX2|SCCP|Local|Agent)\/([^@/-]+)/i.exec(channel)?.[1] ?? ''
  return isExtension(peer) ? peer : null
}

const readAsterisk = (cell: Cell, zone: Zone): CallLeg | BadCell => {
  const start = cell('start')
  const at = momentOf(start, zone)
  if (at === null) return { column: 'start', code: start === '' ? 'MISSING' : 'BAD_DATE', value: start }
  const call = cell('linkedid') || cell('uniqueid')
  if (call === '') return { column: 'uniqueid', code: 'MISSING', value: '' }
  const [duration, billed] = [wholeOf(cell('duration')), wholeOf(cell('billsec'))]
  if (duration === null || billed === null) return { column: duration === null ? 'duration' : 'billsec', code: 'BAD_NUMBER', value: duration === null ? cell('duration') : cell('billsec') }
  const [caller, called] = [peerOf(cell('channel')) ?? orNull(cell('src')), peerOf(cell('dstchannel')) ?? orNull(cell('dst'))]
  const [fromInside, toInside] = [caller !== null && isExtension(caller), peerOf(cell('dstchannel')) !== null || (called !== null && isExtension(called))]
  // A caller who hears a menu or a voicemail has «answered» too: only who was put through to somebody talks.
  const answered = cell('disposition').toUpperCase() === 'ANSWERED' && cell('dstchannel') !== '' && billed > 0
  const endAt = at + duration * 1000
  const direction = fromInside ? toInside ? 'inner' : 'out' : 'in'
  const userfield = cell('userfield')
  return {
    call, at, endAt, answerAt: answered ? momentOf(cell('answer'), zone) ?? endAt - billed * 1000 : null, talkS: answered ? billed : null, direction,
    phone: direction === 'in' ? orNull(cell('src')) : direction === 'out' ? orNull(cell('dst')) : null,
    line: direction === 'in' ? peerOf(cell('dstchannel')) : caller,
    recording: orNull(cell('recordingfile')) ?? (audioName.test(userfield) ? userfield.replace(/^audio:/i, '') : null),
  }
}

const unixOf = (text: string): number | null => /^1\d{9}$/.test(text) ? Number(text) * 1000 : null

const readMango = (cell: Cell): CallLeg | BadCell => {
  const [at, endAt, answerAt] = [unixOf(cell('start')), unixOf(cell('finish')), cell('answer') === '0' ? 0 : unixOf(cell('answer'))]
  if (at === null || endAt === null || answerAt === null) return { column: at === null ? 'start' : endAt === null ? 'finish' : 'answer', code: 'BAD_DATE', value: at === null ? cell('start') : endAt === null ? cell('finish') : cell('answer') }
  const [from, to] = [cell('from_extension'), cell('to_extension')]
  const direction = from !== '' && to !== '' ? 'inner' : from !== '' ? 'out' : to !== '' ? 'in' : null
  const call = cell('entry_id')
  if (call === '') return { column: 'entry_id', code: 'MISSING', value: '' }
  return {
    call, at, endAt, answerAt: answerAt === 0 ? null : answerAt, talkS: null, direction,
    phone: direction === 'out' ? orNull(cell('to_number')) : orNull(cell('from_number')), line: orNull(direction === 'out' ? from : to),
    recording: /^\[([^,\]]+)/.exec(cell('records'))?.[1]?.trim() ?? null,
  }
}

const readSipuni = (cell: Cell, zone: Zone): CallLeg | BadCell => {
  const said = cell('Время')
  const at = momentOf(said, zone)
  if (at === null) return { column: 'Время', code: said === '' ? 'MISSING' : 'BAD_DATE', value: said }
  const kind = foldText(cell('Тип'))
  const direction = kind.startsWith('вход') ? 'in' : kind.startsWith('исход') ? 'out' : kind.startsWith('внутр') ? 'inner' : null
  if (direction === null) return { column: 'Тип', code: 'BAD_VALUE', value: cell('Тип') }
  const [durationS, talkS] = [wholeOf(cell('Длительность звонка') || '0'), wholeOf(cell('Длительность разговора') || '0')]
  if (durationS === null || talkS === null) return { column: 'Длительность разговора', code: 'BAD_NUMBER', value: cell('Длительность разговора') }
  const [from, to] = [cell('Откуда'), cell('Куда')]
  const talked = cell('Кто разговаривал') || cell('Кто ответил') || cell('Ответственный из CRM')
  const answered = foldText(cell('Статус')).startsWith('отвечен') && talkS > 0
  const recordingId = cell('ID записи')
  return {
    call: recordingId || `${String(at)}/${from}/${to}`, at, endAt: at + durationS * 1000, answerAt: answered ? at + (durationS - talkS) * 1000 : null, talkS: answered ? talkS : null, direction,
    phone: orNull(direction === 'in' ? from : to), line: orNull(direction === 'in' ? talked : isExtension(from) ? from : talked),
    recording: recordingId !== '' && foldText(cell('Запись существует')) !== '0' && !/^(нет|no)$/.test(foldText(cell('Запись существует'))) && talkS > 0 ? recordingId : null,
  }
}

const readUis = (cell: Cell, zone: Zone): CallLeg | BadCell => {
  const [start, call] = [cell('start_time'), cell('id')]
  const at = momentOf(start, zone)
  if (at === null) return { column: 'start_time', code: start === '' ? 'MISSING' : 'BAD_DATE', value: start }
  if (call === '') return { column: 'id', code: 'MISSING', value: '' }
  // Without waiting music and menus, where the exchange says it.
  const talk = cell('clean_talk_duration') || cell('talk_duration') || '0'
  const [talkS, totalS] = [wholeOf(talk), wholeOf(cell('total_duration') || talk)]
  if (talkS === null || totalS === null) return { column: talkS === null ? 'talk_duration' : 'total_duration', code: 'BAD_NUMBER', value: talkS === null ? talk : cell('total_duration') }
  const endAt = momentOf(cell('finish_time'), zone) ?? at + totalS * 1000
  const answered = talkS > 0 && !/^(1|true|да|yes)$/i.test(cell('is_lost'))
  const said = foldText(cell('direction'))
  return {
    call, at, endAt, answerAt: answered ? endAt - talkS * 1000 : null, talkS: answered ? talkS : null, direction: /^(in|вход)/.test(said) ? 'in' : /^(out|исход)/.test(said) ? 'out' : null,
    phone: orNull(cell('contact_phone_number')), line: orNull(cell('last_answered_employee_full_name')) ?? firstEmployee(cell('employees')),
    recording: orNull(cell('full_record_file_link')) ?? (/[\w-]{6,}/.exec(cell('call_records'))?.[0] ?? null),
  }
}

/** `[{"employee_id": 1, "employee_full_name": "Иванов"}]`, with either kind of quotes, or a name alone. */
const firstEmployee = (text: string): string | null => /employee_full_name["']?\s*:\s*["']([^"']+)/.exec(text)?.[1] ?? (/^[\p{L}][\p{L} .-]+$/u.test(text) ? text : null)

const cdr = (names: string): ReadonlyMap<string, number> => new Map(names.split(',').map((name, index) => [name, index]))
/** cdr-csv as it is shipped, and the cdr_custom of its sample: both without a header. */
const stockCdr = cdr('accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,peeraccount,linkedid,sequence')
const customCdr = cdr('clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,accountcode,uniqueid,userfield,sequence')
const mangoFields = cdr('records,start,finish,answer,from_extension,from_number,to_extension,to_number,disconnect_reason,line_number,location,entry_id,create')

const disposition = /^(ANSWERED|NO ANSWER|BUSY|FAILED|CONGESTION)$/i
const localTime = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/

const headerless = (row: readonly string[]): LogLayout | null => {
  for (const columns of [stockCdr, customCdr]) {
    const cell = (name: string): string => row[columns.get(name)!] ?? ''
    if (row.length > columns.get('uniqueid')! && disposition.test(cell('disposition')) && localTime.test(cell('start')) && /^\d+$/.test(cell('billsec'))) return { system: 'asterisk', columns, hasHeader: false, read: readAsterisk }
  }
  if (row.length >= 12 && /^\[.*\]$/.test(row[0]!) && unixOf(row[1]!) !== null && unixOf(row[2]!) !== null && (row[3] === '0' || unixOf(row[3]!) !== null)) return { system: 'mango', columns: mangoFields, hasHeader: false, read: readMango }
  return null
}

/** Headers as they differ from one version to another → the name by which they are read. */
const headers: readonly { system: CallLogSystem, needs: readonly string[], read: LogLayout['read'], also: Readonly<Record<string, string>> }[] = [
  { system: 'asterisk', needs: ['uniqueid', 'disposition', 'billsec', 'start'], read: readAsterisk, also: { calldate: 'start' } },
  { system: 'mango', needs: ['start', 'finish', 'answer', 'from_extension', 'entry_id'], read: readMango, also: {} },
  { system: 'sipuni', needs: ['Тип', 'Статус', 'Время', 'Откуда', 'Куда', 'ID записи'], read: readSipuni, also: { 'Длительность звонка, сек': 'Длительность звонка', 'Длительность разговора, сек': 'Длительность разговора' } },
  { system: 'uis', needs: ['id', 'start_time', 'contact_phone_number', 'direction'], read: readUis, also: {} },
]

const withHeader = (row: readonly string[]): LogLayout | null => {
  for (const { system, needs, read, also } of headers) {
    const named = new Map([...needs, ...Object.values(also)].map(name => [foldText(name), name]))
    const alias = new Map(Object.entries(also).map(([from, to]) => [foldText(from), to]))
    const columns = new Map<string, number>()
    row.forEach((cell, index) => {
      const folded = foldText(cell)
      const name = alias.get(folded) ?? named.get(folded) ?? cell.trim()
      if (!columns.has(name)) columns.set(name, index)
    })
    if (needs.every(name => columns.has(name))) return { system, columns, hasHeader: true, read }
  }
  return null
}

/** Which exchange's log the first rows are; null for any other table. A log without a header is told by what stands in it. */
export const layoutOfLog = (rows: readonly (readonly string[])[]): LogLayout | null => {
  const [first] = rows
  return first ? withHeader(first) ?? (rows.slice(0, 20).every(row => headerless(row) !== null) ? headerless(first) : null) : null
}
