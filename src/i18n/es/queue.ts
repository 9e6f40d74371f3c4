/** La pantalla «Por decidir» del supervisor. */
export const queue = {
  title: 'Por decidir', go: 'A lo que espera una decisión', parts: 'Partes de la cola', failed: 'La cola no se cargó', kind: 'Petición', title2: 'Negocio o tarea', reopenedAt: 'Reabierto', wish: 'a {day}: {reason}', nothingChosen: 'Elija una fila de la lista.', badge: '{n} en espera | {n} en espera',
  part: { all: 'Todo', refusals: 'Rechazos', moves: 'Aplazamientos', reopened: 'Reabiertos' }, hint: { all: 'los más antiguos primero', refusals: 'cerrar el negocio o devolverlo', moves: 'aplazar la tarea o no', reopened: 'qué decidió el jefe y por qué' },
  kinds: { refusal: 'rechazo', move: 'aplazar', reopened: 'rechazo' },
  standsIn: 'Usted decide por {who}, ausente: equipo {team}, hasta {day}.', deputy: '{who} decide por usted hasta {day}.',
  reopened: { title: 'El jefe reabrió la decisión', by: '{who}, {when}', had: 'Usted decidió', now: 'Ahora' },
  empty: { all: 'Nada espera una decisión.', refusals: 'Ningún rechazo espera.', moves: 'Nadie pide aplazar.', reopened: 'No se reabrió ninguna decisión suya.' },
  emptyWhy: { all: 'Aquí aparecen los rechazos y aplazamientos que pide su equipo.', refusals: 'Aquí aparecen los negocios que su equipo pide cerrar.', moves: 'Aquí aparece la petición de un gestor de aplazar una tarea.', reopened: 'Aquí aparece la decisión que el jefe reabrió y por qué; de los últimos 30 días.' },
  news: { title: '{n} espera su decisión | {n} esperan su decisión', late: '{n} rechazo espera fuera de plazo | {n} rechazos esperan fuera de plazo' },
}
