export const record = {
  here: '{days} здесь', limit: 'предел {days}', atLeast: 'Точный день входа неизвестен: столько как минимум', stuck: 'Почему застряла', owner: 'Менеджер', noName: 'Без имени', lastContact: 'Контакт', ago: '{when} ({days})', neverContacted: 'контактов не было', expected: 'Закрытие', channel: 'Канал',
  parked: 'Отложена до {day}. {reason}', noRate: 'Для {currency} нет курса: в суммы не входит', pinnedNote: 'Закреплённая заметка', openTasks: 'Открытые задачи', noTasks: 'Открытых задач нет', openCrm: 'Открыть в CRM',
  divergences: '{n} расхождение с CRM | {n} расхождения с CRM | {n} расхождений с CRM', divergence: '{field}: здесь «{ours}», в CRM «{theirs}»',
  status: { open: 'открыта', refusal_review: 'отказ на рассмотрении', won: 'выиграна', lost: 'проиграна' },
  storyTitle: 'История', showAudit: 'Показать журнал', hideAudit: 'Скрыть журнал', noStory: 'Пока ничего не происходило.', storyFailed: 'Историю не удалось загрузить.', more: 'Показать раньше', failed: 'Карточку не удалось загрузить.', nothing: 'Выберите строку: здесь появится её история.', taskAlone: 'Задача без сделки',
  inferred: 'по выгрузке', outside: 'вне Pult', viaClient: 'через клиента', noteMissing: 'без заметки', noTalk: 'без разговора', talkUnknown: 'длительность неизвестна', talk: 'разговор {time}',
  contact: {
    call: 'Звонок', call_in: 'Входящий звонок', call_out: 'Исходящий звонок', email: 'Письмо', email_in: 'Входящее письмо', email_out: 'Исходящее письмо', message: 'Сообщение', message_in: 'Входящее сообщение', message_out: 'Исходящее сообщение',
    meeting: 'Встреча', presentation: 'Презентация', proposal: 'Коммерческое предложение', contract: 'Договор', invoice: 'Счёт', payment: 'Оплата',
  },
  meeting: { planned: 'запланирована', held: 'проведена', cancelled: 'отменена' },
  task: { untitled: 'Задача без названия', due: 'срок {when}', noDue: 'без срока', overdue: 'просрочена', overdueDays: 'просрочена {days}', done: 'выполнена {when}', cancelled: 'отменена' },
  moves: {
    late: 'Срок сдвинут с {from} на {to}.', allowed: 'Срок сдвинут с разрешения с {from} на {to}.', earlier: 'Срок перенесён раньше, с {from} на {to}.', count: 'сдвинута {n} раз | сдвинута {n} раза | сдвинута {n} раз',
    mark: { due: 'Срок: {day}', now: 'Сегодня, {day}', done: 'Выполнена {day}' },
  },
  story: {
    created: 'Сделка создана', stage: '{from} → {to}', stageFirst: 'Этап: {to}', note: 'Заметка', notePinned: 'Закреплённая заметка', transfer: 'Передача: {from} → {to}', parking: 'Отложена до {day}', parkingEnded: 'возвращена {when}', question: 'Вопрос: {to}, ответить до {day}', noAnswer: 'ответа пока нет', answer: 'Ответ: {text}', decision: 'Решение: {decision} ({finding})', undone: 'отменено',
  },
  refusal: { asked: 'Отказ, круг {round}', askedFor: 'Отказ, круг {round}: {reason}', instruction: 'Поручение: {text}', decided: '{who}, {when}', state: { pending: 'ждёт решения', approved: 'одобрен', returned: 'возвращён в работу', reassigned: 'передан', withdrawn: 'отозван' } },
  change: '{field}: {before} → {after}',
  action: {
    decideFinding: 'Решение по находке', undoDecision: 'Решение отменено', undoFindingDecision: 'Решение отменено', importCreated: 'Создана загрузкой', importUpdated: 'Изменена загрузкой', importDeal: 'Изменена загрузкой', reassign: 'Передана', reassignDeal: 'Передана', parkDeal: 'Отложена', createTask: 'Поставлена задача', askQuestion: 'Задан вопрос', answerQuestion: 'Записан ответ', requestRefusal: 'Запрошен отказ', decideRefusal: 'Решён отказ', approveRefusal: 'Отказ одобрен', returnRefusal: 'Отказ возвращён', reopenRefusal: 'Отказ открыт заново', closeControlTask: 'Закрыта контрольная задача',
  },
  field: { title: 'Название', amount: 'Сумма', currency: 'Валюта', stage: 'Этап', stageId: 'Этап', owner: 'Менеджер', ownerId: 'Менеджер', status: 'Статус', expectedCloseDay: 'Дата закрытия', dueAt: 'Срок', channel: 'Канал', decision: 'Решение', reason: 'Причина', client: 'Клиент', untilDay: 'До какого дня', day: 'День' },
}
