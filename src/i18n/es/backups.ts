import type { Messages } from '../ru/index.ts'

export const backups: Messages['backups'] = {
  make: 'Hacer una copia', made: 'Copia hecha: {size}', restore: 'Restaurar', list: 'Copias del archivo', folder: 'Carpeta de las copias', copyFolder: 'Copiar la ruta', folderCopied: 'Ruta copiada',
  column: { at: 'Cuándo', kind: 'Por qué', bytes: 'Tamaño', result: 'Resultado' },
  kind: { auto: 'programada', manual: 'a mano', before_import: 'antes de una carga', before_migration: 'antes de actualizar Pult', before_restore: 'antes de restaurar', damaged: 'archivo dañado' },
  sound: 'comprobada', broken: 'no se abre', failed: 'falló', failedSince: 'El último intento ({when}) falló.',
  none: 'Aún no hay copias', noneWhy: 'La primera llega tras unos minutos de trabajo. También puede hacer una ahora.', demo: 'Es un ejemplo: Pult no lo copia por sí mismo, pero usted puede hacerlo a mano.',
  ask: { title: '¿Volver a la copia del archivo: {when}?', text: 'Todo lo decidido y cargado después de ese momento saldrá del archivo. El archivo actual se guarda antes como copia y se puede volver a él. Quizá todos tengan que entrar de nuevo.' }, restored: 'Archivo restaurado, copia: {when}',
  rescue: { damaged: 'El archivo «{name}» está dañado y no se ha abierto', missing: 'El archivo «{name}» no está en su sitio', good: 'La última copia sana: {when}, {size}. Lo decidido después no está en ella.', keeps: 'El archivo dañado queda en la carpeta de las copias.', act: 'Restaurar esta copia', none: 'No hay copias junto al archivo. Si están en otro sitio, devuelva el archivo a su lugar y ábralo otra vez.' },
}
