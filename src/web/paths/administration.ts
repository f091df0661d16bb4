/** Accounts, providers and systems of one agency. */
export const administering = {
  /** The agencies with which one's own shares children. */
  agencies: '/agencies',
  administration: '/administration',
  exportLimit: '/administration/exports',
  newAccount: '/administration/accounts/new',
  accountOfPerson: '/administration/accounts/:userId',
  changeRole: '/administration/accounts/:userId/role',
  endSessionsOfPerson: '/administration/accounts/:userId/sessions/end',
  closeAccount: '/administration/accounts/:userId/close',
  providers: '/administration/providers',
  newProvider: '/administration/providers/new',
  provider: '/administration/providers/:providerId',
  closeProvider: '/administration/providers/:providerId/close',
  invite: '/administration/providers/:providerId/invite',
  inviteAgain: '/administration/providers/:providerId/invite/:userId',
  newSystem: '/administration/systems/new',
  system: '/administration/systems/:clientId',
  newSystemKey: '/administration/systems/:clientId/keys/new',
  endSystemKey: '/administration/systems/:clientId/keys/:keyId/end',
  withdrawSystem: '/administration/systems/:clientId/withdraw',
} as const;
