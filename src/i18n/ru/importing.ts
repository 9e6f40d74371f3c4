export const importing = {
  title: 'Загрузка данных', lastBefore: 'последняя выгрузка:', never: 'Данных ещё нет',
  tabs: { bring: 'Загрузить', history: 'История', mappings: 'Столбцы' },
  asOf: 'Когда выгружено из CRM', asOfTime: 'Время', asOfHint: 'Пусто — значит сейчас', badTime: 'Время вида 19:00', notBrought: 'Этого в выгрузке не было: {kinds}. В проверках, которым это нужно, не будет данных.', folder: 'Или путь к папке', folderPlaceholder: '/home/…/выгрузка', dry: 'Показать, что изменится', clear: 'Убрать файлы',
  preview: 'Что изменится', previewNote: 'Пока ничего не записано.', apply: 'Загрузить', applied: 'Загружено', appliedNote: 'Решения, принятые в Pult, остались в силе.', nothingNew: 'Всё это уже загружено: менять нечего.', cancelled: 'Загрузка остановлена. Ничего не изменено.', toToday: 'К сегодняшнему дню',
  columns: { what: 'Что', created: 'Новых', updated: 'Изменено', willChange: 'Изменится', unchanged: 'Без перемен', file: 'Файл', row: 'Строка', column: 'Столбец', value: 'Значение', problem: 'Что не так', rows: 'Строк', ours: 'В Pult', theirs: 'В выгрузке', field: 'Поле', seen: 'Замечено', record: 'Запись', when: 'Загружено', asOf: 'На момент', source: 'Источник', rejected: 'Не принято' },
  kinds: { people: 'Люди', stages: 'Этапы', clients: 'Клиенты', deals: 'Сделки', stageMoves: 'Переходы по этапам', tasks: 'Задачи', activities: 'Контакты и события', notes: 'Примечания', adCosts: 'Расходы на рекламу' },
  found: { title: 'Замечено', taskMoves: 'Сроки задач сдвинуты', stageMoves: 'Переходы по этапам', ownerChanges: 'Сменился менеджер', closedOutside: 'Закрыто мимо Pult', divergences: 'Расходится с решениями в Pult' },
  rejected: { title: 'Не принята {n} строка | Не приняты {n} строки | Не принято {n} строк', none: 'Все строки приняты.', text: 'Остальное загружено. Исправьте эти строки в CRM и загрузите снова: повтор ничего не удвоит.', textDry: 'Остальное загрузится. Исправьте эти строки в CRM или загрузите без них.', download: 'Скачать CSV', first: 'Показаны первые {n}.', fileName: 'ne-prinyato.csv' },
  unknownColumns: 'Незнакомые столбцы пропущены: {columns}',
  codes: {
    BAD_ID: 'номер испорчен в Excel: цифры потеряны', TOO_LONG: 'ячейка слишком длинная', BAD_DATE: 'не дата', BAD_AMOUNT: 'не сумма', BAD_NUMBER: 'не число', BAD_VALUE: 'такого значения не бывает', DUPLICATE: 'такой ключ уже был в файле', UNKNOWN_REFERENCE: 'ссылается на то, чего нет', MISSING: 'пусто, а нужно', BAD_ROW: 'строка не разобралась', other: 'не принято: {code}',
  },
  formats: { native: 'формат Pult', demo: 'пример', amocrm: 'amoCRM', bitrix24: 'Bitrix24', pipedrive: 'Pipedrive', hubspot: 'HubSpot', zoho: 'Zoho CRM', odoo: 'Odoo' },
  history: { none: 'Загрузок ещё не было. Первая покажет всю команду сразу.' },
  divergences: { keep: 'Оставить Pult', take: 'Взять из CRM', kept: 'Оставлено решение Pult: внесите его в CRM', taken: 'Взято из CRM', decided: 'Решено', none: 'Расхождений нет: выгрузки согласны с решениями, принятыми в Pult.', text: 'Это решено в Pult, а в CRM осталось по-старому. Pult держится решения; поправьте CRM, и строка уйдёт сама.' },
  warnings: { STATUS_STAGE: 'статус сделки не сходится с этапом: верим статусу', NO_KEY: 'нет номера записи: повтор узнаётся только без изменений', UNKNOWN_DEAL: 'сделки нет в выгрузке: запись загружена без неё', UNKNOWN_CLIENT: 'клиента нет в выгрузке: запись загружена без него', TOTALS_ROW: 'строка итогов пропущена', ENCODING_DAMAGED: 'в файле есть испорченные буквы', OTHER_SHEETS: 'прочитан только первый лист' },
}
