import type { Messages } from '../ru/index.ts'

export const decide: Messages['decide'] = {
  act: { unpark: 'Reactivar', move: 'A etapa', request: 'Rechazo' },
  unparkAll: '¿Reactivar los negocios elegidos?',
  move: { title: 'Pasar a otra etapa', submit: 'Pasar', to: 'A qué etapa', nowhere: 'Los negocios elegidos no tienen una etapa en común: son de embudos distintos.' },
  request: {
    title: 'Pedir un rechazo', ask: 'Pedir', close: 'Cerrar el negocio', whose: 'En nombre de quién', inName: 'En nombre de {name}', inMine: 'En mi nombre', atOnce: 'Cerrarlo yo', queue: 'pasa a la cola de rechazos', noQueue: 'sin cola', length: 'Caracteres necesarios: {needed}, ahora: {length}',
    inTheirs: 'En nombre del gestor de cada negocio', closeMany: 'Cerrar los negocios', same: 'Todos los negocios llevan el mismo motivo y comentario. Si son distintos, pida uno por uno.',
  },
  follows: {
    title: 'Qué ocurrirá', goes: 'Pasa {n} negocio | Pasan {n} negocios', tasks: 'y {n} tarea abierta | y {n} tareas abiertas', takes: '+{deals}, tendrá {then}', then: '{name}: tendrá {deals}',
    refused: '{n} no pasará. | {n} no pasarán.',
    failed: 'No se pudo calcular qué ocurrirá.', counting: 'Calculando qué cambia…', warns: '{name} no recibe negocios nuevos (tareas vencidas: {overdue}, negocios estancados: {stuck}). Estos se pueden pasar; el aviso queda registrado.',
    goesClients: 'Pasa {n} cliente, con {deals} | Pasan {n} clientes, con {deals}', takesClients: '+{clients}, +{deals}, tendrá {then}',
  },
  questions: { first: '¿Cuál es el siguiente paso y cuándo?', second: '¿Qué impide avanzar?', third: '¿Sigue vivo el negocio?' },
  toast: {
    one: { question: 'Pregunta hecha: {title}', task: 'Tarea puesta: {title}', park: 'Aplazado: {title}', unpark: 'Reactivado: {title}', reassign: 'Reasignado: {title}', spread: 'Repartido: {title}', move: 'Cambiado de etapa: {title}', requested: 'Rechazo pedido: {title}', closed: 'Negocio cerrado: {title}' },
    many: {
      question: '{n} pregunta hecha | {n} preguntas hechas', task: '{n} tarea puesta | {n} tareas puestas', park: '{n} negocio aplazado | {n} negocios aplazados', unpark: '{n} negocio reactivado | {n} negocios reactivados',
      reassign: '{n} negocio reasignado | {n} negocios reasignados', spread: '{n} negocio repartido | {n} negocios repartidos', move: '{n} negocio cambiado de etapa | {n} negocios cambiados de etapa',
      requested: '{n} rechazo pedido | {n} rechazos pedidos', closed: '{n} negocio cerrado | {n} negocios cerrados',
    },
  },
  refusedThis: 'La decisión no se guardó', refusedMany: '{n} negocio no se guardó | {n} negocios no se guardaron',
  undoneExcept: '{n} negocio no se deshizo: cambió después de la decisión | {n} negocios no se deshicieron: cambiaron después de la decisión',
  leftOut: '{selection}. Ya no cumplen el filtro y no entran: {n}', noRateOnly: '{count}, sin tipo de cambio: {n}', sumAndNoRate: '{count} por {sum}, sin tipo de cambio: {n}',
  changedBy: 'Cambiado antes que usted: {who}, {when}', changed: 'Cambió mientras usted decidía', numbered: 'N.º\u00a0{n}', refusedLine: '{titles}: {why}', andMore: '{titles} y {n} más', noneForAll: 'Ninguna decisión sirve para todos los elegidos',
  warned: 'Con aviso: {n}. Quien lo recibe tiene demasiadas tareas vencidas o negocios estancados. | Con aviso: {n}. Quienes los reciben tienen demasiadas tareas vencidas o negocios estancados.',
}
