import type { Messages } from '../ru/index.ts'

/** Pasos de un trabajo largo. */
export const progress: Messages['progress'] = {
  upload: 'Enviando los archivos',
  import: { looking: 'Mirando los archivos', reading: 'Leyendo los archivos', checking: 'Comparando con lo que había', applying: 'Guardando' },
  demo: { people: 'Presentando a las personas', deals: 'Creando los negocios', history: 'Recordando lo que pasó', evenings: 'Viviendo una tarde tras otra', control: 'Repasando el control de cada tarde', finish: 'Últimos retoques' },
  export: { rows: 'Escribiendo el archivo' },
  check: { integrity: 'Revisando la estructura del archivo', foreignKeys: 'Revisando los enlaces entre registros', derivedColumns: 'Recalculando los indicadores', auditChain: 'Leyendo el registro', signedReports: 'Comparando los informes firmados' },
  working: 'Trabajando',
}
