import type { Messages } from '../ru/index.ts'

export const refusals: Messages['refusals'] = {
  amount: 'Importe', waiting: 'Espera', decided: 'Decidido', since: 'Desde', contact: 'Contacto', csv: 'Descargar CSV', decisions: 'Decisiones', outside: 'cerrado en el CRM',
  noDecision: 'Aquí no hay nada que decidir.', nothingChosen: 'Elija un negocio de la lista.', noReason: 'Sin motivo indicado',
  view: { pending: 'Por decidir', decided: 'Decididos' },
  group: { late: 'Fuera de plazo', fresh: 'Por decidir', approved: 'Aprobados', returned: 'Devueltos', reassigned: 'Reasignados', withdrawn: 'Retirados', pending: 'Por decidir' },
  lateCount: '{n} fuera de plazo | {n} fuera de plazo',
  countAndSum: '{count}, {sum}',
  empty: { title: 'No hay rechazos por decidir.', last: 'Última decisión: {when}, {who}.', never: 'Aquí aparecerán los negocios que los gestores piden cerrar o han cerrado en el CRM.', decided: 'Aún no se ha decidido ningún rechazo.' },
  origin: { asked: 'Petición de cerrar el negocio', closed_outside: 'Cerrado en el CRM sin decisión' },
  asked: 'Lo pide {who}, {when}', seenClosed: 'Visto en la exportación, {when}; gestor: {who}', seenClosedAlone: 'Visto en la exportación, {when}', enteredBy: 'lo anotó {who}', round: '{n}.ª vez',
  question: '¿Hizo el gestor todo lo posible?',
  checklist: {
    enoughContacts: 'Suficientes contactos en días distintos', recentContact: 'El último contacto es reciente', proposalSent: 'Se envió una propuesta o una presentación',
    objectionNoted: 'La objeción está anotada', noOpenAgreement: 'Ningún acuerdo pendiente en una llamada escuchada',
  },
  fact: {
    contacts: 'Contactos', lastContact: 'Último contacto', keyPoints: 'Puntos clave', tasksMissed: 'Tareas vencidas', tasksMoved: 'Aplazadas sin permiso', notes: 'Notas', calls: 'Llamadas escuchadas', callsScored: '{n}, puntuación {score}',
    contactsOnDays: '{contacts} en {days}', never: 'nunca', daysAgo: 'hace {n} día | hace {n} días',
  },
  state: { pending: 'Espera una decisión', approved: 'Rechazo aprobado', returned: 'Devuelto al trabajo', reassigned: 'Pasado a otro gestor', withdrawn: 'Retirado: vuelve a estar abierto en el CRM' },
  decidedBy: '{who}, {when}', until: 'hasta {day}', newOwner: 'Ahora lo lleva {who}', reopenedBy: 'Reabierto ({who}, {when}): {reason}',
  act: { approve: 'Aprobar', return: 'Devolver', reassign: 'Reasignar', reopen: 'Reabrir' },
  dialog: {
    title: { approve: 'Aprobar el rechazo', return: 'Devolver al trabajo', reassign: 'Pasar a otro gestor', reopen: 'Reabrir la decisión' },
    submit: { approve: 'Cerrar el negocio', return: 'Devolver', reassign: 'Reasignar', reopen: 'Reabrir' },
    reason: 'Motivo del rechazo', instruction: 'Qué hay que hacer', due: 'Para qué día', newOwner: 'A quién',
    override: 'Este gestor no recibe negocios nuevos: tiene demasiado vencido. ¿Por qué dárselo de todos modos?',
  },
  suggest: { call: 'Llamar y averiguar el motivo real', meeting: 'Concertar una reunión', price: 'Hablar de precio y condiciones', decider: 'Llegar a quien decide' },
  load: { absent: 'ausente', closed: 'no recibe negocios nuevos' },
  toast: {
    one: { approve: 'Rechazo aprobado: {title}', return: 'Devuelto al trabajo: {title}', reassign: 'Reasignado: {title}' },
    many: { approve: '{n} rechazo aprobado | {n} rechazos aprobados', return: '{n} negocio devuelto | {n} negocios devueltos', reassign: '{n} negocio reasignado | {n} negocios reasignados' },
    reopened: 'Vuelve a esperar una decisión: {title}',
  },
  refusedOne: 'No se guardó la decisión: {title}', refusedMany: 'No se guardó {n} decisión | No se guardaron {n} decisiones',
  nurtureEmpty: { title: 'La lista de maduración está vacía.', text: 'Un cliente llega aquí cuando se aprueba el rechazo de su negocio.' },
  columns: { day: 'Fecha', client: 'Cliente', phone: 'Teléfono', email: 'Correo', deal: 'Negocio', reason: 'Motivo', class: 'Clase de motivo', manager: 'Gestor', amount: 'Importe', currency: 'Moneda' },
  classes: { not_a_deal: 'no era un negocio', lost_by_us: 'perdido por nosotros', lost_by_client: 'decidió el cliente' },
  reasons: {
    duplicate: 'Duplicado', test: 'De prueba', wrong_number: 'Número equivocado', not_our_customer: 'No es nuestro cliente', not_called_back: 'No se le llamó', price_not_defended: 'Precio sin defender', not_worked: 'Sin trabajar',
    no_need: 'No lo necesita', budget: 'Sin presupuesto', competitor: 'Se fue a la competencia',
  },
}
