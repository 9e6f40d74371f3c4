/** Графики и выбор сделок: общие слова экранов «Думают и застряли» и «Воронка». */
export const charts = {
  count: 'Сделок', sum: 'Сумма', stage: 'Этап', asCount: 'Число', asSum: 'Сумма', asTable: 'Таблица', asChart: 'Графики', hide: 'Скрыть графики', show: 'Показать графики', clear: 'Сбросить',
  filters: 'Выбор сделок', noChannel: 'без канала', andMore: '{first} и ещё {n}',
  filter: { manager: 'Менеджер', team: 'Команда', pipeline: 'Воронка', channel: 'Канал' },
  all: { manager: 'Все менеджеры', team: 'Все команды', pipeline: 'Все воронки', channel: 'Все каналы' },
  bucket: { week: '0–7 дн.', month: '8–30 дн.', quarter: '31–90 дн.', older: '> 90 дн.' },
  bucketLong: { week: 'До 7 дней', month: 'От 8 до 30 дней', quarter: 'От 31 до 90 дней', older: 'Больше 90 дней' },
}
