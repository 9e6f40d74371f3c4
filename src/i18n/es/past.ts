import type { Messages } from '../ru/index.ts'

export const past: Messages['past'] = {
  jam: 'Lo pensaban el {day}', stage: '«{stage}» el {day}', conversion: 'Entraron en «{stage}»', ofPeriod: '{from} – {to}', ofPeriodAsOf: '{from} – {to}, al final del {day}', endOfDay: 'al final del día',
  part: { all: 'Lo pensaban', counted: 'En la etapa', inReview: 'En decisión de rechazo', stuck: 'Estancados', entered: 'Entraron', movedOn: 'Avanzaron', stayed: 'No avanzaron' }, parts: 'Qué mostrar',
  columns: { stage: 'Etapa entonces', age: 'En etapa entonces', manager: 'Gestor entonces', stuck: 'Qué fallaba', entered: 'Entró', passed: 'Avanzó a', moved: 'Avanzó', nowStage: 'Etapa ahora', nowStatus: 'Ahora', nowManager: 'Gestor ahora' },
  stayed: 'no avanzó', won: 'ganado', note: 'Así estaba entonces; a la derecha, dónde está ahora. Esta lista solo se lee.', noteConversion: 'Qué entró en la etapa en el periodo, adónde fue y dónde está ahora. Esta lista solo se lee.',
  toStuck: 'Ir a «lo piensan»', toFunnel: 'Ir al embudo', none: 'No había negocios así.', noneNarrowed: 'Con estos filtros no había negocios así.', unknown: 'No se sabe cómo estaba', unknownText: 'Ese día es anterior a la primera carga y no hay historial de etapas.', unknownPassage: 'La conversión se desconoce: aún no se ha cargado el historial de etapas.', noFigure: 'No hay esa lista', noFigureText: 'La dirección no nombra un día ni una etapa. Abra una cifra del embudo o un punto del gráfico «lo piensan».',
}
