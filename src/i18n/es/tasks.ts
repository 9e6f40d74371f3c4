import type { Messages } from '../ru/index.ts'

export const tasks: Messages['tasks'] = {
  views: 'Vistas de tareas', inspector: 'Tarea', nobody: 'De nadie', nothingChosen: 'Elija una tarea de la lista.', search: 'Filtrar', onlyManager: 'Solo este gestor', allManagers: 'Todos los gestores',
  view: { overdue: 'Vencidas', dragged: 'Aplazadas', recycled: 'Repetidas', closedToday: 'Cerradas', requests: 'Piden aplazar' },
  what: { overdue: 'la fecha pasó', dragged: 'movidas sin permiso', recycled: 'cerrada y abierta otra vez', closedToday: 'resultados por leer', requests: 'permitir o no' },
  unknown: 'no se cargaron tareas', unknownWhy: 'Cargue tasks.csv: sin él no se sabe nada de las tareas.',
  count: '{n} tarea | {n} tareas', shortCount: '{n} resultado corto | {n} resultados cortos', times: '{n} vez | {n} veces', late: 'hace {days}', asked: 'piden aplazar', wishTitle: 'Piden aplazar del {from} al {to}',
  group: { oldest: 'la más antigua: {days}', waits: 'espera {days}' },
  column: { title: 'Tarea', deal: 'Negocio', kind: 'Tipo', moves: 'Aplazada', due: 'Vence', opened: 'Reabierta', recycled: 'Repetida', result: 'Resultado', done: 'Cerrada', reason: 'Por qué', wish: 'Para qué día' },
  period: { label: 'Qué periodo', since: 'Desde el último control', today: 'Hoy', yesterday: 'Ayer', next: 'Otro periodo' },
  closed: { title: 'Cerrados a negocios nuevos', rule: 'más de {overdue} vencidas o {stuck} estancados', overdue: '{n} vencida | {n} vencidas', stuck: '{n} estancado | {n} estancados', since: 'Cerrado al menos desde el {day}' },
  act: { allow: 'Permitir', deny: 'Denegar', denyWith: 'Con respuesta', allowImport: 'Permitir', move: 'Mover', ask: 'Pedir aplazar', close: 'Cerrar', task: 'Tarea nueva' },
  dialog: {
    title: { move: 'Mover la tarea', close: 'Cerrar la tarea', deny: 'Denegar el aplazamiento' }, submit: { move: 'Mover', close: 'Cerrar', deny: 'Denegar' },
    words: { move: 'Por qué', close: 'Cómo terminó', deny: 'Qué responder' }, asWish: 'Solo anotar la petición de {who}', due: 'Para qué día', length: 'Caracteres necesarios: {needed}, ahora: {length}',
  },
  suggest: {
    move: { first: 'Fecha acordada con el cliente', second: 'El cliente está de viaje', third: 'Producción debe respuesta', fourth: 'El gestor está ausente' },
    close: { first: 'Hecho, siguiente paso acordado', second: 'Ya no hace falta: el cliente respondió', third: 'Repite otra tarea de este negocio', fourth: 'No se localizó, hay tarea nueva' },
    deny: { first: 'Llame hoy y anote el resultado', second: 'Ya se aplazó, hágalo hoy', third: 'La fecha está prometida al cliente', fourth: 'Pase a verme y lo hablamos' },
  },
  toast: {
    one: { allow: 'Aplazamiento permitido: {title}', deny: 'Aplazamiento denegado: {title}', allowImport: 'Aplazamientos permitidos: {title}', move: 'Movida: {title}', ask: 'Petición anotada: {title}', close: 'Cerrada: {title}', assign: 'Reasignada: {title}', question: 'Pregunta hecha: {title}', task: 'Tarea puesta junto a «{title}»' },
    many: {
      allow: '{n} aplazamiento permitido | {n} aplazamientos permitidos', deny: '{n} aplazamiento denegado | {n} aplazamientos denegados', allowImport: 'Permitidos los de {n} tarea | Permitidos los de {n} tareas', move: '{n} tarea movida | {n} tareas movidas', ask: '{n} petición anotada | {n} peticiones anotadas',
      close: '{n} tarea cerrada | {n} tareas cerradas', assign: '{n} tarea reasignada | {n} tareas reasignadas', question: '{n} pregunta hecha | {n} preguntas hechas', task: '{n} tarea puesta | {n} tareas puestas',
    },
  },
  meanwhile: { allowed: 'El aplazamiento ya se permitió', denied: 'El aplazamiento ya se denegó', withdrawn: 'La petición se retiró', task_closed: 'La tarea ya está cerrada' },
  refusedOne: 'No se guardó: {title}', refusedMany: 'No se guardó {n} tarea | No se guardaron {n} tareas',
  empty: {
    overdue: 'No hay tareas vencidas.', dragged: 'Nadie mueve fechas.', recycled: 'No hay tareas repetidas.', closedToday: 'No se cerraron tareas.', requests: 'Nadie pide aplazar.', filtered: 'Nada cumple este filtro. Quítelo para ver el resto.',
    why: {
      overdue: 'Todo lo que vencía hasta ahora está hecho.', dragged: 'Aquí aparece la tarea movida dos veces sin permiso.', recycled: 'Aquí aparece la tarea cerrada sin contacto y abierta otra vez.', closedToday: 'No se cerró ninguna tarea desde el último control firmado.', requests: 'Aquí aparece la petición de aplazar de un gestor.',
    },
  },
}
