import type { Messages } from '../ru/index.ts'

export const stuck: Messages['stuck'] = {
  title: 'Atasco y estancados', go: 'Ir a «lo piensan» y estancados',
  view: { thinking: 'Lo piensan', stuck: 'Estancados', parked: 'Aplazados' },
  sentence: { thinking: '{figure} «lo piensa» | {figure} «lo piensan»', stuck: '{figure} estancado | {figure} estancados', parked: '{figure} aplazado | {figure} aplazados' },
  countDotSum: '{count} · {sum}', countAndSum: '{count}, {sum}', withNoRate: '{said}, {noRate}', barSaid: '{label}: {figure}', absentName: '{name} (ausente)',
  byAge: 'Días en la etapa', byManager: 'Por gestor', byDay: 'Lo piensan, 8 semanas', daysSaid: 'Lo piensan, 8 semanas. {first}. {last}',
  historyIgnores: 'sin filtrar por motivo: los motivos pasados no se guardan', historyUnknown: 'se desconoce hasta el {day}: no hay historial de etapas', historyNone: 'se desconocen los días pasados: no hay historial de etapas',
  reasons: 'Motivos', why: 'Qué falla', silentFor: 'sin contacto {days}', nextView: 'Lo piensan, estancados, aplazados',
  unknown: { tasks: 'Se desconoce: aún no se han cargado tareas', contacts: 'Se desconoce: aún no se han cargado llamadas ni reuniones', calls: 'Se desconoce: hacen falta llamadas escuchadas' },
  listFailed: 'No se cargó la lista de negocios', historyFailed: 'No se cargó el historial del atasco.',
  empty: {
    narrowed: 'Ningún negocio cumple esta selección.', narrowedText: 'Quite una parte de la selección o toda.', next: 'Siguiente: {view}, {count}', go: 'A la lista siguiente', thinking: 'Nadie se lo está pensando.', thinkingText: 'Los negocios aparecen aquí cuando un gestor los pasa a una etapa así. Qué etapas cuentan se ve en los ajustes.',
    stuck: 'No hay negocios estancados.', stuckText: 'Cada negocio abierto tiene tarea, contacto y plazo.', parked: 'No hay negocios aplazados.', parkedText: 'Con p se aplaza un negocio hasta un día, en cualquier lista.',
  },
}
