export const player = {
  label: 'Grabación de la llamada', waveform: 'Posición en la grabación', position: '{at} de {of}', play: 'Escuchar', pause: 'Pausa', back: 'Atrás {n} s', forward: 'Adelante {n} s',
  speed: 'Velocidad', speedOf: '×{n}', slower: 'Más lento', faster: 'Más rápido', skipSilence: 'Sin pausas', markers: 'Comentarios en la grabación', marker: '{at}: {text}',
  heard: 'Escuchado el {n} %', listened: 'Escuchada', playing: 'En marcha', paused: 'En pausa', loading: 'Se abre la grabación', noWave: 'No se puede mostrar la forma del sonido; sí se puede escuchar.', drawing: 'Se calcula la forma del sonido',
  drop: 'Suelte aquí el archivo o', choose: 'elíjalo',
  again: 'Abrir otra vez', forbidden: 'Escuchan esta llamada el control de calidad, el jefe de ventas, el supervisor del equipo y su gestor.', stopped: 'La grabación se detuvo en {at}. Compruebe la conexión y pulse «Escuchar».',
  problem: {
    none: 'Esta llamada no tiene grabación.', no_folder: 'No hay carpeta de grabaciones: el jefe de ventas la indica en los ajustes.', not_there: 'El archivo no está en la carpeta de grabaciones.', outside: 'La grabación está fuera de la carpeta de grabaciones y no se abre.', ambiguous: 'Varios archivos corresponden a la llamada: añada el correcto.', not_fetched: 'La grabación está en una dirección y aún no se ha descargado.', deleted: 'La grabación se borró: venció su plazo.',
    empty: 'El archivo está vacío.', too_big: 'El archivo supera 1 GB: no es la grabación de una llamada.', wrong_type: 'El archivo no parece audio.', codec: 'Ningún navegador reproduce esta grabación: su codificación (GSM, AMR) es antigua.', damaged: 'El archivo está dañado.', unreadable: 'El archivo no se puede leer: no hay acceso o el disco no responde.',
    refused: 'La dirección de la grabación la rechazó.', gone: 'La grabación ya no está en su dirección.', network: 'La dirección de la grabación no responde.', timeout: 'La grabación no llegó a tiempo.',
  },
}
