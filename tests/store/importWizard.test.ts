import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mappingDocument, type MappingDocument } from '../../src/shared/contract/mapping.ts'
import { checkDerived } from '../../electron/backend/store/queries/checkDerived.ts'
import { readImportMappings } from '../../electron/backend/store/queries/importMappings.ts'
import { inspectFiles } from '../../electron/backend/usecases/inspectFiles.ts'
import { mapReasons } from '../../electron/backend/usecases/reasonTexts.ts'
import { rejectedRows } from '../../electron/backend/usecases/rejectedRows.ts'
import { findExportFiles } from '../../electron/backend/usecases/runImport.ts'
import { makeTestWorkspace, type TestWorkspace } from './helpers.ts'
import { all, importFolder, importRows, newCommandId, one, smallTeam, value, writeFolder } from './importFiles.ts'
import { fixture, fixtureText, importExport, writeExport } from './exportFiles.ts'

// What the wizard asks beside the import itself.
const [first, second] = ['2026-11-20T18:00:00+03:00', '2026-11-23T18:30:00+03:00']
let workspace: TestWorkspace
beforeEach(async () => { workspace = await makeTestWorkspace() })
afterEach(() => {
  expect(checkDerived(workspace.desk.db)).toEqual([])
  workspace.cleanup()
})

const inspect = (paths: string[], more = {}) => inspectFiles(workspace.session, { files: findExportFiles(paths), ...more })
const csv = (rows: string[]): string => rows.join('\n') + '\n'
const document = (files: unknown[], more: object = {}): MappingDocument => mappingDocument.parse({ format: 'pult-mapping', version: 1, name: 'Проба', source: 'probe', files, ...more })
const reasonId = (key: string): number => one<{ id: number }>(workspace, `SELECT id FROM refusal_reason WHERE key = '${key}'`).id

