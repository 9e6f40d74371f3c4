/** Экран «Думают и застряли». */
export const stuck = {
  title: 'Думают и застряли', go: 'К «думают» и застрявшим',
  view: { thinking: 'Думают', stuck: 'Застряли', parked: 'Отложены' },
  sentence: { thinking: '{figure} — «думает» | {figure} — «думают» | {figure} — «думают»', stuck: '{figure} застряла | {figure} застряли | {figure} застряли', parked: '{figure} отложена | {figure} отложены | {figure} отложены' },
  countDotSum: '{count} · {sum}', countAndSum: '{count}, {sum}', withNoRate: '{said}, {noRate}', barSaid: '{label}: {figure}', absentName: '{name} (нет на месте)',
  byAge: 'Сколько дней на этапе', byManager: 'По менеджерам', byDay: 'Думают, за 8 недель', daysSaid: 'Думают, за 8 недель. {first}. {last}',
  historyIgnores: 'без выбора причин: прошлые причины не хранятся', historyUnknown: 'до {day} неизвестно: истории этапов нет', historyNone: 'прошлые дни неизвестны: истории этапов нет',
  reasons: 'Причины', why: 'Что не так', age: 'На этапе', silentFor: 'нет контакта {days}', parkedUntil: 'отложена: {day}', nextView: 'Думают, застряли, отложены',
  unknown: { tasks: 'Неизвестно: задачи ещё не загружены', contacts: 'Неизвестно: звонки и встречи ещё не загружены', calls: 'Неизвестно: нужны прослушанные звонки' },
  empty: {
    narrowed: 'По этому выбору сделок нет.', thinking: 'Никто не «думает».', thinkingText: 'Сделки появятся здесь, когда менеджер переведёт их на такой этап. Какой этап считать «думают», видно в настройках.',
    stuck: 'Застрявших сделок нет.', stuckText: 'У каждой открытой сделки есть задача, контакт и срок.', parked: 'Отложенных сделок нет.', parkedText: 'Отложить сделку до нужного дня можно клавишей p на любом списке.',
  },
}
