import type { Messages } from '../ru/index.ts'

export const common: Messages['common'] = {
  pult: 'Pult',
  save: 'Guardar', cancel: 'Cancelar', back: 'Volver',
  undo: 'Deshacer', undone: 'Deshecho', none: 'No hay', yes: 'Sí', no: 'No', choose: 'Elegir',
  optional: 'opcional', unknown: 'se desconoce', nobody: 'nadie', name: 'Nombre', reason: 'Motivo', comment: 'Comentario', manager: 'Gestor', deal: 'Negocio', client: 'Cliente',
  deals: '{n} negocio | {n} negocios',
  rows: '{n} fila | {n} filas',
  days: '{n} día | {n} días',
  files: '{n} archivo | {n} archivos',
  selected: '{n} elegida | {n} elegidas',
  roles: { head: 'jefe de ventas', supervisor: 'supervisor', qa: 'calidad', operator: 'operador', manager: 'gestor' },
  stageKinds: { open: 'en curso', thinking: 'lo piensan', won: 'ganado', lost: 'perdido' },
  stuck: { dwell: 'pasa del límite', silent: 'sin contacto', no_task: 'sin tarea', overdue_task: 'tarea vencida', dragged: 'tarea aplazada', promise_missed: 'pasó el día prometido' },
  activities: { call: 'llamada', meeting: 'reunión', email: 'correo', message: 'mensaje', presentation: 'presentación', proposal: 'propuesta', contract: 'contrato', invoice: 'factura', payment: 'pago' },
}
