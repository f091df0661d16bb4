/**
 * Every address of a page, in one tree. A leaf is the address as the router knows it (`/children/:childId`);
 * `to` fills it in. Nothing about a person is ever part of an address: only numbers and codes that we gave.
 */
export const paths = {
  home: '/',
  health: '/health',
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
  worklist: '/worklist',
  missingNow: '/missing-now',
  /** Who has become involved with a child. */
  notices: '/notices',
  children: '/children',
  child: '/children/:childId',
  asKnownOn: '/children/:childId/as-known-on',
  /** Why a record outside the caseload is opened. */
  lookingPurpose: '/children/:childId/why',
  correct: '/children/:childId/entries/:version/correct',
  /** It was about another child. */
  move: '/children/:childId/entries/:version/another-child',
  settleFault: '/children/:childId/faults/:dutyId',
  /** Who may see this child's record, and decisions on it. */
  sight: '/children/:childId/sight',
  agreeInvolvement: '/children/:childId/sight/agencies',
  endInvolvement: '/children/:childId/sight/agencies/end',
  restrict: '/children/:childId/sight/restriction',
  liftRestriction: '/children/:childId/sight/restriction/lift',
  namePerson: '/children/:childId/sight/people',
  unnamePerson: '/children/:childId/sight/people/remove',
  barPerson: '/children/:childId/sight/bars',
  liftBar: '/children/:childId/sight/bars/end',
  /** Who looked at this child. */
  childLooks: '/children/:childId/looks',
  /** What was shown of this child to whom. */
  disclosures: '/children/:childId/disclosures',
  /** Copies of the record for the child who asks for it. */
  subjectAccess: '/children/:childId/subject-access',
  subjectCopy: '/subject-access/:copyId',
  subjectCopySend: '/subject-access/:copyId/send',
  subjectCopyReview: '/subject-access/:copyId/review',
  subjectCopyDocument: '/subject-access/:copyId/document',
  /** Support for a child, and referrals. */
  supportOfChild: '/children/:childId/support',
  supportBegin: '/children/:childId/support/begin',
  supportSession: '/children/:childId/support/:supportRef/session',
  supportEnd: '/children/:childId/support/:supportRef/end',
  referralNew: '/children/:childId/referrals/new',
  referralAnswer: '/children/:childId/referrals/:referralRef/answer',
  episode: '/children/:childId/episodes/:episodeId',
  review: '/children/:childId/episodes/:episodeId/review',
  /** What became of every return, the returns behind a number of it, and the weekly scrutiny. */
  ledger: '/return-interviews',
  ledgerReturns: '/return-interviews/returns',
  scrutiny: '/return-interviews/scrutiny',
  /** What became of a return, and each decision on it. */
  return: '/children/:childId/episodes/:episodeId/return',
  closeReturn: '/children/:childId/episodes/:episodeId/return/close',
  reopenReturn: '/children/:childId/episodes/:episodeId/return/reopen',
  passReturn: '/children/:childId/episodes/:episodeId/return/pass',
  answerPass: '/children/:childId/episodes/:episodeId/return/answer',
  explainLateness: '/children/:childId/episodes/:episodeId/return/lateness',
  /** Return interviews: the offers of one return, a draft that is being written, and an interview that was written. */
  interviewOfReturn: '/children/:childId/episodes/:episodeId/interview',
  beginInterview: '/children/:childId/episodes/:episodeId/interview/write',
  interview: '/children/:childId/interviews/:interviewId',
  improveInterview: '/children/:childId/interviews/:interviewId/write',
  signOffInterview: '/children/:childId/interviews/:interviewId/sign-off',
  interviewDrafts: '/interviews',
  interviewDraft: '/interviews/:draftId',
  saveInterviewDraft: '/interviews/:draftId/save',
  discardInterviewDraft: '/interviews/:draftId/discard',
  /** Red, amber or green of a return, and the letters of a green one. */
  triage: '/children/:childId/episodes/:episodeId/triage',
  triageDecide: '/children/:childId/episodes/:episodeId/triage/decide',
  triageFactors: '/children/:childId/episodes/:episodeId/triage/known',
  triageAsk: '/children/:childId/episodes/:episodeId/triage/ask',
  triageLetter: '/children/:childId/episodes/:episodeId/triage/letters/:letter',
  /** What an agency was asked about a child. */
  triageAnswer: '/children/:childId/questions/:dutyId',
  /** Levels and overruled proposals, as numbers. */
  triageFigures: '/return-interviews/triage',
  addresses: '/children/:childId/address',
  addressNew: '/children/:childId/address/new',
  addressHide: '/children/:childId/address/hide',
  addressUnhide: '/children/:childId/address/end-hiding',
  addressAsk: '/children/:childId/address/ask',
  addressSee: '/children/:childId/address/see',
  addressRequest: '/children/:childId/address/requests/:requestId',
  tellMissing: '/tell-us/missing',
  tellMissingQuestion: '/tell-us/missing/:draftId/:question',
  tellMissingCheck: '/tell-us/missing/:draftId/check',
  tellMissingDone: '/tell-us/missing/:draftId/done',
  tellReturned: '/tell-us/returned',
  tellReturnedQuestion: '/tell-us/returned/:draftId/:question',
  tellReturnedCheck: '/tell-us/returned/:draftId/check',
  tellReturnedDone: '/tell-us/returned/:draftId/done',
  drafts: '/tell-us/drafts',
  /** Opening a record in an emergency. */
  breakGlass: '/break-glass',
  glassReviews: '/break-glass/reviews',
  glassReview: '/break-glass/reviews/:glassId',
  reviewQueue: '/review-queue',
  reviewItem: '/review-queue/:reviewId',
  imports: '/imports',
  importRun: '/imports/:importId',
  exports: '/exports',
  /** What is to be taken out is named after the question mark. */
  newExport: '/exports/new',
  export: '/exports/:exportId',
  decideExport: '/exports/:exportId/decide',
  downloadExport: '/exports/:exportId/download',
  aboutExport: '/exports/:exportId/about',
  /** Whose looks a person of information governance asks for. */
  looks: '/looks',
  personLooks: '/looks/people/:userId',
  alerts: '/alerts',
  alert: '/alerts/:alertId',
  reports: '/reports',
  report: '/reports/:name',
  reportDownload: '/reports/:name/download',
  figure: '/reports/:name/figure',
  /** The ten questions that requests for information ask of return interviews, answered. */
  tenQuestions: '/return-interviews/questions',
  tenQuestionsDownload: '/return-interviews/questions/download',
  /** People, places and things around a child; and what was sent of interviews, with the receipts. */
  facts: '/children/:childId/facts',
  recordFact: '/children/:childId/facts/new',
  /** Out of one interview. */
  recordFactFrom: '/children/:childId/facts/new/:interviewRef',
  withdrawFact: '/children/:childId/facts/:factRef/withdraw',
  /** Whether facts helped to find the child in one absence. */
  useFacts: '/children/:childId/episodes/:episodeId/facts',
  networks: '/networks',
  shareInterview: '/children/:childId/share/:interviewRef',
  receivedInterview: '/children/:childId/received/:transmissionRef',
  receivedInterviews: '/return-interviews/received',
  sentInterviews: '/return-interviews/sent',
  sharingCounts: '/return-interviews/sharing',
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
  retention: '/retention',
  retentionReview: '/retention/reviews/:reviewId',
  /** How long a child's record is kept, and who holds it. */
  retentionOfChild: '/retention/children/:childId',
  holdRecord: '/retention/children/:childId/hold',
  askErasure: '/retention/children/:childId/ask-erasure',
  liftHold: '/retention/holds/:holdId/lift',
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
  /** Who holds return interviews: giving them to people, what will be late, providers and what pays for it. */
  allocation: '/return-interviews/allocation',
  forecast: '/return-interviews/forecast',
  allocateInterview: '/children/:childId/episodes/:episodeId/interviewer',
  requestInterview: '/children/:childId/episodes/:episodeId/interview-request',
  interviewers: '/return-interviews/interviewers',
  interviewer: '/return-interviews/interviewers/:userId',
  interviewerLeave: '/return-interviews/interviewers/:userId/leave',
  endInterviewerLeave: '/return-interviews/interviewers/:userId/leave/:leaveId/end',
  interviewRequests: '/return-interviews/requests',
  interviewRequest: '/return-interviews/requests/:requestRef',
  providerTerms: '/return-interviews/providers',
  endProviderTerms: '/return-interviews/providers/:termsId/end',
  interviewWork: '/return-interviews/our-work',
  funding: '/return-interviews/funding',
  removeFunding: '/return-interviews/funding/:fundingId/remove',
  api: '/api/v1',
} as const;

