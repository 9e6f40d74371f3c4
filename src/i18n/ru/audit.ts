export const audit = {
  title: 'Журнал', go: 'К журналу', filter: 'Отбор записей журнала', search: 'Найти запись', placeholder: 'Сделка, клиент, человек, № записи', entries: '{n} запись | {n} записи | {n} записей', byItself: 'Pult сам', from: 'С', to: 'По',
  columns: { at: 'Когда', actor: 'Кто', action: 'Что', type: 'С чем', title: 'Название', number: '№' },
  types: { deal: 'сделка', client: 'клиент', task: 'задача', refusal: 'отказ', person: 'человек', stage: 'этап', setting: 'правила', rate: 'курс', calendar: 'календарь', control_day: 'день', import: 'загрузка', import_mapping: 'разметка столбцов', nurture: 'прогрев', refusal_reason: 'причина отказа', saved_view: 'вид', workspace: 'файл команды', activity: 'контакт', note: 'примечание', stage_move: 'смена этапа', ad_cost: 'расход на рекламу', control_task: 'задача контроля', question: 'вопрос', finding: 'строка контроля' },
  entry: 'Запись {n}', chained: 'хеш', field: 'Поле', before: 'Было', after: 'Стало', changes: 'Что изменилось', erased: 'Содержание удалено по запросу: {when}. Цепочка цела.', choose: 'Выберите запись, чтобы увидеть, что было и что стало.',
  none: 'В журнале пока пусто', noneNarrowed: 'Таких записей нет',
}
