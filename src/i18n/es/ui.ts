import type { Messages } from '../ru/index.ts'

export const ui: Messages['ui'] = {
  today: 'hoy', tomorrow: 'mañana', yesterday: 'ayer', dayAndTime: '{day}, {time}',
  share: '{percent}\u00a0% ({part} de {whole})', noShare: '— (0 de 0)',
  daysShort: '{days}\u00a0d', daysAtLeast: '≥\u00a0{days}\u00a0d', daysLong: '{days}\u00a0día | {days}\u00a0días',
  seconds: '{seconds}\u00a0s', minutes: '{minutes}\u00a0min {seconds}\u00a0s', hours: '{hours}\u00a0h {minutes}\u00a0min',
  noRate: '{n} más sin cambio | {n} más sin cambio',
  noRateWhy: 'Falta {n} negocio en una moneda sin tipo de cambio. | Faltan {n} negocios en una moneda sin tipo de cambio.',
  list: {
    next: 'Fila siguiente', previous: 'Fila anterior', first: 'Al principio', last: 'Al final', select: 'Elegir la fila', selectGroup: 'Elegir todo el grupo', extend: 'Elegir y seguir', all: 'Elegir todas', open: 'Abrir', clear: 'Quitar la selección',
    selectRow: 'Elegir: {name}', loading: 'Cargando…', empty: 'Aquí no hay nada',
  },
  grid: { columns: 'Columnas', width: 'Ancho: {column}', up: 'Antes: {column}', down: 'Después: {column}', hint: 'Espacio muestra, Alt+↑↓ mueve', reset: 'Como estaba', sort: 'Orden', first: 'Elegidos los primeros {n} de {total}: no se deciden más a la vez. | Elegidos los primeros {n} de {total}: no se deciden más a la vez.' },
  dialog: { submit: 'Listo', close: 'Cerrar la ventana' },
  reason: { placeholder: 'El motivo, corto y al grano' },
  day: {
    placeholder: 'mañana, vie, +3, 27/11', placeholderPast: 'ayer, vie, 19/11', unreadable: 'No parece una fecha. Pruebe: mañana, vie, +3, 27/11', tooEarly: 'No antes de {day}', tooLate: 'No después de {day}', calendar: 'Elegir en el calendario', dayOff: 'día libre', quick: 'Elección rápida',
  },
  pick: { checkHint: 'Enter marcar · Esc cerrar', filter: 'Empiece a escribir', nothing: 'No se ha encontrado nada' },
  progress: { of: '{done} de {total}', done: '{done}', rate: '{rate} filas por segundo', left: 'quedan {time}', cancel: 'Detener', cancelling: 'Deteniendo…' },
  toast: { region: 'Avisos', close: 'Quitar el aviso', cannotUndo: 'No se pudo deshacer' },
  error: { title: 'No ha salido bien', code: 'Código: {code}', again: 'Repetir', asTheyWere: 'Las filas no se actualizaron: abajo están las anteriores.' },
  frame: {
    skip: 'Ir al contenido', sidebar: 'Secciones', collapse: 'Plegar las secciones', expand: 'Desplegar las secciones', searchShort: 'Buscar', moment: 'cifras: {time}', inspector: 'Ficha', closeInspector: 'Cerrar la ficha', pin: 'Fijar la ficha', unpin: 'Soltar la ficha', resize: 'Ancho de la ficha',
    today: 'Hoy', tasks: 'Tareas', refusals: 'Rechazos', import: 'Cargar datos', settings: 'Ajustes', days: 'Días anteriores', report: 'Informe del día', nurture: 'Maduración',
    tasksBadge: '{n} petición por decidir | {n} peticiones por decidir', refusalsBadge: '{n} por decidir | {n} por decidir', keys: 'Teclas', backList: 'Volver a la lista', switchFile: 'Otro archivo', demo: 'ejemplo',
    away: 'Se ha cortado la conexión con Pult. No se ha perdido nada: en cuanto vuelva, todo se pondrá al día.', notFound: 'Esta página no existe', notFoundText: 'La dirección es antigua o está mal escrita.', toToday: 'Ir a hoy',
  },
  signedOut: {
    title: 'Abra Pult otra vez',
    no_address: 'Esta ventana no se abrió desde Pult. Use la dirección que Pult mostró al arrancar: lleva la clave.',
    used_address: 'Esta dirección ya se abrió, y su clave vale una sola vez. Pulse Enter en el terminal o ejecute npm start de nuevo para tener otra.',
    expired: 'Pult arrancó de nuevo y la clave anterior ya no sirve. Abra la dirección que ha mostrado esta vez.',
    kept: 'Los datos siguen en su sitio y las decisiones están guardadas.',
  },
  keys: {
    title: 'Teclas de esta pantalla', off: 'Las teclas de letra están desactivadas en los ajustes.', turnOn: 'Activar', palette: 'Buscar o hacer', help: 'Teclas de esta pantalla', sidebar: 'Plegar o desplegar las secciones', inspector: 'Mostrar u ocultar la ficha', undo: 'Deshacer lo último',
    goDeals: 'A negocios', goClients: 'A clientes', goToday: 'Ir a hoy', goTasks: 'Ir a las tareas', goRefusals: 'Ir a los rechazos', goImport: 'Ir a la carga', goSettings: 'Ir a los ajustes', goDays: 'Ir a los días anteriores', goNurture: 'Ir a la maduración', then: 'y después', pin: 'Fijar la ficha',
    groups: { decide: 'Decisiones', list: 'Lista', screen: 'Pantalla', go: 'Ir a' }, anywhere: 'Las teclas funcionan con cualquier distribución de teclado.',
  },
  palette: { title: 'Buscar o hacer', placeholder: 'Un negocio, un cliente, una persona o una acción', screens: 'Secciones', actions: 'En esta pantalla', found: 'Encontrado', nothing: 'No se ha encontrado nada. Pruebe con las primeras letras del nombre o con su número en el CRM.', hint: '↑ ↓ elegir · Enter abrir · Esc cerrar', deal: 'negocio', client: 'cliente', person: 'persona' },
}
