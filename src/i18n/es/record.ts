import type { Messages } from '../ru/index.ts'

export const record: Messages['record'] = {
  here: '{days} aquí', limit: 'límite {days}', atLeast: 'No se sabe el día exacto de entrada: al menos este tiempo', stuck: 'Por qué está estancado', owner: 'Gestor', noName: 'Sin nombre', agreed: 'Acordado', agreedStep: '{day}: {step}', agreedWrong: { no_task: 'no hay tarea para ello', task_off: 'la tarea está en otro día' }, lastContact: 'Contacto', ago: '{when} ({days})', neverContacted: 'ningún contacto', expected: 'Cierre', channel: 'Canal',
  parked: 'Aplazado hasta {day}. {reason}', noRate: 'No hay tipo de cambio para {currency}: no entra en las sumas', pinnedNote: 'Nota fijada', openTasks: 'Tareas abiertas', noTasks: 'No hay tareas abiertas', openCrm: 'Abrir en el CRM',
  divergences: '{n} discrepancia con el CRM | {n} discrepancias con el CRM', divergence: '{field}: aquí «{ours}», en el CRM «{theirs}»',
  keyPoints: 'Puntos clave', courtesy: 'Llamada de cortesía', point: {
    name: { presentation: 'Presentación', proposal: 'Propuesta', contract: 'Contrato', invoice: 'Factura', payment: 'Pago' },
    state: { reached: 'alcanzado', late: 'con retraso', due: 'siguiente', later: 'espera al anterior', unknown: 'se desconoce' },
    late: '+{days}', due: 'hasta {day}', byHead: 'hecho por el jefe', said: '{point}: {state}, {when}', saidOnly: '{point}: {state}',
  }, courtesyDone: 'hecha {when}', courtesyDue: 'hasta {day}', courtesyLate: '{days} de retraso',
  status: { open: 'abierto', refusal_review: 'rechazo por decidir', won: 'ganado', lost: 'perdido' },
  storyTitle: 'Historia', showAudit: 'Mostrar el registro', hideAudit: 'Ocultar el registro', noStory: 'Aún no ha pasado nada.', storyFailed: 'No se pudo cargar la historia.', more: 'Mostrar lo anterior', failed: 'No se pudo cargar la ficha.', nothing: 'Elija una fila: aquí aparecerá su historia.', taskAlone: 'Tarea sin negocio',
  lastActivity: 'Última actividad', inferred: 'según la exportación', outside: 'fuera de Pult', viaClient: 'por el cliente', noteMissing: 'sin nota', noTalk: 'sin conversación', talkUnknown: 'duración desconocida', talk: 'conversación de {time}',
  contact: {
    call: 'Llamada', call_in: 'Llamada entrante', call_out: 'Llamada saliente', email: 'Correo', email_in: 'Correo recibido', email_out: 'Correo enviado', message: 'Mensaje', message_in: 'Mensaje recibido', message_out: 'Mensaje enviado',
    meeting: 'Reunión', presentation: 'Presentación', proposal: 'Propuesta', contract: 'Contrato', invoice: 'Factura', payment: 'Pago',
  },
  outcome: { no_answer: 'no contestó', call_back: 'pidió que le llamen después', wrong_number: 'número equivocado' },
  meeting: { planned: 'prevista', held: 'celebrada', cancelled: 'cancelada' },
  task: { untitled: 'Tarea sin título', due: 'plazo {when}', noDue: 'sin plazo', overdue: 'vencida', overdueDays: 'vencida hace {days}', done: 'hecha {when}', cancelled: 'cancelada' },
  moves: {
    late: 'Plazo aplazado de {from} a {to}.', allowed: 'Plazo aplazado con permiso de {from} a {to}.', earlier: 'Plazo adelantado de {from} a {to}.', count: 'aplazada {n} vez | aplazada {n} veces',
    mark: { due: 'Plazo: {day}', now: 'Hoy, {day}', done: 'Hecha: {day}' },
  },
  taskKind: { call: 'llamada', meeting: 'reunión', todo: 'tarea', task: 'tarea', email: 'correo' },
  line: {
    overdue: '{days} tarde, vencía {when}', overdueToday: 'vencida, vencía {when}', gap: '{days} sin nada', noDate: 'sin fecha', contactsUnknown: 'contactos desconocidos', contacts: '{n} contacto | {n} contactos', notes: '{n} nota | {n} notas',
    contactsOn: '{day}: {n} contacto | {day}: {n} contactos', notesOn: '{day}: {n} nota | {day}: {n} notas',
    move: '{from} → {to}', inCrm: 'en el CRM', allowed: 'con permiso', unapproved: 'sin permiso', quoted: '«{said}»', answered: 'Respuesta: «{said}»', more: 'Mostrar {n} más', fewer: 'Mostrar solo lo último', silent: 'sin contacto el día del cierre', again: 'reabierta {n} vez | reabierta {n} veces',
    request: { pending: '{who} pide pasarla al {to}', denied: '{who} pidió pasarla al {to}: denegado', withdrawn: '{who} pidió pasarla al {to}: retirado' },
    sameDay: 'Cerrada y reabierta {day}', notSameDay: 'Cerrada {closed}, reabierta {opened}',
    reopened: 'Cerrada el {closed}, reabierta el {opened}.', wish: 'Piden pasarla del {from} al {to}.', bar: 'Abierta el {from}, cerrada el {to}', barOpen: 'Abierta el {from}',
    mark: { created: 'Puesta el {day}.', due: 'Vence el {day}.', past: 'Vencía el {day}.', now: 'Hoy, {day}.', done: 'Hecha el {day}.' },
  },
  story: {
    created: 'Negocio creado', stage: '{from} → {to}', stageFirst: 'Etapa: {to}', note: 'Nota', notePinned: 'Nota fijada', transfer: 'Traspaso: {from} → {to}', parking: 'Aplazado hasta {day}', parkingEnded: 'de vuelta {when}', question: 'Pregunta: {to}, responder a más tardar {day}', noAnswer: 'aún sin respuesta', answer: 'Respuesta: {text}', decision: 'Decisión: {decision} ({finding})', undone: 'deshecho',
  },
  refusal: { asked: 'Rechazo, ronda {round}', askedFor: 'Rechazo, ronda {round}: {reason}', instruction: 'Encargo: {text}', decided: '{who}, {when}', state: { pending: 'espera una decisión', approved: 'aprobado', returned: 'devuelto al trabajo', reassigned: 'reasignado', withdrawn: 'retirado' } },
  change: '{field}: {before} → {after}',
  because: { crm: 'lo dice el CRM', in_crm: 'la tarea ya está en el CRM', refusal: 'decisión sobre el rechazo', undo: 'decisión deshecha', reopened: 'rechazo reabierto' },
  action: {
    restoreBackup: 'Se restauró una copia',
    signIn: 'Entrada', signOut: 'Salida', acceptInvitation: 'Contraseña por enlace', lockSignIn: 'Bloqueado tras contraseñas incorrectas', unlockSignIn: 'Desbloqueado', endSession: 'Sesión terminada en un lugar', endSessions: 'Sesiones terminadas en otros lugares', changePassword: 'Contraseña cambiada', saveSignIn: 'Entrada concedida', removeSignIn: 'Entrada retirada', invite: 'Enlace para la contraseña', confirmRole: 'Función confirmada',
    createWorkspace: 'Equipo creado', runImport: 'Datos cargados', importChange: 'Cambio de la carga', openDay: 'Control del día abierto', signDay: 'Día firmado', decideFinding: 'Decisión del control', undoFindingDecision: 'Decisión deshecha', answerQuestion: 'Respuesta anotada',
    takeTheirs: 'Tomado del CRM', keepOurs: 'Se mantiene la decisión de Pult', undoResolve: 'Elección deshecha', mapReasons: 'Motivo unificado con la lista', undoMapReasons: 'Unificación del motivo deshecha', raiseControlTask: 'Tarea de control puesta', closeControlTask: 'Tarea de control cerrada', reopenControlTask: 'Tarea de control reabierta', logCall: 'Resultado de la llamada anotado', undoCall: 'Resultado de la llamada deshecho', enterClient: 'Cliente añadido', undoEnterClient: 'Alta de cliente deshecha', createTask: 'Tarea puesta', cancelTask: 'Tarea cancelada', reassignTask: 'Tarea reasignada', transferDeal: 'Negocio traspasado', eraseClient: 'Datos del cliente borrados', transferClient: 'Cliente traspasado', moveDeal: 'Negocio movido de etapa', decideDeal: 'Decidido sobre el negocio', undoDealDecision: 'Decisión deshecha', exportDeals: 'Negocios exportados', exportClients: 'Clientes exportados', exportOutbox: 'Lista para el CRM exportada', exportDivergences: 'Discrepancias exportadas', exportNurture: 'Lista para marketing exportada', exportDay: 'Informe del día exportado', exportCallBoards: 'Tabla de llamadas exportada',
    exportTasks: 'Tareas exportadas', exportClosedManagers: 'Exportada la lista de cerrados para negocios nuevos',
    moveTask: 'Vencimiento cambiado', askTaskMove: 'Petición de aplazar la tarea', allowedTaskMove: 'Aplazamiento permitido', deniedTaskMove: 'Aplazamiento denegado', withdrawnTaskMove: 'Petición de aplazar retirada', moveRequestWaitsAgain: 'La petición de aplazar espera de nuevo', withdrawMoveRequest: 'Petición de aplazar retirada: la tarea o el negocio está cerrado', allowTaskMoves: 'Aplazamientos del CRM permitidos', appealScore: 'Puntuación recurrida', undoAppealScore: 'Recurso retirado', decideAppeal: 'Recurso decidido', undoDecideAppeal: 'Decisión sobre un recurso deshecha', scoreCall: 'Llamada puntuada', undoScoreCall: 'Puntuación de la llamada deshecha', pickCall: 'Llamada añadida a la lista', saveScorecard: 'Ficha de evaluación cambiada', judgeCall: 'Llamada valorada', closeTask: 'Tarea cerrada', askAboutTask: 'Pregunta sobre una tarea', undoTaskDecision: 'Decisión sobre una tarea deshecha',
    requestRefusal: 'Rechazo pedido', closeDirectly: 'Negocio cerrado directamente', approveRefusal: 'Rechazo aprobado', returnRefusal: 'Devuelto al trabajo', reassignRefusal: 'Devuelto con otro gestor', reopenRefusal: 'Rechazo reabierto', undoRefusalDecision: 'Decisión sobre el rechazo deshecha', withdrawRefusal: 'Rechazo retirado', enterNurture: 'Cliente a maduración', leaveNurture: 'Cliente fuera de maduración',
    linkRecordings: 'Grabaciones encontradas en la carpeta', attachRecording: 'Grabación añadida a una llamada', fetchRecordings: 'Grabaciones descargadas de sus direcciones', deleteRecordings: 'Grabaciones fuera de plazo borradas', listenToCall: 'Grabación escuchada', setRecordings: 'Ajustes de las grabaciones cambiados',
    saveView: 'Vista guardada', removeView: 'Vista eliminada', saveMapping: 'Asignación de columnas guardada', removeMapping: 'Asignación de columnas eliminada', savePerson: 'Persona guardada', addAbsence: 'Ausencia anotada', removeAbsence: 'Ausencia quitada', saveStage: 'Etapa guardada', saveReason: 'Motivo guardado', setCalendarDay: 'Día del calendario cambiado', importCalendar: 'Calendario cargado', setRate: 'Tipo de cambio puesto', setRules: 'Reglas cambiadas',
  },
  field: {
    title: 'Título', amount: 'Importe', currency: 'Moneda', stage_id: 'Etapa', from_stage_id: 'Desde la etapa', stage_entered_at: 'En la etapa desde', owner_id: 'Gestor', new_owner_id: 'Gestor nuevo', assignee_id: 'Responsable', status: 'Estado', state: 'Estado', channel: 'Canal', created_at: 'Creado', created_by: 'Lo creó', expected_close_day: 'Cierre previsto', closed_at: 'Cerrado', refusal_reason: 'Motivo en el CRM',
    asked_by: 'Pedido por', asked_at: 'Pedido', from_due_at: 'Vencía', to_due_at: 'Nuevo vencimiento', due_at: 'Plazo', done_at: 'Hecho', cancelled_at: 'Cancelado', result: 'Resultado', kind: 'Tipo', origin: 'Origen', round: 'Ronda', requested_at: 'Pedido', requested_by: 'Lo pide', entered_by: 'Lo anotó', reason_text: 'Motivo en el CRM', comment: 'Comentario', decided_at: 'Decidido', decided_by: 'Lo decidió', decision_comment: 'Comentario de la decisión', instruction: 'Encargo', instruction_due_day: 'Plazo del encargo',
    reopened_at: 'Reabierto', reopened_by: 'Lo reabrió', reopen_reason: 'Por qué se reabrió', decision: 'Decisión', reason: 'Motivo', untilDay: 'Hasta', day: 'Día', answer: 'Respuesta', name: 'Nombre', role: 'Rol', team: 'Equipo', email: 'Correo', phone: 'Teléfono', active: 'Trabaja', position: 'Orden', dwell_limit_days: 'Límite en días', probability: 'Probabilidad',
  },
}
