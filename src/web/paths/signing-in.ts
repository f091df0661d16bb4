/** Signing in and out, and one’s own account. */
export const signingIn = {
  signIn: '/sign-in',
  /** With a passkey alone. */
  signInByPasskey: '/sign-in/passkey',
  secondFactor: '/sign-in/second-factor',
  /** An account's first factor, before anything else. */
  setUp: '/sign-in/set-up',
  /** With the code of a recovery that two people have agreed on. */
  recover: '/sign-in/recover',
  newPassword: '/sign-in/new-password',
  /** Where signing in again in another tab ends. */
  signedInAgain: '/sign-in/again',
  /** One click for each kind of person, in the demonstration only. */
  signInAs: '/sign-in/as',
  /** What was typed when the session ended, after signing in again. */
  held: '/sign-in/held',
  discardHeld: '/sign-in/held/discard',
  /** Proving again who one is, before an act that matters most. */
  confirm: '/sign-in/confirm',
  /** Through an agency's identity provider: there, and back. */
  signInThrough: '/sign-in/through/:providerId',
  signInThroughBack: '/sign-in/through/:providerId/back',
  /** The provider says that somebody signed out there. */
  endedAtProvider: '/sign-in/through/:providerId/ended',
  /** Whoever signed in through a provider proves there again who they are. */
  confirmThrough: '/sign-in/confirm/through',
  confirmThroughGo: '/sign-in/confirm/through/go',
  /** The first sign-in through a provider, with an invitation. */
  join: '/sign-in/join',
  signOut: '/sign-out',
  /** Signed out here, and perhaps not there. */
  signedOutOf: '/signed-out/:providerId',
  account: '/account',
  changePassword: '/account/password',
  addFactor: '/account/factors/add',
  removePasskey: '/account/passkeys/remove',
  removeCode: '/account/code/remove',
  endSession: '/account/sessions/:sessionId/end',
  endOtherSessions: '/account/sessions/end-others',
  recoveries: '/recoveries',
  startRecovery: '/administration/accounts/:userId/recover',
  confirmRecovery: '/recoveries/:recoveryId/confirm',
  withdrawRecovery: '/recoveries/:recoveryId/withdraw',
} as const;
