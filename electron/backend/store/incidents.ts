/** What nobody foresaw, without its message: that could carry personal data. */
export interface Incident { at: number, incident: string, procedure: string, name: string, code: string, frames: string[] }

const kept = 50
const incidents: Incident[] = []

// «at work (C:/Users/Anna Petrova/pult/main.js:1:2)»: a folder may carry a person's name, so only what follows the last slash stays.
const withoutFolder = (frame: string): string => {
  const name = /^at ([\w.<>$ ]{1,80}) \(/.exec(frame)?.[1]
  const place = /[\\/]([^\\/]*?)\)?$/.exec(frame)?.[1]
  return `at ${[name, place && (name ? `(${place})` : place)].filter(Boolean).join(' ')}`
}

export const keepIncident = ({ frames, ...incident }: Incident): void => {
  incidents.push({ ...incident, frames: frames.map(withoutFolder) })
  if (incidents.length > kept) incidents.shift()
}

/** The last ones since this process began, newest first. */
export const recentIncidents = (): Incident[] => incidents.toReversed()
