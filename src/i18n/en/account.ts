import type { Messages } from '../ru/index.ts'

export const account: Messages['account'] = {
  signOut: 'Sign out {name}',
  signIn: {
    title: 'Sign in', into: 'Team: {workspace}', login: 'Login', password: 'Password', remember: 'Keep me signed in on this computer', submit: 'Sign in',
    forgotten: 'Forgot the password? The head of sales can send a link for a new one.', needed: 'Fill this in',
    over: 'You were signed out here. Sign in again: decisions you made are kept.',
    wrong: 'Login or password doesn’t fit. Check the keyboard layout and Caps Lock.', locked: 'Too many wrong passwords. Wait 15 minutes, or ask the head of sales to unlock you.', rate: 'Too many tries from this address. Wait a minute.',
  },
  invitation: {
    title: 'Your password', hello: 'Hello, {name}.', what: 'You are joining the team “{workspace}” as {login}. Choose a password of at least {least} characters; a few words are best.', reset: 'Choose a new password for {login}. Other devices will be signed out.',
    password: 'New password', again: 'Once more', differ: 'The passwords differ', submit: 'Save and sign in', unusable: 'This link doesn’t work: it was used, withdrawn, or three days are over. Ask the head of sales for a new one.', toSignIn: 'To the sign-in',
  },
  problems: { too_short: 'At least {least} characters. A few words are easier to remember.', too_long: 'At most {most} characters.', too_common: 'This is one of the most used passwords and is guessed at once. Take another one.', like_login: 'A password must not be the login with a few characters more.' },
}
