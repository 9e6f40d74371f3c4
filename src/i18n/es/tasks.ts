import type { Messages } from '../ru/index.ts'

export const tasks: Messages['tasks'] = {
  views: 'Vistas de tareas', inspector: 'Tarea', nobody: 'De nadie', nothingChosen: 'Elija una tarea de la lista.', filter: 'Filtro de tareas', search: 'Buscar tareas', searchIn: 'Tarea, negocio, cliente', searchName: 'Nombre del gestor', onlyManager: 'Solo este gestor', allManagers: 'Todos los gestores', listFailed: 'No se cargó la lista de tareas',
  view: { overdue: 'Vencidas', dragged: 'Aplazadas', recycled: 'Repetidas', closedToday: 'Cerradas', requests: 'Piden aplazar', closed: 'Sin negocios nuevos' },
  what: { overdue: 'la fecha pasó', dragged: 'movidas sin permiso', recycled: 'cerrada y abierta otra vez', closedToday: 'resultados por leer', requests: 'permitir o no', closed: 'gestores y por qué' },
  unknown: 'no se cargaron tareas', unknownWhy: 'Cargue tasks.csv: sin él no se sabe nada de las tareas.',
  count: '{n} tarea | {n} tareas', shortCount: '{n} resultado corto | {n} resultados cortos', times: '{n} vez | {n} veces', asked: 'piden aplazar', wishTitle: 'Piden aplazar del {from} al {to}',
  managerCount: '{n} gestor | {n} gestores', delay: '+{days}',
  group: { oldest: 'la más antigua: {days}', waits: 'espera {days}', said: '{count} · {oldest}', short: 'cort. {n}' },
  column: { title: 'Tarea', deal: 'Negocio', client: 'Cliente', manager: 'Gestor', kind: 'Tipo', amount: 'Importe', moves: 'Aplazada', due: 'Vence', late: 'Retraso', opened: 'Puesta', recycled: 'Repetida', result: 'Resultado', done: 'Cerrada', asked: 'Pedido', reason: 'Por qué', wish: 'Para qué día', externalId: 'Número' },
  usual: { overdue: 'Por gestor, las más antiguas primero', dragged: 'Por gestor, las más aplazadas primero', recycled: 'Por gestor, las recientes primero', closedToday: 'Por gestor, según se cerraron', requests: 'Por gestor, las que más esperan primero' },
  period: { label: 'Qué periodo', since: 'Desde el último control', today: 'Hoy', yesterday: 'Ayer', next: 'Otro periodo' },
  closed: {
    rule: 'límites: {overdue} vencidas, {stuck} estancados', overdue: '{n} vencida | {n} vencidas', stuck: '{n} estancado | {n} estancados', since: 'Cerrado al menos desde el {day}', sinceUnknown: 'Se desconoce desde cuándo: los negocios estancados no lo dicen', ofLimit: '{n}, límite {limit}',
    column: { manager: 'Gestor', team: 'Equipo', why: 'Por qué', overdueTasks: 'Vencidas', stuckDeals: 'Estancados', since: 'Cerrado desde' }, why: { overdue: 'más de {limit} vencidas', stuck: 'más de {limit} estancados' }, usual: 'Los más cargados primero',
    opens: 'Se abre solo cuando ambos están dentro del límite: cierre, aplace o reasigne tareas, mueva los negocios.', toTasks: 'Tareas vencidas', toDeals: 'Negocios estancados', failed: 'No se cargó la lista de gestores', nothingChosen: 'Elija un gestor de la lista.',
  },
  act: { allow: 'Permitir', deny: 'Denegar', denyWith: 'Con respuesta', allowImport: 'Permitir', move: 'Mover', ask: 'Pedir aplazar', close: 'Cerrar', task: 'Tarea nueva' },
  dialog: {
    title: { ask: 'Pedir otra fecha', move: 'Mover la tarea', close: 'Cerrar la tarea', deny: 'Denegar el aplazamiento' }, submit: { ask: 'Pedir', move: 'Mover', close: 'Cerrar', deny: 'Denegar' },
    words: { move: 'Por qué', close: 'Cómo terminó', deny: 'Qué responder' }, askRule: 'Una fecha anterior se fija enseguida. Una posterior es una petición que decide el jefe o el supervisor.', asWish: 'Solo anotar la petición de {who}', due: 'Para qué día', length: 'Caracteres necesarios: {needed}, ahora: {length}',
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
  meanwhile: { allowed: 'El aplazamiento ya se permitió', denied: 'El aplazamiento ya se denegó', withdrawn: 'La petición se retiró', task_closed: 'La tarea ya está cerrada', by: '{said}, {who}, {when}' },
  undoneExcept: '{n} tarea no se deshizo: cambió después de la decisión | {n} tareas no se deshicieron: cambiaron después de la decisión',
  refusedOne: 'No se guardó: {title}', refusedMany: 'No se guardó {n} tarea | No se guardaron {n} tareas',
  empty: {
    overdue: 'No hay tareas vencidas.', dragged: 'Nadie mueve fechas.', recycled: 'No hay tareas repetidas.', closedToday: 'No hay tareas cerradas.', requests: 'Nadie pide aplazar.', closed: 'Todos los gestores aceptan negocios nuevos.', filtered: 'Nada cumple este filtro.', filteredText: 'Quite una parte del filtro o todo.', unknown: 'No se sabe nada de las tareas.',
    why: {
      overdue: 'Todo lo que vencía hasta ahora está hecho.', dragged: 'Aquí aparece la tarea movida dos veces sin permiso.', recycled: 'Aquí aparece la tarea cerrada sin contacto y abierta otra vez.', requests: 'Aquí aparece la petición de aplazar de un gestor.', closed: 'Aquí aparece el gestor con más tareas vencidas o negocios estancados que el límite.',
    },
    read: { since: 'No se cerró ninguna tarea desde el último control firmado.', today: 'Hoy aún no se cerró ninguna tarea.', yesterday: 'Ayer no se cerró ninguna tarea.' },
  },
}
