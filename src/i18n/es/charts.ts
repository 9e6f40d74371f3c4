import type { Messages } from '../ru/index.ts'

export const charts: Messages['charts'] = {
  count: 'Negocios', sum: 'Importe', stage: 'Etapa', asCount: 'Número', asSum: 'Importe', asTable: 'Tabla', asChart: 'Gráficos', hide: 'Ocultar gráficos', show: 'Mostrar gráficos', clear: 'Quitar filtros',
  filters: 'Qué negocios', noChannel: 'sin canal', andMore: '{first} y {n} más',
  filter: { manager: 'Gestor', team: 'Equipo', pipeline: 'Embudo', channel: 'Canal' },
  all: { manager: 'Todos los gestores', team: 'Todos los equipos', pipeline: 'Todos los embudos', channel: 'Todos los canales' },
  bucket: { week: '0–7 d', month: '8–30 d', quarter: '31–90 d', older: '> 90 d' },
  bucketLong: { week: 'Hasta 7 días', month: 'De 8 a 30 días', quarter: 'De 31 a 90 días', older: 'Más de 90 días' },
}
