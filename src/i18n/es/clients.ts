import type { Messages } from '../ru/index.ts'

export const clients: Messages['clients'] = {
  enter: {
    title: 'Cliente nuevo', go: 'A un cliente nuevo', kindLabel: 'Quién es', kind: { person: 'Persona', company: 'Empresa' }, name: { person: 'Apellido y nombre', company: 'Nombre' }, phone: 'Teléfono', email: 'Correo', channel: 'Cómo nos conoció', oneOf: 'Hace falta un teléfono o un correo.', submit: 'Añadir el cliente',
    badPhone: 'No parece un teléfono: faltan cifras o el prefijo.', badEmail: 'No parece una dirección de correo.', noContact: 'Hace falta un teléfono o un correo.', noName: 'Escriba el nombre del cliente.',
    known: 'Este cliente ya está: {name}, lo lleva {owner}.', knownWithoutName: 'Este cliente ya está, lo lleva {owner}.', knownNobodys: 'Este cliente ya está: {name}, aún sin gestor.', knownSince: 'En la base desde {day}.', done: 'Cliente añadido: {name}', today: 'Añadidos por usted hoy', nothingToday: 'Hoy todavía nadie.',
  },
  left: 'ya no trabaja', these: '{n} cliente elegido | {n} clientes elegidos', openDeals: '{n} negocio abierto | {n} negocios abiertos', withDeals: '{clients}: {deals}',
  kinds: { company: 'Empresa', person: 'Persona', none: 'Sin indicar' },
  filter: { kind: 'Tipo', createdFrom: 'Alta desde', createdTo: 'Alta hasta' },
  toast: {
    one: { reassign: 'Cliente reasignado: {name}', spread: 'Cliente repartido: {name}' },
    many: { reassign: '{n} cliente reasignado | {n} clientes reasignados', spread: '{n} cliente repartido | {n} clientes repartidos' },
  },
  refusedMany: '{n} cliente no se reasignó | {n} clientes no se reasignaron',
  undoneExcept: '{n} cliente no se devolvió: él o sus negocios cambiaron después del traspaso | {n} clientes no se devolvieron: ellos o sus negocios cambiaron después del traspaso',
  erase: { act: 'Borrar los datos', title: '¿Borrar los datos de {name}?', text: 'El nombre, los teléfonos, el correo, las notas, los textos de las tareas y los títulos de los negocios desaparecen para siempre, también del registro. Los importes, las fechas y los recuentos quedan. La próxima exportación del CRM no los devolverá. No se puede deshacer.', done: 'Datos del cliente borrados', kept: '{n} copia los conserva hasta el {day} | {n} copias los conservan hasta el {day}', when: 'Los datos del cliente se borraron a petición suya el {day}.' },
  owners: 'De quién fue', transfer: '{from} → {to}', transferBy: '{when}, {who}', undone: 'traspaso deshecho', fromCrm: 'como en el CRM', outside: 'cambiado en el CRM', openDealsOf: 'Negocios abiertos: {name}', allDealsOf: 'Todos los negocios: {name}', openCrm: 'Abrir el cliente en el CRM', failed: 'No se pudo cargar el cliente.', chooseToDecide: 'Elija un cliente para reasignarlo',
}
