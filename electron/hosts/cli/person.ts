import { text as readAll } from 'node:stream/consumers'
import { addPerson } from '../../backend/usecases/addPerson.ts'
import { openWorkspace } from '../../backend/usecases/openWorkspace.ts'
import { roles } from '../../../src/shared/vocabulary.ts'
import type { Invocation } from './command.ts'
import { pathOf, textOf, usageError, wordOf } from './values.ts'

/** `person add`: a person with a sign-in; without `--password-stdin` the link's token by which the password is chosen. */
export const runPerson = async (invocation: Invocation): Promise<number> => {
  const { values, positionals, output, clock } = invocation
  if (positionals[0] !== 'add') throw usageError(`There is no «person ${positionals[0]}»; there is: person add.`)
  const role = wordOf(invocation, 'role', roles, 'manager')
  const password = values['password-stdin'] ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : null
  const { session, close } = openWorkspace({ path: pathOf(invocation, 'db'), clock })
  try {
    const added = await addPerson(session, { name: textOf(invocation, 'name'), role, login: textOf(invocation, 'login'), team: typeof values.team === 'string' ? values.team : null, password })
    const login = textOf(invocation, 'login')
    output.result({ person: added.personId, login, role, known: added.known, invitation: added.invitation && { token: added.invitation.token, expiresAt: new Date(added.invitation.expiresAt).toISOString() } }, () => [
      `${added.known ? 'Gave a sign-in to' : 'Added'} ${textOf(invocation, 'name')}, who signs in as ${login}.`,
      ...added.invitation ? [`They choose a password once, within three days, by adding this to the host's address: /invitation#${added.invitation.token}`] : [],
    ].join('\n'))
    return 0
  } finally {
    close()
  }
}
