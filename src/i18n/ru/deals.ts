/** Сделки и клиенты. */
export const deals = {
  title: 'Сделки', noTask: 'нет задачи', parkedUntil: 'отложена до: {day}', currency: 'Валюта', descending: 'по убыванию', ascending: 'по возрастанию',
  anyStuck: 'Застряла по любой причине', bucket: '{days} дн.', noChannel: 'Без канала', parkedOnly: 'Только отложенные', notParked: 'Без отложенных', oneClient: 'Один клиент',
  theseDeals: '{n} выбранная сделка | {n} выбранные сделки | {n} выбранных сделок',
  clients: 'Клиенты', clientCount: '{n} клиент | {n} клиента | {n} клиентов', openOf: 'открыта {n} | открыты {n} | открыто {n}', noDeals: 'Сделок нет.', noClient: 'Выберите клиента в списке.', daysAgo: '{days} назад',
  clientColumns: { kind: 'Вид', name: 'Клиент', phone: 'Телефон', email: 'Почта', manager: 'Менеджер', channel: 'Канал', deals: 'Сделок', openDeals: 'Открытых', money: 'Сумма открытых', lastContact: 'Контакт', created: 'Заведён', externalId: 'Номер' },
  columns: {
    title: 'Сделка', client: 'Клиент', amount: 'Сумма', stage: 'Этап', age: 'На этапе', bucket: 'Давность', manager: 'Менеджер', stuck: 'Почему застряла', nextDue: 'Задача', lastContact: 'Контакт', status: 'Статус', pipeline: 'Воронка', channel: 'Канал', tasks: 'Задач', moves: 'Переносов',
    created: 'Создана', updated: 'Изменена', expectedClose: 'Ждём', closed: 'Закрыта', parkedUntil: 'Отложена до', latePoint: 'Точка опаздывает', externalId: 'Номер',
  },
  filter: {
    clients: 'Фильтр клиентов', searchClients: 'Поиск по клиентам', clientPlaceholder: 'Имя, телефон, почта', withOpen: 'С открытыми сделками', title: 'Фильтр сделок', text: 'Поиск по сделкам', placeholder: 'Название, клиент', by: 'Фильтр: {name}', clear: 'Сбросить', drop: 'Убрать: {name}',
    status: 'Статус', stage: 'Этап', manager: 'Менеджер', stuck: 'Застряла', age: 'На этапе', channel: 'Канал', team: 'Команда', parked: 'Отложена', latePoint: 'Точки', period: 'Период', createdFrom: 'Создана с', createdTo: 'Создана по', closedFrom: 'Закрыта с', closedTo: 'Закрыта по',
  },
  mates: 'Выбрать всё этого менеджера', tools: 'Список: порядок, столбцы, виды, файл',
  views: { title: 'Виды', saved: 'Вид сохранён: {name}', removed: 'Вид удалён: {name}', none: 'Сохранённых видов нет', saveAs: 'Сохранить текущий как…', rename: 'Переименовать', renameOf: 'Переименовать: {name}', removeOf: 'Удалить: {name}', remove: 'Удалить', removeTitle: 'Удалить вид?', goTo: 'Вид: {name}', hint: 'Enter — открыть, F2 — имя, Del — удалить' },
  export: { title: 'Выгрузить в файл', what: 'Все строки по фильтру, столбцы как на экране.', submit: 'Выгрузить', running: 'Файл готовится', format: 'Вид файла', formats: { csv: 'CSV', xlsx: 'Excel (XLSX)' }, saved: 'Файл сохранён: {file}' },
  empty: { noSuchClient: 'Такого клиента нет', noSuchClientText: 'Под фильтр не подошёл ни один клиент.', noClients: 'Клиентов ещё нет', filtered: 'Таких сделок нет', filteredText: 'Под фильтр не подошла ни одна сделка.', none: 'Сделок ещё нет', noneText: 'Загрузите выгрузку из CRM, и они появятся здесь.' },
}
