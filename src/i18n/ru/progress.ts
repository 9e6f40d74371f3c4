/** Шаги долгой работы. */
export const progress = {
  upload: 'Передаём файлы',
  import: { looking: 'Смотрим, что в файлах', reading: 'Читаем файлы', checking: 'Сравниваем с тем, что было', applying: 'Записываем' },
  demo: { people: 'Знакомим людей', deals: 'Заводим сделки', history: 'Вспоминаем, что было', evenings: 'Проживаем вечер за вечером', control: 'Проходим вечерний контроль', finish: 'Последние штрихи' },
  export: { rows: 'Пишем файл' },
  check: { integrity: 'Проверяем строение файла', foreignKeys: 'Проверяем связи записей', derivedColumns: 'Пересчитываем показатели', auditChain: 'Читаем журнал', signedReports: 'Сверяем подписанные отчёты' },
  working: 'Работаем',
}
