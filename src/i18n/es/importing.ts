import type { Messages } from '../ru/index.ts'

export const importing: Messages['importing'] = {
  title: 'Cargar datos', lastBefore: 'última exportación:', never: 'Aún no hay datos',
  tabs: { bring: 'Cargar', history: 'Historial', mappings: 'Columnas' },
  asOf: 'Cuándo se exportó del CRM', asOfTime: 'Hora', asOfHint: 'Vacío significa ahora', badTime: 'Una hora como 19:00', notBrought: 'No venía en la exportación: {kinds}. Las revisiones que lo necesitan quedarán sin datos.', folder: 'O la ruta de una carpeta', folderPlaceholder: '/home/…/exportacion', dry: 'Ver qué cambiará', clear: 'Quitar los archivos',
  preview: 'Qué cambiará', previewNote: 'Todavía no se ha guardado nada.', apply: 'Cargar', applied: 'Cargado', appliedNote: 'Las decisiones tomadas en Pult siguen en pie.', nothingNew: 'Todo esto ya está cargado: no hay nada que cambiar.', cancelled: 'Carga detenida. No se ha cambiado nada.', toToday: 'Ir a hoy',
  columns: { what: 'Qué', created: 'Nuevos', updated: 'Cambiados', willChange: 'Cambiarán', unchanged: 'Sin cambios', file: 'Archivo', row: 'Fila', column: 'Columna', value: 'Valor', problem: 'Qué falla', rows: 'Filas', ours: 'En Pult', theirs: 'En la exportación', field: 'Campo', seen: 'Visto', record: 'Registro', when: 'Cargado', asOf: 'Datos del', source: 'Origen', rejected: 'No admitidas' },
  kinds: { people: 'Personas', stages: 'Etapas', clients: 'Clientes', deals: 'Negocios', stageMoves: 'Cambios de etapa', tasks: 'Tareas', activities: 'Contactos y eventos', notes: 'Notas', adCosts: 'Gastos de publicidad' },
  found: { title: 'Se ha observado', taskMoves: 'Fechas de tareas movidas', stageMoves: 'Cambios de etapa', ownerChanges: 'Cambio de gestor', closedOutside: 'Cerrados fuera de Pult', divergences: 'Distinto de lo decidido en Pult' },
  rejected: { title: '{n} fila no admitida | {n} filas no admitidas', none: 'Se han admitido todas las filas.', text: 'Lo demás está cargado. Corrija estas filas en el CRM y vuelva a cargar: repetir no duplica nada.', textDry: 'Lo demás se cargará. Corrija estas filas en el CRM o siga sin ellas.', download: 'Descargar CSV', first: 'Se muestran las primeras {n}.', fileName: 'no-admitidas.csv' },
  unknownColumns: 'Columnas desconocidas, sin cargar: {columns}',
  codes: {
    BAD_ID: 'Excel dañó el identificador: faltan cifras', TOO_LONG: 'la celda es demasiado larga', BAD_DATE: 'no es una fecha', BAD_AMOUNT: 'no es un importe', BAD_NUMBER: 'no es un número', BAD_VALUE: 'ese valor no existe', DUPLICATE: 'la clave ya estaba en el archivo', UNKNOWN_REFERENCE: 'remite a algo que no existe', MISSING: 'vacío, y hace falta', BAD_ROW: 'no se pudo leer la fila', other: 'no admitido: {code}',
  },
  formats: { native: 'formato de Pult', demo: 'ejemplo', amocrm: 'amoCRM', bitrix24: 'Bitrix24', pipedrive: 'Pipedrive', hubspot: 'HubSpot', zoho: 'Zoho CRM', odoo: 'Odoo' },
  history: { none: 'Aún no se ha cargado nada. La primera carga mostrará a todo el equipo de una vez.' },
  divergences: { keep: 'Mantener Pult', take: 'Tomar del CRM', kept: 'Se mantiene la decisión de Pult: anótela en el CRM', taken: 'Tomado del CRM', decided: 'Decidido', none: 'No hay discrepancias: las exportaciones coinciden con lo decidido en Pult.', text: 'Esto se decidió en Pult y el CRM conserva el valor anterior. Pult mantiene la decisión; corrija el CRM y la fila desaparecerá sola.' },
  warnings: { STATUS_STAGE: 'el estado del negocio contradice su etapa: vale el estado', NO_KEY: 'sin número de registro: una repetición se reconoce solo si nada cambia', UNKNOWN_DEAL: 'el negocio no está en la exportación: el registro vino sin él', UNKNOWN_CLIENT: 'el cliente no está en la exportación: el registro vino sin él', TOTALS_ROW: 'se omitió una fila de totales', ENCODING_DAMAGED: 'hay letras dañadas en el archivo', OTHER_SHEETS: 'solo se leyó la primera hoja', ERASED: 'se borró quién era un cliente: sus filas no entran' },
}
