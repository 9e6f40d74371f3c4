import type { Messages } from '../ru/index.ts'

export const welcome: Messages['welcome'] = {
  title: 'La mesa del jefe de ventas',
  what: 'Diez minutos cada tarde: qué está estancado, quién prometió qué, qué rechazos esperan. Repase el día y fírmelo.',
  privacy: 'Todo queda en un archivo de este equipo.',
  demo: { title: 'Mirar con un ejemplo', text: 'Un equipo inventado con historia de verdad: 600 negocios estancados por 100\u00a0000\u00a0000\u00a0₽, tareas vencidas y el día de ayer firmado.', open: 'Abrir el ejemplo' },
  create: {
    title: 'Crear su equipo', text: 'Un archivo vacío con su zona horaria y su moneda. Los datos vienen después.', open: 'Crear un equipo', name: 'Nombre del equipo', namePlaceholder: 'Ventas', zone: 'Zona horaria', zoneHint: 'Con ella se cuentan los días', currency: 'Moneda de los informes', head: 'Su nombre', headPlaceholder: 'Nombre y apellido', headHint: 'Firmará las decisiones', submit: 'Crear', needed: 'Rellene este campo, por favor', pathHint: 'Quedará en la carpeta {folder}',
  },
  bring: { title: 'Cargar una exportación', text: 'Lo que exporta su CRM: amoCRM, Bitrix24, Pipedrive, HubSpot, Zoho, Odoo u otro. CSV, XLSX, XLS.', drop: 'Suelte archivos o una carpeta en cualquier lugar de la ventana', pickFiles: 'Elegir archivos', pickFolder: 'Elegir una carpeta', needsTeam: 'Primero el equipo: hacen falta un nombre y una zona horaria.', wait: 'Esperan para cargarse:' },
  recent: { title: 'Recientes', missing: 'el archivo no está en su sitio', forget: 'Quitar de la lista', forgotten: '«{name}» ya no está en la lista; el archivo no se ha tocado', path: 'Ruta del archivo', pathPlaceholder: '/home/…/equipo.pult', open: 'Abrir', opening: 'Abriendo…' },
  language: 'Idioma', theme: 'Tema', themes: { system: 'Como el sistema', light: 'Claro', dark: 'Oscuro' }, languages: { ru: 'Русский', en: 'English', es: 'Español' },
}
