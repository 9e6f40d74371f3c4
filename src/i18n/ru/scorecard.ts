export const scorecard = {
  view: { sheet: 'Лист', preview: 'Попробовать', versions: 'Версии' },
  section: 'Раздел', name: 'Критерий', newCriterion: 'Новый критерий', weight: 'Вес', kind: 'Как оценивается', kinds: { yes_no: 'да / нет', scale: '0–5' },
  critical: 'критический', criticalWhy: 'Если не выполнен, итог звонка 0 %',
  up: 'Выше: {name}', upShort: 'Выше', down: 'Ниже: {name}', downShort: 'Ниже', remove: 'Убрать: {name}', removeShort: 'Убрать', add: 'Критерий', addSection: 'Раздел',
  phrases: '{n} подсказка | {n} подсказки | {n} подсказок', phrasesOf: 'Подсказки: {name}', phrasesHint: 'Что слушать, по одной на строку',
  problem: { noName: 'У критерия нет названия.', sameName: 'Такой критерий уже есть.', weight: 'Вес: целое число от 1 до 100.' },
  save: 'Сохранить новую версию', saved: 'Версия {n}: следующие звонки оцениваются по ней', notReady: 'Сначала исправьте отмеченное.', unchanged: 'Действует версия {n}. Изменения сохраняются новой версией.',
  sure: { title: 'Сохранить новую версию листа?', text: 'По ней будут оценены следующие звонки. Прежние оценки не изменятся ({checks}).' },
  try: 'Так лист выглядит при оценке. Поставьте отметки: итог сейчас', versionOf: 'Версия {n}', present: 'действует', shipped: 'Поставляется с Пультом', takeBack: 'Вернуть в лист',
  onlyPlaces: 'Изменились только порядок или названия разделов.', criteria: '{n} критерий | {n} критерия | {n} критериев',
  change: { added: 'Добавлен: {name}', removed: 'Убран: {name}', renamed: 'Назван иначе: {before} → {name}', weight: '{name}: вес {from} → {to}', kind: '{name}: оценивается {kind}', critical: '{name}: стал критическим', uncritical: '{name}: больше не критический', phrases: '{name}: другие подсказки' },
}
