import type { Messages } from '../ru/index.ts'

export const clients: Messages['clients'] = {
  left: 'ya no trabaja', these: '{n} cliente elegido | {n} clientes elegidos', openDeals: '{n} negocio abierto | {n} negocios abiertos', withDeals: '{clients}: {deals}',
  kinds: { company: 'Empresa', person: 'Persona', none: 'Sin indicar' },
  filter: { kind: 'Tipo', createdFrom: 'Alta desde', createdTo: 'Alta hasta' },
  toast: {
    one: { reassign: 'Cliente reasignado: {name}', spread: 'Cliente repartido: {name}' },
    many: { reassign: '{n} cliente reasignado | {n} clientes reasignados', spread: '{n} cliente repartido | {n} clientes repartidos' },
  },
  refusedMany: '{n} cliente no se reasignó | {n} clientes no se reasignaron',
  undoneExcept: '{n} cliente no se devolvió: él o sus negocios cambiaron después del traspaso | {n} clientes no se devolvieron: ellos o sus negocios cambiaron después del traspaso',
  owners: 'De quién fue', transfer: '{from} → {to}', transferBy: '{when}, {who}', undone: 'traspaso deshecho', fromCrm: 'como en el CRM', outside: 'cambiado en el CRM', openDealsOf: 'Negocios abiertos: {name}', allDealsOf: 'Todos los negocios: {name}', openCrm: 'Abrir el cliente en el CRM', failed: 'No se pudo cargar el cliente.', chooseToDecide: 'Elija un cliente para reasignarlo',
}