/** An address as the router knows it. */
export type Path = (typeof paths)[keyof typeof paths];

type NamesIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** What an address needs to be filled in. */
export type PathParameters<P extends string> = { readonly [Name in NamesIn<P>]: string | number };

/** Values of a query string; `null` and `undefined` are left out, a list is repeated. */
export type Query = Readonly<Record<string, string | number | null | undefined | readonly (string | number)[]>>;

/** The address of one page: `to(paths.child, { childId: 7 })` is `/children/7`. */
export function to<const P extends string>(
  path: P,
  ...[parameters, query]: [NamesIn<P>] extends [never]
    ? [parameters?: null, query?: Query]
    : [parameters: PathParameters<P>, query?: Query]
): string {
  const given = (parameters ?? {}) as Readonly<Record<string, string | number>>;
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = given[name];
    if (value === undefined || value === '') throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  return filled + queryString(query);
}

function queryString(query: Query | undefined): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of Array.isArray(value)
      ? (value as readonly (string | number)[])
      : [value as string | number | null | undefined]) {
      if (one !== null && one !== undefined && one !== '') search.append(name, String(one));
    }
  }
  return search.size > 0 ? `?${search.toString()}` : '';
}

/**
 * A path of ours out of what an address bar or a form said, without its query; `/` when it is anything else.
 * So a link that somebody made can never send a person elsewhere after signing in.
 */
export function localPath(value: unknown): string {
  return urlOfOurs(value)?.pathname ?? paths.home;
}

/** The same with its query: for going back to a page of ours that was asked for just now. */
export function localAddress(value: unknown): string {
  const url = urlOfOurs(value);
  return url === null ? paths.home : url.pathname + url.search;
}

function urlOfOurs(value: unknown): URL | null {
  if (
    typeof value !== 'string' ||
    value.length > 500 ||
    !/^\/(?![/\\])[\x21-\x7e]*$/.test(value) ||
    value.includes('\\')
  )
    return null;
  try {
    const url = new URL(value, 'http://homeward.invalid');
    return url.host === 'homeward.invalid' && !url.pathname.startsWith('//') ? url : null;
  } catch {
    return null;
  }
}
