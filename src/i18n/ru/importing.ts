export const importing = {
  title: 'Загрузка данных', lastBefore: 'последняя выгрузка на', never: 'Данных ещё нет',
  tabs: { bring: 'Загрузить', history: 'История', divergences: 'Расхождения' },
  asOf: 'Когда выгружено из CRM', asOfTime: 'Время', asOfHint: 'Пусто значит сейчас', badTime: 'Время вида 19:00', notBrought: 'Этого в выгрузке не было: {kinds}. Проверки, которым это нужно, останутся неизвестными.', folder: 'Или путь к папке', folderPlaceholder: '/home/…/выгрузка', dry: 'Показать, что изменится', chosen: 'Выбраны файлы', clear: 'Убрать файлы', sending: 'Передаём файлы', checking: 'Сравниваем с тем, что было', applying: 'Загружаем',
  preview: 'Что изменится', previewNote: 'Пока ничего не записано.', apply: 'Загрузить', applied: 'Загружено', appliedNote: 'Решения, принятые в Pult, остались в силе.', nothingNew: 'Всё это уже загружено: менять нечего.', again: 'Загрузить ещё', cancelled: 'Загрузка остановлена. Ничего не изменено.', toToday: 'К сегодняшнему дню',
  columns: { what: 'Что', created: 'Новых', updated: 'Изменено', willChange: 'Изменится', unchanged: 'Без перемен', file: 'Файл', row: 'Строка', column: 'Столбец', value: 'Значение', problem: 'Что не так', rows: 'Строк', ours: 'В Pult', theirs: 'В выгрузке', field: 'Поле', seen: 'Замечено', record: 'Запись', when: 'Загружено', asOf: 'На момент', source: 'Источник', rejected: 'Отклонено' },
  kinds: { people: 'Люди', stages: 'Этапы', clients: 'Клиенты', deals: 'Сделки', stageMoves: 'Переходы по этапам', tasks: 'Задачи', activities: 'Контакты и события', notes: 'Заметки', adCosts: 'Расходы на рекламу' },
  found: { title: 'Замечено', taskMoves: 'Сроки задач сдвинуты', stageMoves: 'Переходы по этапам', ownerChanges: 'Сменился ответственный', closedOutside: 'Закрыто мимо Pult', divergences: 'Расходится с решениями в Pult' },
  rejected: { title: 'Отклонена {n} строка | Отклонены {n} строки | Отклонено {n} строк', none: 'Ни одной строки не отклонено.', text: 'Остальное загружено. Исправьте эти строки в CRM и загрузите снова: повтор ничего не удвоит.', textDry: 'Остальное загрузится. Исправьте эти строки в CRM или загрузите без них.', download: 'Скачать CSV', first: 'Показаны первые {n}.', fileName: 'otkloneno.csv' },
  unknownColumns: 'Незнакомые столбцы пропущены: {columns}',
  codes: {
    BAD_DATE: 'не дата', BAD_TIME: 'не время', BAD_AMOUNT: 'не сумма', BAD_NUMBER: 'не число', BAD_VALUE: 'такого значения не бывает', BAD_CURRENCY: 'нет такой валюты', DUPLICATE: 'такой ключ уже был в файле', UNKNOWN_REFERENCE: 'ссылается на то, чего нет', MISSING: 'пусто, а нужно', REQUIRED: 'пусто, а нужно', TOO_LONG: 'слишком длинно', BAD_ROW: 'строка не разобралась', other: 'не принято: {code}',
  },
  formats: { native: 'формат Pult', demo: 'пример' },
  history: { none: 'Загрузок ещё не было. Первая покажет всю команду сразу.' },
  divergences: { none: 'Расхождений нет: выгрузки согласны с решениями, принятыми в Pult.', text: 'Это решено в Pult, а в CRM осталось по-старому. Pult держится решения; поправьте CRM, и строка уйдёт сама.' },
  warnings: { STATUS_STAGE: 'статус сделки спорит с этапом: верим статусу' },
  fields: { status: 'статус', stage: 'этап', owner: 'ответственный', owner_id: 'ответственный', amount: 'сумма', title: 'название', due_at: 'срок задачи', dueAt: 'срок задачи', assignee: 'исполнитель', role: 'роль', team: 'команда', name: 'имя', kind: 'вид', dwell_limit_days: 'предел в днях' },
}
