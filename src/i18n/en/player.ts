export const player = {
  label: 'Call recording', waveform: 'Position in the recording', position: '{at} of {of}', play: 'Play', pause: 'Pause', back: 'Back {n} s', forward: 'Forward {n} s',
  speed: 'Speed', speedOf: '×{n}', slower: 'Slower', faster: 'Faster', skipSilence: 'Skip pauses', markers: 'Comments on the recording', marker: '{at}: {text}',
  heard: '{n} % played', listened: 'Listened to', playing: 'Playing', paused: 'Paused', loading: 'Opening the recording', noWave: 'The shape of this recording can’t be shown; it can be played.', drawing: 'Computing the shape of the sound',
  drop: 'Drop the file here or', choose: 'choose it',
  again: 'Open again', forbidden: 'This call is for QA, the head of sales, the team’s supervisor and its own manager.', stopped: 'The recording stopped at {at}. Check the connection and press “Play”.',
  problem: {
    none: 'This call has no recording.', no_folder: 'There is no folder of recordings: the head of sales names it in Settings.', not_there: 'The file isn’t in the folder of recordings.', outside: 'The recording lies outside of the folder of recordings, so it isn’t opened.', ambiguous: 'Several files fit this call: attach the right one.', not_fetched: 'The recording lies at an address and wasn’t fetched yet.', deleted: 'The recording was deleted: its time was over.',
    empty: 'The file is empty.', too_big: 'The file is larger than 1 GB: that is no recording of a call.', wrong_type: 'The file doesn’t look like audio.', codec: 'No browser plays this recording: its coding (GSM, AMR) is too old.', damaged: 'The file is damaged.', unreadable: 'The file can’t be read: no access, or the disk doesn’t answer.',
    refused: 'The recording’s address refused it.', gone: 'The recording isn’t at its address any more.', network: 'The recording’s address doesn’t answer.', timeout: 'The recording didn’t come in time.',
  },
}
