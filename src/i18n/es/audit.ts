import type { Messages } from '../ru/index.ts'

export const audit: Messages['audit'] = {
  title: 'Registro', go: 'Ir al registro', filter: 'Filtro del registro', search: 'Buscar en el registro', placeholder: 'Negocio, cliente, persona, n.º de entrada', entries: '{n} entrada | {n} entradas', byItself: 'Pult por sí mismo', from: 'Desde', to: 'Hasta',
  columns: { at: 'Cuándo', actor: 'Quién', action: 'Qué', type: 'En qué', title: 'Nombre', number: 'N.º' },
  types: { deal: 'negocio', client: 'cliente', task: 'tarea', refusal: 'rechazo', person: 'persona', stage: 'etapa', setting: 'reglas', rate: 'tipo de cambio', calendar: 'calendario', control_day: 'día', import: 'carga', import_mapping: 'asignación de columnas', nurture: 'lista de maduración', refusal_reason: 'motivo de rechazo', saved_view: 'vista', workspace: 'archivo del equipo', activity: 'contacto', note: 'nota', stage_move: 'cambio de etapa', ad_cost: 'gasto en publicidad', control_task: 'tarea de control', question: 'pregunta', finding: 'fila del control' },
  entry: 'Entrada {n}', chained: 'hash', field: 'Campo', before: 'Antes', after: 'Después', changes: 'Qué cambió', erased: 'El contenido se borró por petición: {when}. La cadena está intacta.', choose: 'Elija una entrada para ver qué había antes y después.',
  none: 'El registro está vacío por ahora', noneNarrowed: 'No hay entradas así',
}
