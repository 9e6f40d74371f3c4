import type { Messages } from '../ru/index.ts'

export const funnel: Messages['funnel'] = {
  title: 'Embudo', go: 'Ir al embudo',
  period: 'Periodo', periods: { month: 'Este mes', quarter: 'Este trimestre', days30: '30 días', own: 'Otro periodo' }, from: 'Desde', to: 'Hasta', periodSaid: '{from} – {to}', setPeriod: 'Mostrar',
  beside: 'Al lado', besideDay: 'Al lado: {day}', besideNone: 'Sin comparar', besideTitle: 'Un día pasado al lado', besideQuick: { week: 'Hace una semana', month: 'Hace un mes', quarter: 'Hace tres meses' }, besideOwn: 'Otro día',
  besideUnknown: 'No se sabe cómo estaba el {day}: es anterior a la primera carga y no hay historial de etapas.', besideComes: 'Se calcula cómo estaba el {day}…', besideSaid: 'Barra fina: final del {day}; conversión: {period}',
  columns: { count: 'Negocios', sum: 'Importe', age: 'Edad mediana', stuck: 'Estancados' },
  thinking: 'lo piensan', inReview: '{n} en decisión de rechazo | {n} en decisión de rechazo', limit: 'límite {days}', age: '{days} d', ageAtLeast: '≥ {days} d',
  moved: 'avanzó el {share}', movedNone: 'ninguno entró en el periodo', movedUnknown: 'conversión desconocida', movedTitle: 'De los negocios que entraron en la etapa {period}, los que pasaron a una posterior o se ganaron', movedWas: 'antes {share}',
  more: '{n} más que {day} | {n} más que {day}', less: '{n} menos que {day} | {n} menos que {day}', same: 'igual que {day}',
  moreSum: '{sum} más que {day}', lessSum: '{sum} menos que {day}', was: 'antes {was}',
  historyUnknown: 'La conversión se desconoce: aún no se ha cargado el historial de etapas.', closed: 'Cerrados, en total', empty: 'Aún no hay etapas.', emptyText: 'Llegan con la primera carga; las propias se crean en los ajustes.', legendReview: 'rayado: en decisión de rechazo',
}