describe('what is found', () => {
  test('a person says what the rows are: the columns are suggested for that', async () => {
    const path = writeExport(workspace, 'a.csv', csv(['ФИО,Телефон,Примечание', 'Анна,+7 912 345-67-89,Перезвонить']))
    expect((await inspect([path], { kinds: { 'a.csv': 'clients' } })).files[0]).toMatchObject({ kind: 'clients', parts: [{ mapping: { kind: 'clients', columns: { name: ['ФИО'], phone: ['Телефон'] } }, missing: [] }] })
    expect((await inspect([path], { kinds: { 'a.csv': 'notes' } })).files[0]).toMatchObject({ kind: 'notes', parts: [{ mapping: { columns: { text: ['Примечание'] } } }] })
    // A kind for which no words are known begins empty.
    expect((await inspect([path], { kinds: { 'a.csv': 'stageMoves' } })).files[0]).toMatchObject({ kind: 'stageMoves', parts: [{ missing: ['deal_id', 'to_stage', 'at'] }] })
  })

  test('a known system stays what it is when its rows are said to be something else', async () => {
    expect((await inspect([fixture('amocrm_new_1.csv')], { kinds: { 'amocrm_new_1.csv': 'clients' } })).files[0]).toMatchObject({ system: 'amocrm', kind: 'clients' })
  })

  test('values of fields with few meanings, and what each is taken for', async () => {
    const path = writeExport(workspace, 'a.csv', csv(['Id,Этап,Статус', '1,Новая,Оплачено полностью', '2,Новая,Закрыто и не реализовано', '3,Новая,архив', '4,Новая,архив']))
    const mapping = document([{ kind: 'deals', columns: { id: ['Id'], stage: ['Этап'], status: ['Статус'] } }])
    expect((await inspect([path], { mapping })).files[0]!.parts[0]!.values).toEqual({ status: [{ value: 'архив', count: 2, means: null }, { value: 'Оплачено полностью', count: 1, means: 'won' }, { value: 'Закрыто и не реализовано', count: 1, means: 'lost' }] })
    const calls = writeExport(workspace, 'b.csv', csv(['Id,Kind,When,Way', '1,Исходящий звонок,2026-11-20,Исходящий', '2,Осмотр,2026-11-20,Входящий']))
    const [found] = (await inspect([calls], { mapping: document([{ kind: 'activities', columns: { id: ['Id'], kind: ['Kind'], occurred_at: ['When'], direction: ['Way'] } }]) })).files
    expect(found!.parts[0]!.values).toEqual({ kind: [{ value: 'Исходящий звонок', count: 1, means: 'call' }, { value: 'Осмотр', count: 1, means: null }], direction: [{ value: 'Исходящий', count: 1, means: 'out' }, { value: 'Входящий', count: 1, means: 'in' }] })
  })

  test('dates and numbers that could be read in two ways are told apart from those that can not', async () => {
    const habits = async (dates: string[], numbers: string[]) => {
      const path = writeExport(workspace, 'a.csv', csv(['Сделка;Этап;Дата;Сумма', ...dates.map((date, index) => `${index};Новая;${date};${numbers[index] ?? ''}`)]))
      const { columns } = (await inspect([path])).files[0]!
      return [columns[2]!.dates, columns[3]!.decimal]
    }
    expect(await habits(['03/04/2026', '05/06/2026'], ['1.234', '2.500'])).toEqual(['unclear', 'unclear'])
    expect(await habits(['03/04/2026', '13/06/2026'], ['1.234', '2.500,50'])).toEqual(['dmy', ','])
    expect(await habits(['03/04/2026', '06/13/2026'], ['1.234', '2500.5'])).toEqual(['mdy', '.'])
    expect(await habits(['2026-04-03', '2026-06-13'], ['1234', '2500'])).toEqual([null, null])
    expect(await habits(['04.04.2026', '5 мая 2026'], ['1 234', '2 500'])).toEqual(['dmy', null])
  })

  test('stages whose kind nothing says are unsure; a kind from the settings is the kind', async () => {
    const path = writeExport(workspace, 'a.csv', csv(['Сделка,Этап', '1,Зелёная зона', '2,Отложенные', '3,КП']))
    const stages = async () => (await inspect([path])).stages.map(({ value: name, kind, sure }) => [name, kind, sure])
    expect(await stages()).toEqual([['Зелёная зона', 'open', false], ['Отложенные', 'thinking', true], ['КП', 'open', false]])
    await importRows(workspace, { stages: smallTeam().stages }, first)
    workspace.desk.db.sqlite.prepare("UPDATE stage SET kind = 'thinking' WHERE name = 'КП'").run()
    expect(await stages()).toContainEqual(['КП', 'thinking', true])
  })

  test('who nearly bears a name is proposed, only when it is one person', async () => {
    await importRows(workspace, { people: [['1', 'Мария Орлова'], ['2', 'Пётр Громов'], ['3', 'Павел Громов'], ['4', 'Гусева Анна']].map(([id, name]) => ({ id: id!, name: name! })) }, first)
    const path = writeExport(workspace, 'a.csv', csv(['Сделка,Этап,Менеджер', '1,Новая,Орлова М.', '2,Новая,Громов П.', '3,Новая,Анна Гусева Петровна', '4,Новая,Гусев', '5,Новая,Мария  орлова']))
    const likes = (await inspect([path])).owners.map(({ value: name, personId, likeId }) => [name, value(workspace, 'SELECT name FROM person WHERE id = ?', personId) ?? null, value(workspace, 'SELECT name FROM person WHERE id = ?', likeId) ?? null])
    expect(likes).toEqual([['Орлова М.', null, 'Мария Орлова'], ['Громов П.', null, null], ['Анна Гусева Петровна', null, 'Гусева Анна'], ['Гусев', null, null], ['Мария  орлова', 'Мария Орлова', null]])
  })

  test('one file that can’t be read doesn’t hide the others; native files are native whatever lies beside them', async () => {
    const broken = writeExport(workspace, 'broken.csv', csv(['Сделка;Этап', '1;"Новая']))
    expect(await inspect([broken, fixture('amocrm_new_1.csv')])).toMatchObject({ system: 'amocrm', unreadable: [{ name: 'broken.csv', code: 'PULT_IMPORT_QUOTES' }] })
    await expect(inspect([broken])).rejects.toMatchObject({ code: 'PULT_IMPORT_QUOTES' })
    const people = writeExport(workspace, 'people.csv', csv(['id,name', 'm1,Анна']))
    expect(await inspect([people, fixture('amocrm_new_1.csv')])).toMatchObject({ systems: ['native', 'amocrm'], mapping: null, files: [{ system: 'native', kind: 'people', parts: [] }, { system: 'amocrm', parts: [] }] })
  })

  test('the moment of the last import of this source; what has changed in a remembered layout', async () => {
    await importExport(workspace, fixture('amocrm_new_1.csv'), first, { mapping: (await inspect([fixture('amocrm_new_1.csv')])).mapping! })
    expect(await inspect([fixture('pipedrive_deals.csv')])).toMatchObject({ lastAsOf: null })
    const [head, ...rows] = fixtureText('amocrm_new_1.csv').trim().split('\r\n')
    const wider = writeExport(workspace, 'leads.csv', csv([`${head};Город`, ...rows.map(row => `${row};Уфа`)]))
    expect(await inspect([wider])).toMatchObject({ lastAsOf: Date.parse(first), files: [{ remembered: { exact: false, newColumns: ['Город'] } }] })
  })
})

