export const outbox = {
  title: 'Para el CRM', go: 'A lo que falta en el CRM',
  kinds: { owner: 'Cambiar el gestor', reopen: 'Reabrir', lose: 'Cerrar como perdido', stage: 'Mover de etapa', task_new: 'Crear una tarea', task_due: 'Cambiar el plazo', task_assignee: 'Reasignar una tarea', task_done: 'Cerrar una tarea', task_cancel: 'Cancelar una tarea', client_owner: 'Cambiar el gestor del cliente' },
  stage: 'etapa «{stage}»', until: '{task}; plazo: {day}', toPerson: '{task}: {person}', result: '{task}: «{result}»', toOwner: 'nuevo: {person}', reason: 'motivo: {reason}',
  line: '{number}. {what}: {title}; {detail}', lineShort: '{number}. {what}: {title}', hello: '{name}, por favor, anote en el CRM:', thanks: 'Con la próxima exportación Pult lo marcará solo.',
  columns: { what: 'Qué hacer', title: 'Negocio o cliente', detail: 'Cómo debe quedar', decided: 'Decidido', settled: 'Visto', manager: 'Quién lo anota', deal: 'Negocio', number: 'Número en el CRM', task: 'Tarea', value: 'Cómo debe quedar', decidedBy: 'Quién decidió', amount: 'Importe', lateFrom: 'Plazo' },
  view: { open: 'Por anotar', done: 'Anotado', divergences: 'Discrepancias', label: 'Qué mostrar' }, count: '{n} línea | {n} líneas', late: '{n} fuera de plazo | {n} fuera de plazo', lateMark: 'en el control desde el {day}', batch: 'exportación: {when}',
  act: { copy: 'Copiar el mensaje', copyFor: 'Copiar para {name} · {count}', copySelected: 'Copiar mensajes · {count}', print: 'Imprimir' }, copied: 'Copiado. Para: {name}', copyFailed: 'No se pudo copiar', nobody: 'Sin gestor',
  text: 'Está decidido en Pult y el CRM aún no lo sabe. Anótelo allí: la próxima exportación lo confirmará y la línea se irá sola.',
  filter: 'Qué líneas', onlyLate: 'Solo fuera de plazo', noneNarrowed: 'Con estos filtros no hay líneas.', badge: '{n} por anotar en el CRM | {n} por anotar en el CRM',
  none: 'Nada que anotar: el CRM sabe todo lo decidido.', noneText: 'Un traspaso, una devolución, un plazo nuevo o una tarea aparecen aquí nada más decidirlos.', doneNone: 'Ninguna exportación ha confirmado nada en 30 días.', paper: 'Para el CRM: {day}', box: 'hecho',
}
