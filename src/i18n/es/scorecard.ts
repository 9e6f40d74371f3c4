export const scorecard = {
  view: { sheet: 'Ficha', preview: 'Probar', versions: 'Versiones' },
  section: 'Sección', name: 'Criterio', newCriterion: 'Criterio nuevo', weight: 'Peso', kind: 'Cómo se puntúa', kinds: { yes_no: 'sí / no', scale: '0–5' },
  critical: 'crítico', criticalWhy: 'Si no se cumple, el total de la llamada es 0 %',
  up: 'Subir: {name}', upShort: 'Subir', down: 'Bajar: {name}', downShort: 'Bajar', remove: 'Quitar: {name}', removeShort: 'Quitar', add: 'Criterio', addSection: 'Sección',
  phrases: '{n} pista | {n} pistas', phrasesOf: 'Pistas: {name}', phrasesHint: 'Qué escuchar, una por línea',
  problem: { noName: 'El criterio no tiene nombre.', sameName: 'Ya existe ese criterio.', weight: 'Peso: un número entero de 1 a 100.' },
  save: 'Guardar una versión nueva', saved: 'Versión {n}: las próximas llamadas se puntúan con ella', notReady: 'Corrija primero lo señalado.', unchanged: 'Está en uso la versión {n}. Los cambios se guardan como versión nueva.',
  sure: { title: '¿Guardar una versión nueva de la ficha?', text: 'Con ella se puntúan las próximas llamadas. Las puntuaciones anteriores no cambian ({checks}).' },
  try: 'Así ve la ficha quien escucha. Ponga notas: el total es ahora', versionOf: 'Versión {n}', present: 'en uso', shipped: 'Viene con Pult', takeBack: 'Llevar a la ficha',
  onlyPlaces: 'Solo cambió el orden o el nombre de las secciones.', criteria: '{n} criterio | {n} criterios',
  change: { added: 'Añadido: {name}', removed: 'Quitado: {name}', renamed: 'Renombrado: {before} → {name}', weight: '{name}: peso {from} → {to}', kind: '{name}: se puntúa {kind}', critical: '{name}: ahora es crítico', uncritical: '{name}: ya no es crítico', phrases: '{name}: otras pistas' },
}