describe('what a mapping says of people and reasons', () => {
  const deals = () => writeExport(workspace, 'a.csv', csv(['Deal,Stage,Who,Why', 'One,Gone,Общий ящик,Слишком дорого!', 'Two,Gone,Анна,нет денег', 'Three,Gone,общий ящик,']))
  const mapping = (more: object) => document([{ kind: 'deals', columns: { id: ['Deal'], stage: ['Stage'], owner: ['Who'], refusal_reason: ['Why'] } }], { stages: [{ stage: 'Gone', kind: 'lost' }], ...more })

  test('a name that is nobody’s makes no person and owns no deal', async () => {
    const report = await importExport(workspace, deals(), first, { mapping: mapping({ owners: { 'общий ящик': '' } }) })
    expect(report.named!.people).toEqual(['Анна'])
    expect(all(workspace, 'SELECT deal.external_id AS id, person.name AS name FROM deal LEFT JOIN person ON person.id = owner_id ORDER BY deal.id')).toEqual([{ id: 'One', name: null }, { id: 'Two', name: 'Анна' }, { id: 'Three', name: null }])
  })

  test('a reason of the dictionary: the text is merged and stays as it was written; any other is renamed', async () => {
    await importExport(workspace, deals(), first, { mapping: mapping({ reasons: { 'слишком дорого!': 'price_not_defended', 'нет денег': 'Нет бюджета у клиента' } }) })
    expect(all(workspace, 'SELECT refusal_reason AS reason FROM deal WHERE refusal_reason IS NOT NULL ORDER BY id')).toEqual([{ reason: 'Слишком дорого!' }, { reason: 'Нет бюджета у клиента' }])
    expect(all(workspace, 'SELECT text_key AS text, reason_id AS id FROM reason_text')).toEqual([{ text: 'слишком дорого', id: reasonId('price_not_defended') }])
    expect((await inspect([deals()])).reasons[0]).toMatchObject({ value: 'Слишком дорого!', reasonId: reasonId('price_not_defended') })
  })

  test('one that is only remembered doesn’t take back what was merged otherwise since; one that is given does', async () => {
    const said = mapping({ reasons: { 'слишком дорого!': 'price_not_defended' } })
    const merged = (): unknown => value(workspace, 'SELECT reason_id FROM reason_text')
    await importExport(workspace, deals(), first, { mapping: said })
    mapReasons(workspace.session, { commandId: newCommandId(), items: [{ textKey: 'слишком дорого' }], reasonId: reasonId('budget') })
    await importExport(workspace, deals(), second)
    expect(merged()).toBe(reasonId('budget'))
    await importExport(workspace, deals(), second, { mapping: said })
    expect(merged()).toBe(reasonId('price_not_defended'))
  })

  test('a dry run merges nothing', async () => {
    await importExport(workspace, deals(), first, { mapping: mapping({ reasons: { 'нет денег': 'budget' } }), dryRun: true })
    expect(value(workspace, 'SELECT count(*) FROM reason_text')).toBe(0)
  })
})

describe('rejected rows', () => {
  test('say why in words; titles above the header and cells too many are kept; a second round has one column of reasons', async () => {
    const path = writeExport(workspace, 'sales.csv', csv(['Отчёт по сделкам', 'Номер,Этап,Сумма,Город', '1,Новая,много,Уфа', '2,Новая,5,Уфа', '3,Новая,6,Уфа,лишнее']))
    const mapping = document([{ kind: 'deals', columns: { id: ['Номер'], stage: ['Этап'], amount: ['Сумма'] } }])
    const rejected = async (file: string) => (await rejectedRows(workspace.session, { files: findExportFiles([file]), mapping, asOf: Date.parse(first), words: { BAD_AMOUNT: 'не сумма' } })).files[0]!
    const { csv: text, rows } = await rejected(path)
    expect([rows, text]).toEqual([2, '\uFEFFНомер,Этап,Сумма,Город,pult_reason\r\n1,Новая,много,Уфа,не сумма: Сумма\r\n3,Новая,6,Уфа,BAD_ROW,лишнее\r\n'])
    const again = await rejected(writeExport(workspace, 'sales-rejected.csv', text.replace(',лишнее', '')))
    expect(again).toEqual({ name: 'sales-rejected.csv', rows: 1, csv: '\uFEFFНомер,Этап,Сумма,Город,pult_reason\r\n1,Новая,много,Уфа,не сумма: Сумма\r\n' })
  })

  test('native ones come back as they were, although the file protected them from being formulas', async () => {
    const team = smallTeam()
    const folder = writeFolder(workspace, { ...team, deals: [{ ...team.deals[0]!, title: '=1+1', created_at: '31.02.2026' }] })
    const { files } = await rejectedRows(workspace.session, { files: findExportFiles([folder]), asOf: Date.parse(first) })
    expect(files[0]!.csv).toContain("'=1+1")
    await importFolder(workspace, folder, first)
    await importExport(workspace, writeExport(workspace, 'deals-rejected.csv', files[0]!.csv.replace('31.02.2026', '2026-10-01T10:00:00+03:00')), second)
    expect(value(workspace, 'SELECT title FROM deal')).toBe('=1+1')
    expect(readImportMappings(workspace.desk.db)).toEqual([])
  })
})
