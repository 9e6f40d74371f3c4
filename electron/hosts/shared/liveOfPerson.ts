import type { LiveEvent } from '../../../src/shared/contract/live.ts'
import { PultError } from '../../../src/shared/errors.ts'
import type { Caller } from '../../backend/domain/account.ts'
import type { Supervisor } from '../supervisor.ts'
import type { LiveHub } from '../web/liveHub.ts'

export interface AccountState { me: { id: number, role: string } | null, allowedActions: string[] }

/** Who a caller is, as the backend says it now. */
export const stateOf = async (supervisor: Supervisor, caller: Caller): Promise<AccountState> => await supervisor.call(['account', 'state'], undefined, { caller }) as AccountState

/** Events for who is signed in; throws SIGN_IN for who isn't, also for who was signed out in the meantime. */
export type LiveOfPerson = (caller: Caller, signal?: AbortSignal) => AsyncGenerator<LiveEvent>

export const makeLiveOfPerson = (supervisor: Supervisor, hub: LiveHub): LiveOfPerson => {
  const requirePerson = async (caller: Caller): Promise<number> => {
    const { me } = await stateOf(supervisor, caller)
    if (me === null) throw new PultError('SIGN_IN', 'Sign in first.', { reason: 'over' })
    return me.id
  }
  return async function* (caller, signal) {
    const id = await requirePerson(caller)
    for await (const event of hub.subscribe(signal)) {
      // People changed: this one may be out by now.
      if (event.type === 'changed' && event.topics.includes('people')) await requirePerson(caller)
      if (event.type !== 'changed' || event.people === undefined) yield event
      else if (event.people.includes(id)) {
        const { people: _others, ...told } = event
        yield told
      }
    }
  }
}
