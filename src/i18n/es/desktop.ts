export const desktop = {
  menu: {
    about: 'Acerca de Pult', hide: 'Ocultar Pult', hideOthers: 'Ocultar otros', showAll: 'Mostrar todo', quit: 'Salir de Pult', file: 'Archivo', open: 'Abrir un archivo de equipo…', connect: 'Servidor del equipo…', start: 'Pantalla de inicio', closeWindow: 'Cerrar la ventana',
    edit: 'Edición', undo: 'Deshacer', redo: 'Rehacer', cut: 'Cortar', copy: 'Copiar', paste: 'Pegar', selectAll: 'Seleccionar todo', go: 'Ir', view: 'Ver', actualSize: 'Tamaño normal', zoomIn: 'Más grande', zoomOut: 'Más pequeño', fullScreen: 'Pantalla completa',
    window: 'Ventana', minimize: 'Minimizar', zoom: 'Ajustar tamaño', front: 'Traer todo al frente',
  },
  host: {
    title: 'El servidor del equipo', text: 'La dirección que dio el responsable: allí trabaja todo el equipo. Se abre la misma ventana y los datos se quedan en el servidor.', address: 'Dirección', placeholder: 'office-pc:4780 o https://pult.empresa.example', connect: 'Conectar', connecting: 'Conectando…', remembered: 'Recientes', forget: 'Olvidar {host}', current: 'ahora', leave: 'Trabajar con un archivo de este equipo', away: '{host} no responde. Todo lo decidido está guardado allí. Se reintenta en {n} segundo | {host} no responde. Todo lo decidido está guardado allí. Se reintenta en {n} segundos', open: 'El servidor del equipo…',
    answers: { address: 'Eso no parece una dirección. Por ejemplo: office-pc:4780.', insecure: 'http solo vale dentro de la propia red. Desde fuera hace falta https: si no, cualquiera podría leer las contraseñas.', away: 'Nadie responde en esta dirección. Compruebe que el servidor está en marcha y que este equipo está en su red.', certificate: 'El certificado del servidor no corresponde a la dirección o el sistema no confía en él. Instale uno correcto: no se puede eludir.', not_pult: 'Allí responde otra cosa, no Pult.' },
  },
  tray: { show: 'Abrir Pult', control: 'Control del día', controlDue: 'Control del día: es la hora', late: '{n} rechazo fuera de plazo | {n} rechazos fuera de plazo', noLate: 'Ningún rechazo fuera de plazo' },
  remind: {
    control: 'Es la hora del control del día', controlText: 'Ya pasan de las {time}. Recorra el día y fírmelo.',
    waiting: '{n} espera su decisión | {n} esperan su decisión', waitingText: 'Un gestor pidió un rechazo u otra fecha.', late: '{n} rechazo fuera de plazo | {n} rechazos fuera de plazo', lateText: 'Los gestores esperan su decisión.',
  },
  dialog: {
    open: 'Abrir un archivo de equipo', place: 'Dónde guardar el archivo de equipo', folder: 'Carpeta con la exportación', files: 'Archivos de la exportación', pdf: 'Guardar como PDF', teamFiles: 'Archivos de equipo de Pult', tables: 'Tablas',
    unsaved: '¿Salir sin guardar?', unsavedText: 'Los cambios aún no están guardados. Si sale ahora, se pierden.', stay: 'Quedarse', leave: 'Salir',
    crashed: 'La ventana de Pult falla una y otra vez', crashedText: 'Los datos están a salvo: cada decisión se guardó al momento. Inicie Pult de nuevo.', quit: 'Salir',
    update: 'Hay una versión nueva: Pult {version}', updateText: 'Ahora o después: los datos no cambian.', updateNow: 'Descargar', updateLater: 'Después', restart: 'Pult {version} está descargado', restartText: 'Se instala al cerrar Pult.', restartNow: 'Reiniciar ahora',
  },
  settings: {
    atLogin: 'Iniciar con la sesión', atLoginHint: 'Pult espera en la bandeja y le recuerda el control.', tray: 'Al cerrar la ventana', trayStay: 'Quedarse en la bandeja', trayQuit: 'Salir', trayHint: 'En la bandeja, Pult sigue recordando.',
    remind: 'Avisos', remindHint: 'A la hora del control y cuando un rechazo queda fuera de plazo.', on: 'Activados', off: 'Desactivados',
    updates: 'Actualizaciones', updatesHint: 'Pult pregunta por una versión nueva; nada más sale a la red.', updatesStart: 'En cada inicio', updatesAsked: 'Solo a petición', check: 'Comprobar ahora', state: { off: 'Esta compilación no tiene dirección de actualizaciones.', current: 'Es la versión más nueva.', available: 'Hay una versión más nueva.', failed: 'La dirección de actualizaciones no responde.' },
  },
  chooseFile: 'Elegir un archivo…', placeHint: 'Elegir otro lugar…', placed: 'Archivo: {path}', pdfDone: 'Guardado: {name}', pdfFailed: 'El PDF no se guardó', openFailed: 'El archivo no se abrió',
}
