import type { Messages } from '../ru/index.ts'

export const deals: Messages['deals'] = {
  title: 'Negocios', noTask: 'sin tarea', parkedUntil: 'aplazado hasta {day}', currency: 'Moneda', descending: 'descendente', ascending: 'ascendente',
  anyStuck: 'Estancado por algún motivo', bucket: '{days} d', noChannel: 'Sin canal', parkedOnly: 'Solo aplazados', notParked: 'Sin aplazados', oneClient: 'Un cliente',
  theseDeals: '{n} negocio elegido | {n} negocios elegidos',
  clients: 'Clientes', clientCount: '{n} cliente | {n} clientes', openOf: '{n} abierto | {n} abiertos', noDeals: 'Sin negocios.', noClient: 'Elija un cliente de la lista.', daysAgo: 'hace {days}',
  clientColumns: { kind: 'Tipo', name: 'Cliente', phone: 'Teléfono', email: 'Correo', manager: 'Gestor', channel: 'Canal', deals: 'Negocios', openDeals: 'Abiertos', money: 'Importe abierto', lastContact: 'Contacto', created: 'Alta', externalId: 'Número' },
  columns: {
    title: 'Negocio', client: 'Cliente', amount: 'Importe', stage: 'Etapa', age: 'En etapa', bucket: 'Antigüedad', manager: 'Gestor', stuck: 'Por qué se estancó', nextDue: 'Tarea', lastContact: 'Contacto', status: 'Estado', pipeline: 'Embudo', channel: 'Canal', tasks: 'Tareas', moves: 'Aplaz.',
    created: 'Creado', updated: 'Cambiado', expectedClose: 'Previsto', closed: 'Cerrado', parkedUntil: 'Aplazado hasta', latePoint: 'Punto atrasado', externalId: 'Número',
  },
  filter: {
    clients: 'Filtro de clientes', searchClients: 'Buscar clientes', clientPlaceholder: 'Nombre, teléfono, correo', withOpen: 'Con negocios abiertos', title: 'Filtro de negocios', text: 'Buscar negocios', placeholder: 'Título, cliente', by: 'Filtro: {name}', clear: 'Quitar', drop: 'Quitar: {name}',
    status: 'Estado', stage: 'Etapa', manager: 'Gestor', stuck: 'Estancado', age: 'En etapa', channel: 'Canal', team: 'Equipo', parked: 'Aplazado', latePoint: 'Puntos', period: 'Periodo', createdFrom: 'Creado desde', createdTo: 'Creado hasta', closedFrom: 'Cerrado desde', closedTo: 'Cerrado hasta',
  },
  mates: 'Elegir todo de este gestor', tools: 'Lista: orden, columnas, vistas, archivo',
  views: { title: 'Vistas', saved: 'Vista guardada: {name}', removed: 'Vista eliminada: {name}', none: 'No hay vistas guardadas', saveAs: 'Guardar la actual como…', rename: 'Cambiar nombre', renameOf: 'Cambiar el nombre: {name}', removeOf: 'Eliminar: {name}', remove: 'Eliminar', removeTitle: '¿Eliminar la vista?', goTo: 'Vista: {name}', hint: 'Enter abre, F2 nombre, Supr elimina' },
  export: { title: 'Exportar a un archivo', what: 'Todas las filas del filtro, con las columnas de la pantalla.', submit: 'Exportar', running: 'Se prepara el archivo', format: 'Tipo de archivo', formats: { csv: 'CSV', xlsx: 'Excel (XLSX)' }, saved: 'Archivo guardado: {file}' },
  empty: { noSuchClient: 'No hay un cliente así', noSuchClientText: 'Ningún cliente cumple el filtro.', noClients: 'Aún no hay clientes', filtered: 'No hay negocios así', filteredText: 'Ningún negocio cumple el filtro.', none: 'Aún no hay negocios', noneText: 'Cargue una exportación de su CRM y aparecerán aquí.' },
}
