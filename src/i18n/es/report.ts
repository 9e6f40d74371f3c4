import type { Messages } from '../ru/index.ts'

export const report: Messages['report'] = {
  title: 'Informe: {day}', signed: 'Firmado: {who}, {when}', asOf: 'Datos: {when}', took: 'El control duró {n} minuto | El control duró {n} minutos', none: 'Este día no está firmado', noneText: 'El informe aparece cuando se firma el día.', toDay: 'Abrir el día', toDays: 'Ver días anteriores',
  print: 'Imprimir', pdf: 'Guardar como PDF', pdfHint: 'Se abrirá la ventana de impresión: elija allí «Guardar como PDF».', csv: 'Descargar CSV', csvDone: 'Archivo guardado: {name}', csvFailed: 'El archivo no se guardó',
  figures: 'Seis revisiones', check: 'Revisión', count: 'Hallado', before: 'Día anterior', change: 'Cambio', money: 'Importe', decided: 'Decidido', left: 'Queda',
  decisions: 'Qué se decidió', chain: '{talks} conversaciones, {set} reuniones concertadas, {held} celebradas', inAll: 'total', decisionsNone: 'Ese día no hubo decisiones.', decision: 'Decisión', reason: 'Motivo', deal: 'Negocio o tarea', amount: 'Importe', when: 'Hora', byPerson: '{who}: {n} decisión | {who}: {n} decisiones',
  leftTitle: 'Qué queda', leftNone: 'No queda nada abierto.', fresh: 'Nuevas', backlog: 'Acumulado', kpis: 'Resultados por gestor', hash: 'Huella {hash}', backlogTotal: 'Acumulado en total: {n}',
  days: {
    title: 'Días anteriores', none: 'Aún no ha habido ningún control', noneText: 'El primer día firmado aparecerá aquí con su informe.', day: 'Día', state: 'Estado', signedBy: 'Quién', decided: 'Decidido', left: 'Queda', states: { signed: 'firmado', missed: 'perdido', open: 'sin firmar' },
    chart: 'Acumulado por días', chartNone: 'El gráfico del acumulado aparece después del primer día firmado.', table: 'Ver tabla', chartView: 'Ver gráfico', chartSaid: 'Acumulado: {first} al principio, {last} ahora, días: {count}. Las flechas izquierda y derecha leen los días.', point: '{day}: {n} fila en el acumulado | {day}: {n} filas en el acumulado', pointOpen: '{point}, día sin firmar',
    backlog: 'Acumulado', missedWhy: 'Día laborable sin firma', list: 'Días anteriores',
  },
}
