export const record = {
  here: '{days} здесь', limit: 'предел {days}', atLeast: 'Точный день входа неизвестен: столько как минимум', stuck: 'Почему застряла', owner: 'Менеджер', noName: 'Без имени', lastContact: 'Контакт', ago: '{when} ({days})', neverContacted: 'контактов не было', expected: 'Закрытие', channel: 'Канал',
  parked: 'Отложена до {day}. {reason}', noRate: 'Для {currency} нет курса: в суммы не входит', pinnedNote: 'Закреплённое примечание', openTasks: 'Открытые задачи', noTasks: 'Открытых задач нет', openCrm: 'Открыть в CRM',
  divergences: '{n} расхождение с CRM | {n} расхождения с CRM | {n} расхождений с CRM', divergence: '{field}: здесь «{ours}», в CRM «{theirs}»',
  keyPoints: 'Ключевые точки', courtesy: 'Звонок вежливости', point: {
    name: { presentation: 'Презентация', proposal: 'КП', contract: 'Договор', invoice: 'Счёт', payment: 'Оплата' },
    state: { reached: 'достигнута', late: 'опаздывает', due: 'впереди', later: 'ждёт предыдущей', unknown: 'неизвестно' },
    late: '+{days}', due: 'до {day}', byHead: 'сделал РОП', said: '{point}: {state}, {when}', saidOnly: '{point}: {state}',
  }, courtesyDone: 'сделан {when}', courtesyDue: 'до {day}', courtesyLate: 'опоздание {days}',
  status: { open: 'открыта', refusal_review: 'отказ на рассмотрении', won: 'выиграна', lost: 'проиграна' },
  storyTitle: 'История', showAudit: 'Показать журнал', hideAudit: 'Скрыть журнал', noStory: 'Пока ничего не происходило.', storyFailed: 'Историю не удалось загрузить.', more: 'Показать раньше', failed: 'Карточку не удалось загрузить.', nothing: 'Выберите строку: здесь появится её история.', taskAlone: 'Задача без сделки',
  inferred: 'по выгрузке', outside: 'вне Pult', viaClient: 'через клиента', noteMissing: 'без примечания', noTalk: 'без разговора', talkUnknown: 'длительность неизвестна', talk: 'разговор {time}',
  contact: {
    call: 'Звонок', call_in: 'Входящий звонок', call_out: 'Исходящий звонок', email: 'Письмо', email_in: 'Входящее письмо', email_out: 'Исходящее письмо', message: 'Сообщение', message_in: 'Входящее сообщение', message_out: 'Исходящее сообщение',
    meeting: 'Встреча', presentation: 'Презентация', proposal: 'Коммерческое предложение', contract: 'Договор', invoice: 'Счёт', payment: 'Оплата',
  },
  meeting: { planned: 'запланирована', held: 'проведена', cancelled: 'отменена' },
  task: { untitled: 'Задача без названия', due: 'срок {when}', noDue: 'без срока', overdue: 'просрочена', overdueDays: 'просрочена на {days}', done: 'выполнена {when}', cancelled: 'отменена' },
  moves: {
    late: 'Срок сдвинут с {from} на {to}.', allowed: 'Срок сдвинут с разрешения с {from} на {to}.', earlier: 'Срок перенесён раньше, с {from} на {to}.', count: 'сдвинута {n} раз | сдвинута {n} раза | сдвинута {n} раз',
    mark: { due: 'Срок: {day}', now: 'Сегодня, {day}', done: 'Выполнена {day}' },
  },
  story: {
    created: 'Сделка создана', stage: '{from} → {to}', stageFirst: 'Этап: {to}', note: 'Примечание', notePinned: 'Закреплённое примечание', transfer: 'Передача: {from} → {to}', parking: 'Отложена до {day}', parkingEnded: 'возвращена {when}', question: 'Вопрос: {to}, ответить до {day}', noAnswer: 'ответа пока нет', answer: 'Ответ: {text}', decision: 'Решение: {decision} ({finding})', undone: 'отменено',
  },
  refusal: { asked: 'Отказ, круг {round}', askedFor: 'Отказ, круг {round}: {reason}', instruction: 'Поручение: {text}', decided: '{who}, {when}', state: { pending: 'ждёт решения', approved: 'одобрен', returned: 'возвращён в работу', reassigned: 'передан', withdrawn: 'отозван' } },
  change: '{field}: {before} → {after}',
  because: { refusal: 'решение по отказу', undo: 'решение отменено', reopened: 'отказ открыт снова' },
  action: {
    createWorkspace: 'Команда заведена', runImport: 'Данные загружены', importChange: 'Изменение из выгрузки', openDay: 'Контроль дня открыт', signDay: 'День подписан', decideFinding: 'Решение на контроле', undoFindingDecision: 'Решение отменено', answerQuestion: 'Ответ записан',
    raiseControlTask: 'Контрольная задача поставлена', closeControlTask: 'Контрольная задача закрыта', reopenControlTask: 'Контрольная задача открыта снова', createTask: 'Задача поставлена', cancelTask: 'Задача отменена', reassignTask: 'Задача передана', transferDeal: 'Сделка передана', moveDeal: 'Сделка переведена на этап', decideDeal: 'Решение по сделке', undoDealDecision: 'Решение отменено', exportDeals: 'Сделки выгружены', exportClients: 'Клиенты выгружены',
    moveTask: 'Срок задачи изменён', askTaskMove: 'Просьба перенести задачу', allowedTaskMove: 'Перенос разрешён', deniedTaskMove: 'В переносе отказано', withdrawnTaskMove: 'Просьба о переносе снята', withdrawMoveRequest: 'Просьба о переносе снята: задача закрыта', allowTaskMoves: 'Переносы из CRM разрешены', closeTask: 'Задача закрыта', askAboutTask: 'Вопрос о задаче', undoTaskDecision: 'Решение о задаче отменено',
    requestRefusal: 'Запрошен отказ', closeDirectly: 'Сделка закрыта без просьбы', approveRefusal: 'Отказ одобрен', returnRefusal: 'Возвращена в работу', reassignRefusal: 'Возвращена с другим менеджером', reopenRefusal: 'Отказ открыт снова', undoRefusalDecision: 'Решение по отказу отменено', withdrawRefusal: 'Отказ отозван', enterNurture: 'Клиент в прогреве', leaveNurture: 'Клиент вышел из прогрева',
    savePerson: 'Человек сохранён', addAbsence: 'Отсутствие записано', removeAbsence: 'Отсутствие убрано', saveStage: 'Этап сохранён', saveReason: 'Причина сохранена', setCalendarDay: 'День календаря изменён', importCalendar: 'Календарь загружен', setRate: 'Курс задан', setRules: 'Правила изменены',
  },
  field: {
    title: 'Название', amount: 'Сумма', currency: 'Валюта', stage_id: 'Этап', from_stage_id: 'С этапа', stage_entered_at: 'На этапе с', owner_id: 'Менеджер', new_owner_id: 'Новый менеджер', assignee_id: 'Исполнитель', status: 'Статус', state: 'Состояние', channel: 'Канал', created_at: 'Создано', created_by: 'Кто создал', expected_close_day: 'Дата закрытия', closed_at: 'Закрыто', refusal_reason: 'Причина в CRM',
    due_at: 'Срок', done_at: 'Выполнено', cancelled_at: 'Отменено', result: 'Результат', kind: 'Вид', origin: 'Откуда', round: 'Круг', requested_at: 'Когда просили', requested_by: 'Кто просит', entered_by: 'Кто записал', reason_text: 'Причина в CRM', comment: 'Комментарий', decided_at: 'Когда решено', decided_by: 'Кто решил', decision_comment: 'Комментарий к решению', instruction: 'Поручение', instruction_due_day: 'Срок поручения',
    reopened_at: 'Открыто снова', reopened_by: 'Кто открыл снова', reopen_reason: 'Почему открыто снова', decision: 'Решение', reason: 'Причина', untilDay: 'До какого дня', day: 'День', answer: 'Ответ', name: 'Имя', role: 'Роль', team: 'Команда', email: 'Почта', phone: 'Телефон', active: 'Работает', position: 'Порядок', dwell_limit_days: 'Предел в днях', probability: 'Вероятность',
  },
}
