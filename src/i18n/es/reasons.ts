export const reasons = {
  title: 'Motivos en palabras', go: 'A los motivos en palabras', column: { said: 'Como lo escribieron', texts: 'Variantes', deals: 'Negocios', money: 'Importe', suggested: 'Parece', merged: 'Unificado con' },
  progress: 'unificado {share} de los negocios', view: { open: 'Por unificar', merged: 'Unificado', label: 'Qué mostrar' }, wordings: 'Una a una', families: 'Parecidas juntas',
  accept: 'Aceptar «{name}»', choose: 'Lista de motivos', other: 'Otro motivo', new: 'Motivo nuevo', forget: 'Olvidar', merged: 'Unificado con «{name}»', forgotten: 'Olvidado', detail: '{texts}, {deals}', texts: '{n} variante | {n} variantes',
  lead: 'En el primer {groups}: el {share} de los negocios pendientes | En los primeros {groups}: el {share} de los negocios pendientes', groups: '{n} grupo | {n} grupos',
  none: 'Todos los motivos en palabras están unificados.', noneText: 'Las variantes nuevas de otras exportaciones aparecerán aquí.', never: 'No hay motivos en palabras en los datos.', neverText: 'Llegan con los negocios cerrados del CRM.', mergedNone: 'Aún no hay nada unificado.', open: 'Unificar textos',
}
