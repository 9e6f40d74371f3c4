import { endSessionsOf, invite, removeSignIn, saveSignIn, signInViews, unlockSignIn } from '../usecases/manageSignIns.ts'
import { acceptInvitation, accountState, changePassword, endMySession, mySessions, readInvitation, signIn, signOut, signOutEverywhere } from '../usecases/signIn.ts'
import { api, deskOf, sessionOf } from './context.ts'

/** `state`, `signIn`, `invitation` and `acceptInvitation` are the ways in: all the rest of the contract wants a session. */
export const accountApi = {
  state: api.account.state.handler(({ context }) => accountState(deskOf(context), context.caller)),
  signIn: api.account.signIn.handler(({ input, context }) => signIn(deskOf(context), context.caller, input)),
  signOut: api.account.signOut.handler(({ context }) => {
    signOut(sessionOf(context))
    return {}
  }),
  signOutEverywhere: api.account.signOutEverywhere.handler(({ input, context }) => signOutEverywhere(sessionOf(context), input)),
  sessions: api.account.sessions.handler(({ context }) => mySessions(sessionOf(context))),
  endSession: api.account.endSession.handler(({ input, context }) => endMySession(sessionOf(context), input)),
  changePassword: api.account.changePassword.handler(({ input, context }) => changePassword(sessionOf(context), input)),
  invitation: api.account.invitation.handler(({ input, context }) => readInvitation(deskOf(context), input.token)),
  acceptInvitation: api.account.acceptInvitation.handler(({ input, context }) => acceptInvitation(deskOf(context), context.caller, input)),
}

export const signInsApi = {
  list: api.signIns.list.handler(({ context }) => signInViews(sessionOf(context))),
  save: api.signIns.save.handler(({ input, context }) => saveSignIn(sessionOf(context), input)),
  invite: api.signIns.invite.handler(({ input, context }) => invite(sessionOf(context), input)),
  unlock: api.signIns.unlock.handler(({ input, context }) => unlockSignIn(sessionOf(context), input)),
  remove: api.signIns.remove.handler(({ input, context }) => removeSignIn(sessionOf(context), input)),
  endSessions: api.signIns.endSessions.handler(({ input, context }) => endSessionsOf(sessionOf(context), input)),
}
