export const outbox = {
  title: 'В CRM', go: 'К тому, что внести в CRM',
  kinds: { owner: 'Сменить менеджера', reopen: 'Открыть снова', lose: 'Закрыть как отказ', stage: 'Перевести на этап', task_new: 'Поставить задачу', task_due: 'Перенести задачу', task_assignee: 'Передать задачу', task_done: 'Закрыть задачу', task_cancel: 'Отменить задачу', client_owner: 'Сменить менеджера клиента' },
  stage: 'этап «{stage}»', until: '{task}; срок: {day}', toPerson: '{task}: {person}', result: '{task}: «{result}»', toOwner: 'новый: {person}', reason: 'причина: {reason}',
  line: '{number}. {what}: {title}; {detail}', lineShort: '{number}. {what}: {title}', hello: '{name}, внесите, пожалуйста, в CRM:', thanks: 'Со следующей выгрузкой Pult отметит это сам.',
  columns: { what: 'Что сделать', title: 'Сделка или клиент', detail: 'Как должно быть', decided: 'Решено', settled: 'Увидели', manager: 'Кто вносит', deal: 'Сделка', number: 'Номер в CRM', task: 'Задача', value: 'Как должно быть', decidedBy: 'Кто решил', amount: 'Сумма', lateFrom: 'Срок' },
  view: { open: 'Внести', done: 'Внесено', divergences: 'Расхождения', label: 'Что показать' }, count: '{n} строка | {n} строки | {n} строк', late: '{n} дольше срока | {n} дольше срока | {n} дольше срока', lateMark: 'с {day} в контроле', batch: 'выгрузка: {when}',
  act: { copy: 'Скопировать сообщение', copyFor: 'Скопировать для: {name} · {count}', copySelected: 'Скопировать сообщения · {count}', print: 'Напечатать' }, copied: 'Скопировано. Кому: {name}', copyFailed: 'Скопировать не получилось', nobody: 'Без менеджера',
  text: 'Это решено в Pult, а CRM об этом ещё не знает. Внесите там: следующая выгрузка подтвердит, и строка уйдёт сама.',
  filter: 'Выбор строк', onlyLate: 'Только дольше срока', noneNarrowed: 'По этому выбору строк нет.', badge: 'внести в CRM {n} | внести в CRM {n} | внести в CRM {n}',
  none: 'Вносить нечего: CRM знает обо всём, что решено.', noneText: 'Передача, возврат, перенос и новая задача появятся здесь сразу после решения.', doneNone: 'За 30 дней выгрузки ещё ничего не подтвердили.', paper: 'Внести в CRM: {day}', box: 'сделано',
}
