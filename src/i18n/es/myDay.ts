/** La pantalla «Mi día» del gestor. */
export const myDay = {
  title: 'Mi día', titleOf: 'Mi día: {day}', go: 'A mi día', parts: 'Partes del día', failed: 'El día no se cargó', marks: 'Marcas', why: 'Por qué no avanza', refused: 'No se guardó: {title}', noDecision: 'Aquí no hay nada que decidir',
  part: { tasks: 'Tareas del día', questions: 'Preguntas para mí', returned: 'Devueltos al trabajo', stuck: 'Estancados', requests: 'Mis peticiones' },
  hint: { tasks: 'por orden', questions: 'esperan respuesta', returned: 'con una instrucción', stuck: 'y por qué', requests: 'esperan una decisión' },
  none: { tasks: 'todo hecho', questions: 'sin preguntas', returned: 'nada devuelto', stuck: 'todos avanzan', requests: 'sin peticiones' },
  lateOf: { tasks: '{n} vencida | {n} vencidas', questions: '{n} sin responder a tiempo | {n} sin responder a tiempo', returned: '{n} fuera de plazo | {n} fuera de plazo' },
  answeredOf: '{n} respuesta | {n} respuestas',
  groupLate: 'Vencidas', groupToday: 'Hoy', groupWaits: 'Esperan una decisión', groupAnswers: 'Respuestas de dos semanas', allDay: 'todo el día', asked: 'petición: {day}',
  question: 'Pregunta', about: 'Sobre', answerBy: 'Responder antes de', answered: 'Respuesta enviada', answerTitle: 'Responder a la pregunta', returnedBy: 'Devuelto por {who}, {when}',
  state: 'Estado', what: 'Qué se pidió', answer: 'Respuesta', askedAt: 'Lo pidió usted {when}', decidedBy: 'Decisión: {who}, {when}. Lo pidió usted {asked}', askedMove: 'aplazar: {day}', askedRefusal: 'rechazo: {reason}',
  requestState: { pending: 'el rechazo espera', late: 'el rechazo espera fuera de plazo', pendingMove: 'el aplazamiento espera', approved: 'rechazo aprobado', returned: 'devuelto al trabajo', reassigned: 'dado a otro gestor', withdrawn: 'retirada', allowed: 'aplazamiento permitido', denied: 'aplazamiento denegado' },
  counters: 'El día en cifras', ofPlan: '{value} de {plan}', toGo: 'faltan {n}', noPlan: 'No hay plan para el día: lo fija el jefe de ventas.',
  act: { call: 'Llamada', done: 'Hecho', plan: 'Paso siguiente', refusal: 'Pedir el rechazo', answer: 'Responder' },
  call: {
    title: 'Cómo terminó la llamada', outcome: { talked: 'Hablamos', no_answer: 'No contestó', call_back: 'Volver a llamar', wrong_number: 'Número equivocado' },
    follows: { talked: 'resultado, la tarea se cierra', no_answer: 'se anota enseguida', call_back: 'otro día u otra hora', wrong_number: 'y una tarea para hallar el correcto' },
    length: 'Cuánto hablaron, minutos', minutes: 'min', result: 'Qué se acordó', resultHint: 'Es la nota de la llamada y el resultado de la tarea.', next: 'Paso siguiente', nextPlaceholder: 'Enviar la propuesta, llamar', day: 'Cuándo', time: 'Hora', timeWrong: 'Por ejemplo 14:30',
    callBackReason: 'Pidió que le llamen después', moveRule: 'Una fecha anterior se fija enseguida. Una posterior es una petición que decide el jefe o el supervisor.', planRule: 'Se pone una tarea para ese día.', findNumber: 'Hallar el número correcto',
  },
  said: { talked: 'Conversación anotada: {title}', no_answer: 'Anotado, no contestó: {title}', wrong_number: 'Número equivocado, hay una tarea para hallar el correcto: {title}', asked: 'Petición de aplazar anotada: {title}, {day}', moved: 'Plazo cambiado: {title}, {day}', planned: 'Volver a llamar {day}: {title}', next: 'Paso siguiente, {day}: {title}' },
  empty: { tasks: 'Todo lo de hoy está hecho.', questions: 'No hay preguntas para usted.', returned: 'No se devolvió nada.', stuck: 'Ninguno de sus negocios está estancado.', requests: 'No ha pedido nada.' },
  emptyWhy: { tasks: 'Lo que vence hoy o ya venció aparece aquí por orden.', questions: 'Aquí aparece la pregunta del jefe con el día de la respuesta.', returned: 'Aquí aparece el negocio cuyo rechazo no se aprobó, con lo que hay que hacer.', stuck: 'Aquí aparece el negocio parado demasiado tiempo, sin contacto o sin tarea, y por qué.', requests: 'Pida otra fecha o un rechazo en la propia tarea: M y E.' },
}
