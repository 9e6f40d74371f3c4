import type { Messages } from '../ru/index.ts'

/** Una carga paso a paso: qué son los archivos, qué hay en las columnas, qué cambiará. */
export const wizard: Messages['wizard'] = {
  drop: { title: 'Suelte y veremos qué es', text: 'Una exportación del CRM: CSV, TSV, TXT, XLSX o XLS, varios archivos o una carpeta. No se guarda nada hasta que usted lo confirme.' },
  steps: { label: 'Pasos de la carga', files: 'Archivos', mapping: 'Columnas', check: 'Comprobación', done: 'Listo' },
  choose: {
    formats: 'CSV, TSV, TXT, XLSX y XLS de amoCRM, Bitrix24, Pipedrive, HubSpot, Zoho, Odoo o cualquier otro programa. Pult averigua qué es. Puede soltar un archivo en cualquier lugar de la ventana, en cualquier pantalla.',
    look: 'Ver los archivos', goOn: 'Continuar', waiting: 'La carga no ha terminado: lo indicado se conserva.', drop: 'Empezar de nuevo',
  },
  files: {
    known: 'Exportación conocida: {system}', remembered: 'Ya se cargó así: «{name}»', unknown: 'Pult ve una exportación así por primera vez', nothing: 'No parece una exportación de un CRM', mixed: 'Archivos de programas distintos',
    knownText: 'Compruebe qué hay en los archivos y siga adelante.', rememberedText: 'Las columnas se leerán como la última vez.', unknownText: 'Pult ha supuesto qué hay en las columnas. Compruebe qué son las filas y de dónde vienen.', outText: 'Los archivos que Pult no conoce no se cargan: {n}. Devuelva el que necesite con la tecla x.', nothingText: 'Indique qué son las filas o quite el archivo.',
    mixedText: 'Se carga un programa cada vez. ¿Cuál primero?', takeSystem: '{system}: {files}',
    columns: { name: 'Archivo', what: 'Qué son las filas', rows: 'Filas', how: 'Escrito como', state: 'Entendido como' },
    states: { native: 'formato de Pult', callLog: 'registro de llamadas', remembered: 'como la última vez', sure: 'reconocido', guess: 'suposición', unclear: 'no está claro', out: 'no se carga', broken: 'no se puede leer', beside: 'no se lee junto al formato de Pult' },
    delimiters: { comma: 'comas', semicolon: 'puntos y comas', tab: 'tabulaciones', pipe: 'barras' },
    formats: { xlsx: 'Excel', html: 'tabla HTML', csv: 'texto' },
    preview: 'Primeras filas: {name}', noRows: 'No hay filas bajo el encabezado.', whatAre: 'Qué son las filas', alsoAre: 'Y las mismas filas son también', system: 'De dónde viene', systemIs: 'De: {system}', unnamed: 'nombre el programa', systemHint: 'Así reconoce Pult los registros la próxima vez: las exportaciones de un mismo programa se comparan entre sí.', other: 'Otro programa…', otherName: 'Cómo llamarlo', earlier: 'ya cargado antes', leaveOut: 'No cargar', takeIn: 'Cargar', also: 'También…',
    newColumns: 'Columnas que la última vez no estaban: {columns}', change: 'Ver las columnas',
    nothingIn: 'Todos los archivos están quitados. Devuelva al menos uno.', needsKind: 'Indique qué son las filas de {name} o quítelo.',
    warnings: {
      TOTALS_ROW: 'La última fila parece de totales: se omite.', ENCODING_DAMAGED: 'Hay letras dañadas en el archivo: guárdelo otra vez como «CSV UTF-8» si importan.', OTHER_SHEETS: 'El libro tiene varias hojas: solo se lee la primera.',
    },
  },
  leads: 'Prospectos',
  map: {
    tabs: { fields: 'Campos', stages: 'Etapas', owners: 'Personas', reasons: 'Motivos de rechazo', values: 'Valores', habits: 'Fechas y números' },
    search: 'Buscar', onlyOpen: 'Solo pendientes', all: 'Todas las filas', nothingOpen: 'Todo está resuelto.', nothingFound: 'No se ha encontrado nada.', noneIn: 'No hay nada de eso en estos archivos.', nextOpen: 'El siguiente pendiente', left: 'Quedan por resolver: {n}', allDone: 'Todo resuelto', more: 'Correspondencia',
    save: 'Guardar la correspondencia en un archivo', load: 'Tomar la correspondencia de un archivo', fileName: 'correspondencia-{name}.json', loaded: 'Correspondencia tomada: {name}', badFile: 'No es una correspondencia de Pult: {problem}. No se ha cambiado nada.', badJson: 'no es JSON', doesNotFit: 'La correspondencia «{name}» no sirve para estos archivos: no tienen sus columnas. No se ha cambiado nada.',
    remember: 'Recordar para estas columnas', rememberHint: 'La próxima vez estos archivos se cargarán solos.', undone: 'Cambio deshecho', mustFirst: 'Sin este campo no se puede cargar: indique su columna.', group: '{kind}: {file}, {rows}', unused: '{file}: columnas sin lugar ({n})',
    fields: {
      columns: { field: 'Campo en Pult', column: 'Columna del archivo', samples: 'Qué hay en ella', note: 'Si está vacío' }, must: 'necesario', none: 'no hay', constant: 'siempre «{value}»', fallback: 'vacío significa «{value}»', unsure: 'compruebe', key: 'Qué distingue las filas', blank: 'vacía', keyNote: 'no hay número de registro: sin distinción, un cambio en el CRM será un registro nuevo', keyAll: 'todo su contenido', dates: 'Fechas de entrada en etapas', date: '{column} → {stage}',
      pick: 'Elegir una columna', add: 'Otra columna', constantAct: 'Un solo valor', clear: 'Quitar', confirm: 'Correcto', into: 'Adónde va esta columna', noColumn: 'No hay tal columna', everyRow: 'Un solo valor para todas las filas…', everyRowHint: 'Se pone donde la columna está vacía o no existe.', filled: 'rellenas: {n} de {total}', unique: 'distinto en cada fila', pickStage: 'Qué etapa empezó ese día', pickDate: 'Columna con el día de entrada', keyTitle: 'Qué distingue, en conjunto, una fila de otra',
    },
    stages: { columns: { stage: 'Etapa en el archivo', deals: 'Filas', kind: 'Qué es' }, kinds: { open: 'En curso', thinking: 'Lo piensan', won: 'Ganado', lost: 'Perdido' }, unsure: 'el nombre no lo dice, compruebe' },
    owners: { columns: { name: 'Nombre en el archivo', rows: 'Filas', person: 'Quién es en Pult' }, make: 'Persona nueva', makeAct: 'Crear nueva', nobody: 'Nadie: sin gestor', nobodyAct: 'Nadie', like: 'se parece a {name}', likeAct: 'Es {name}', pick: 'Elegir del equipo' },
    reasons: { columns: { text: 'Motivo en el archivo', rows: 'Filas', reason: 'En el diccionario' }, asIs: 'queda en palabras', asIsAct: 'Dejar en palabras', like: 'se parece a {name}', likeAct: 'Es «{name}»', likeAll: 'Aceptar todos los parecidos ({n})', pick: 'Elegir del diccionario', renamed: 'se llamará {name}', hint: 'Las palabras también pueden unirse después, en la pantalla «Motivos en palabras».' },
    values: { columns: { value: 'En el archivo', rows: 'Filas', meaning: 'Qué significa' }, group: '{field} — {kind}', byStage: 'según la etapa', nothing: 'no se dice', pick: 'Elegir significado', back: 'Como estaba' },
    habits: {
      dates: 'Cómo se escriben las fechas', datesAuto: 'Averiguar por el archivo', dmy: 'Primero el día: 03.04 es 3 de abril', mdy: 'Primero el mes: 03/04 es 4 de marzo', datesUnclear: 'La columna «{column}» no dice si va primero el día o el mes: ¿{sample} es {left} o {right}?',
      decimal: 'Qué separa los céntimos', decimalAuto: 'Averiguar por el archivo', comma: 'Una coma: 1 234,56', dot: 'Un punto: 1,234.56', decimalUnclear: 'La columna «{column}» no dice qué es {sample}: ¿miles o una fracción?',
      zone: 'Zona horaria de las fechas', zoneHint: 'Para horas sin zona. Normalmente, la del equipo.', currency: 'Moneda de los importes', currencyHint: 'Para importes que no la nombran.', sameAsTeam: 'la del equipo', empty: 'Qué significa «nada»', emptyHint: 'Palabras separadas por punto y coma: una celda con una de ellas se lee como vacía.',
    },
  },
  check: {
    asBefore: 'Las columnas se leen como la última vez: «{name}», {day}.', nativeText: 'Formato de Pult: sus columnas son conocidas.', callsText: 'Registro de una centralita: las filas de una llamada forman una llamada, el teléfono encuentra al cliente, la extensión o el nombre al gestor.', newStages: 'Etapas nuevas cuyo nombre no dice nada: {n}. Por ahora cuentan como en curso.', newPeople: 'Estos nombres parecen estar en el equipo con otros: {n}.', unclear: 'No está claro cómo leer las fechas o los números.', look: 'Ver',
    makes: 'Qué se creará', made: 'Qué se ha creado', people: 'Personas nuevas: {names}', andMore: '{names} y {n} más', clients: 'Clientes nuevos: {n}', stages: 'Etapas nuevas: {names}', stageAs: '{stage} ({kind})',
  },
  done: {
    today: 'Ir a hoy', divergences: 'Ver las discrepancias ({n})', outbox: 'Qué anotar en el CRM', reasons: 'Unir los motivos', again: 'Cargar más', rest: 'A continuación: {system}', remembered: 'La próxima vez estos archivos se cargarán solos: suéltelos en la ventana y pulse Enter.',
    repair: 'Descargue las filas, corríjalas en una hoja de cálculo y suelte el archivo aquí: solo se cargarán ellas.', download: 'Descargar las filas con motivos',
  },
  leave: {
    runningTitle: 'La carga sigue en marcha', runningText: 'Si se va, se detendrá sin guardar nada.', runningStop: 'Detener y salir',
    replaceTitle: '¿Empezar con los archivos nuevos?', replaceText: 'Hay otra carga abierta. Lo que indicó en ella se perderá.', replace: 'Empezar con los nuevos',
  },
  kept: {
    title: 'Columnas recordadas', text: 'Los archivos con las mismas columnas se cargan solos. Lo olvidado se preguntará de nuevo.', none: 'Aún no se recuerda nada. Pult recordará las columnas tras la primera carga desde el CRM.', columns: { name: 'Nombre', source: 'De dónde', what: 'Qué son las filas', headers: 'Columnas', used: 'Último uso' },
    rename: 'Cambiar el nombre', renameTitle: 'Cómo llamar a esta correspondencia', name: 'Nombre', save: 'Guardar en un archivo', forget: 'Olvidar', forgotten: 'Olvidado: {name}', renamed: 'Nombre cambiado: {name}', many: '{n} columna | {n} columnas',
  },
  fields: {
    id: 'Número de registro', title: 'Título', client: 'Empresa', client_id: 'Número del cliente', contact: 'Persona de contacto', phone: 'Teléfono', email: 'Correo', owner: 'Gestor', owner_id: 'Número del gestor', pipeline: 'Embudo', stage: 'Etapa', status: 'Estado', amount: 'Importe', currency: 'Moneda', channel: 'Fuente', created_at: 'Creado', updated_at: 'Modificado',
    stage_entered_at: 'Entrada en la etapa', expected_close: 'Cierre previsto', closed_at: 'Cerrado', won_at: 'Ganado', lost_at: 'Perdido', refusal_reason: 'Motivo de rechazo', probability: 'Probabilidad', next_task: 'Próxima tarea', next_task_at: 'Plazo de la próxima tarea', last_activity_at: 'Último contacto', note: 'Nota',
    name: 'Nombre', first_name: 'Nombre de pila', last_name: 'Apellido', company: 'Empresa', kind: 'Tipo', created_by: 'Creado por', deal: 'Título del negocio', deal_id: 'Número del negocio', assignee: 'Responsable', assignee_id: 'Número del responsable', due_at: 'Plazo', done: 'Está hecha', done_at: 'Cuándo se hizo', result: 'Resultado',
    manager: 'Gestor', manager_id: 'Número del gestor', state: 'Se celebró', direction: 'Entrante o saliente', occurred_at: 'Cuándo fue', duration_s: 'Duración', talk_s: 'Conversación', recording: 'Grabación', subject: 'Asunto', author: 'Autor', author_id: 'Número del autor', text: 'Texto', pinned: 'Está fijada',
    role: 'Rol', team: 'Equipo', active: 'Trabaja aquí', order: 'Orden', dwell_limit_days: 'Límite en la etapa, días', from_stage: 'De la etapa', to_stage: 'A la etapa', at: 'Cuándo', by: 'Quién lo movió', day: 'Día',
  },
  meanings: {
    open: 'abierto', won: 'ganado', lost: 'perdido', thinking: 'lo piensan', company: 'empresa', person: 'persona', yes: 'sí', no: 'no', in: 'entrante', out: 'saliente', planned: 'prevista', held: 'celebrada', cancelled: 'anulada',
  },
  unknown: {
    deals: {
      id: 'una repetición se reconoce por lo que distingue las filas', owner: 'los negocios quedarán sin gestor', amount: 'sin dinero en listas y gráficos', client: 'los clientes se reconocen por teléfono o correo', phone: 'las llamadas no encontrarán su negocio', created_at: 'la edad cuenta desde la primera carga', stage_entered_at: 'el tiempo en la etapa se verá desde la segunda carga', closed_at: 'el día de cierre es el de la carga',
      refusal_reason: 'no se verá por qué se rechazó', next_task_at: 'sin archivo de tareas: no se sabe qué negocios no tienen tarea', last_activity_at: 'sin archivo de contactos: no se conoce el silencio', expected_close: 'sin previsión por fechas', channel: 'las fuentes no se pueden comparar', pipeline: 'todos los negocios en un embudo', currency: 'importes en la moneda del equipo', status: 'el resultado lo dice la etapa', note: 'sin archivo de notas: la revisión C queda sin datos',
    },
    tasks: { assignee: 'no se sabe de quién son las tareas', deal_id: 'se reconoce por el título del negocio', deal: 'sin número ni título: no se sabe qué negocios no tienen tarea', done: 'todas las tareas cuentan como abiertas', done_at: 'no se ve si se hizo a tiempo', result: 'los resultados pobres (revisión E) quedan sin datos', created_at: 'no se sabe la edad de la tarea' },
    activities: { manager: 'no se sabe de quién son los contactos', deal_id: 'los contactos se reconocen por el cliente', duration_s: 'no se conoce la duración', talk_s: 'no se sabe cuánto hablaron', recording: 'no habrá nada que escuchar' },
    clients: { phone: 'las llamadas no encontrarán al cliente', owner: 'no se sabe de quién es el cliente', id: 'una repetición se reconoce por lo que distingue las filas' },
    leads: { phone: 'las llamadas no encontrarán al cliente', owner: 'no se sabe de quién es el cliente', id: 'una repetición se reconoce por lo que distingue las filas' },
    notes: { created_at: 'no se sabe cuán recientes son las notas', deal_id: 'se reconoce por el título del negocio', author: 'no se sabe quién la escribió' },
  },
}
