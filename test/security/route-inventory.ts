/** Every address there is, and which act of the policy opens it, or why none does. A test holds it to the router. */
import type { Act } from '../../src/domain/access/policy.ts';

/** What opens an address. */
export type Opening =
  /** No act: open to everybody, or to whoever is signed in, and why. */
  | { readonly to: 'everybody' | 'signed-in'; readonly why: string }
  /** An act that concerns no child: a role that may not is answered 403; so is one that may not do the act asked for first. */
  | { readonly to: Act; readonly of: 'none'; readonly first?: Act }
  /**
   * An act on something with a number of its own, of one agency or person: what is not theirs is answered as absent, and a
   * role that may not, 403 or as absent.
   */
  | { readonly to: Act; readonly of: 'thing' }
  /**
   * An act of a child: a child who may not be seen is answered as absent, one who may be seen but not for this act, 403.
   * Where a role is asked for before any child is looked for, that comes first.
   */
  | { readonly to: Act; readonly of: 'child'; readonly first?: Act };

const everybody = (why: string): Opening => ({ to: 'everybody', why });
const signedIn = (why: string): Opening => ({ to: 'signed-in', why });
const act = (to: Act, first?: Act): Opening => ({ to, of: 'none', ...(first === undefined ? {} : { first }) });
const thing = (to: Act): Opening => ({ to, of: 'thing' });
const child = (to: Act, first?: Act): Opening => ({ to, of: 'child', ...(first === undefined ? {} : { first }) });

const SIGNING_IN = 'Before it is known who somebody is.';
const OWN = 'A person’s own account, and nothing of anybody else.';

/** GET and POST of one address, opened by the same. */
function form(path: string, opening: Opening): Record<string, Opening> {
  return { [`GET ${path}`]: opening, [`POST ${path}`]: opening };
}

/** Every route as the router writes it, with what opens it. */
export const ROUTE_INVENTORY: Readonly<Record<string, Opening>> = {
  'GET /': signedIn('Leads on to the first page of the role.'),
  'GET /assets/:version/:file': everybody('Style and script of the pages.'),
  'GET /health': everybody('Whether the service is well; says nothing of anybody.'),

  'GET /children/:childId/episodes/:episodeId/triage': child('triage-return'),
  ...form('/children/:childId/episodes/:episodeId/triage/decide', child('triage-return')),
  ...form('/children/:childId/episodes/:episodeId/triage/known', child('triage-return')),
  ...form('/children/:childId/episodes/:episodeId/triage/family/:question', child('triage-return')),
  ...form('/children/:childId/episodes/:episodeId/triage/ask', child('triage-return')),
  ...form('/children/:childId/episodes/:episodeId/triage/ask-now', child('triage-return')),
  ...form('/children/:childId/episodes/:episodeId/triage/letters/:letter', child('triage-return')),
  'GET /children/:childId/episodes/:episodeId/triage/sent/:letterRef': child('triage-return'),
  ...form('/children/:childId/questions/:dutyId', child('give-information')),
  'GET /return-interviews/triage': act('see-interview-ledger'),
  'GET /return-interviews/triage/returns': act('open-figure', 'see-interview-ledger'),

  'GET /api/v1/openapi.json': everybody('The description of the API.'),
  'GET /api/v1/health': everybody('Whether the service is well; says nothing of anybody.'),
  'POST /api/v1/token': everybody(SIGNING_IN),
  'GET /api/v1/agencies': signedIn('Names of agencies, which are public.'),
  'GET /api/v1/audit-heads': act('see-audit-heads'),
  'GET /api/v1/audit-heads/key': act('see-audit-heads'),
  'POST /api/v1/notifications': act('tell-of-absence'),
  'POST /api/v1/notifications/batch': act('tell-of-absence'),
  'GET /api/v1/episodes': act('search-children'),
  'GET /api/v1/episodes/:episode_id': child('see-child'),
  'POST /api/v1/episodes/:episode_id/return': child('see-child', 'tell-of-absence'),
  'POST /api/v1/children/search': act('search-children'),
  'GET /api/v1/children/:child_id': child('see-child'),
  'GET /api/v1/children/:child_id/chronology': child('see-child'),
  'GET /api/v1/worklist': act('see-worklist'),
  'GET /api/v1/transmissions': act('see-received-interviews'),
  'POST /api/v1/children/:child_id/transmissions/:transmission_ref/answer': child('acknowledge-interview'),
  'GET /api/v1/reviews': act('decide-review'),
  'GET /api/v1/reviews/:review_id': thing('decide-review'),
  'POST /api/v1/reviews/:review_id/decision': thing('decide-review'),
  'GET /api/v1/reports': act('run-report'),
  'GET /api/v1/reports/:name': act('run-report'),
  'GET /api/v1/reports/:name/trace': act('open-figure'),

  'GET /administration': act('keep-accounts'),
  'GET /agencies': act('see-agencies'),
  'GET /administration/providers': act('keep-accounts'),
  ...form('/administration/providers/new', act('keep-accounts')),
  'GET /administration/providers/:providerId': thing('keep-accounts'),
  ...form('/administration/providers/:providerId/close', thing('keep-accounts')),
  ...form('/administration/providers/:providerId/invite', thing('keep-accounts')),
  ...form('/administration/providers/:providerId/invite/:userId', thing('keep-accounts')),
  ...form('/administration/exports', act('keep-accounts')),
  ...form('/administration/accounts/new', act('keep-accounts')),
  'GET /administration/accounts/:userId': thing('keep-accounts'),
  ...form('/administration/accounts/:userId/role', thing('keep-accounts')),
  'POST /administration/accounts/:userId/sessions/end': thing('keep-accounts'),
  ...form('/administration/accounts/:userId/close', thing('keep-accounts')),
  ...form('/administration/accounts/:userId/recover', thing('keep-accounts')),
  ...form('/administration/systems/new', act('keep-accounts')),
  'GET /administration/systems/:clientId': thing('keep-accounts'),
  ...form('/administration/systems/:clientId/keys/new', thing('keep-accounts')),
  ...form('/administration/systems/:clientId/keys/:keyId/end', thing('keep-accounts')),
  ...form('/administration/systems/:clientId/withdraw', thing('keep-accounts')),

  'GET /account': signedIn(OWN),
  ...form('/account/password', signedIn(OWN)),
  'POST /account/passkeys/remove': signedIn(OWN),
  'POST /account/code/remove': signedIn(OWN),
  'POST /account/sessions/end-others': signedIn(OWN),
  'POST /account/sessions/:sessionId/end': signedIn(OWN),
  ...form('/account/factors/add', signedIn(OWN)),

  'GET /alerts': act('decide-alert'),
  ...form('/alerts/:alertId', thing('decide-alert')),

  'GET /return-interviews/allocation': act('see-interview-capacity'),
  'GET /return-interviews/forecast': act('see-interview-capacity'),
  'GET /return-interviews/interviewers': act('keep-interviewers'),
  ...form('/return-interviews/interviewers/:userId', thing('keep-interviewers')),
  ...form('/return-interviews/interviewers/:userId/leave', thing('keep-interviewers')),
  'POST /return-interviews/interviewers/:userId/leave/:leaveId/end': thing('keep-interviewers'),
  ...form('/children/:childId/episodes/:episodeId/interviewer', child('allocate-interview')),
  ...form('/children/:childId/episodes/:episodeId/interview-request', child('allocate-interview')),
  ...form('/children/:childId/interview-requests/:requestRef/withdraw', child('allocate-interview')),
  ...form('/children/:childId/interview-requests/:requestRef/give-back', child('hold-interview')),
  'GET /return-interviews/requests': act('answer-interview-request'),
  ...form('/return-interviews/requests/:requestRef', thing('answer-interview-request')),
  ...form('/return-interviews/providers', act('keep-provider-terms')),
  'POST /return-interviews/providers/:termsId/end': thing('keep-provider-terms'),
  'GET /return-interviews/our-work': act('see-interview-capacity'),
  ...form('/return-interviews/funding', act('keep-funding')),
  'POST /return-interviews/funding/:fundingId/remove': thing('keep-funding'),

  ...form('/sign-in', everybody(SIGNING_IN)),
  'GET /sign-in/held': signedIn(OWN),
  'POST /sign-in/held/discard': signedIn(OWN),
  'GET /sign-in/again': signedIn(OWN),
  'GET /sign-in/passkey': everybody(SIGNING_IN),
  ...form('/sign-in/second-factor', everybody(SIGNING_IN)),
  ...form('/sign-in/set-up', everybody(SIGNING_IN)),
  ...form('/sign-in/confirm', signedIn(OWN)),
  'GET /sign-in/confirm/through': signedIn(OWN),
  'GET /sign-in/confirm/through/go': signedIn(OWN),
  ...form('/sign-in/recover', everybody(SIGNING_IN)),
  ...form('/sign-in/new-password', everybody(SIGNING_IN)),
  'GET /sign-in/through/:providerId': everybody(SIGNING_IN),
  'GET /sign-in/through/:providerId/back': everybody(SIGNING_IN),
  'POST /sign-in/through/:providerId/ended': everybody('An identity provider says, signed, that somebody signed out.'),
  ...form('/sign-in/join', everybody(SIGNING_IN)),
  'POST /sign-out': signedIn(OWN),
  'GET /signed-out/:providerId': everybody('After signing out.'),

  'GET /subject-access/:copyId': thing('review-subject-copy'),
  'POST /subject-access/:copyId': thing('make-subject-copy'),
  'POST /subject-access/:copyId/send': thing('make-subject-copy'),
  'POST /subject-access/:copyId/review': thing('review-subject-copy'),
  'GET /subject-access/:copyId/document': thing('review-subject-copy'),

  ...form('/worklist', act('see-worklist')),
  'GET /missing-now': act('see-worklist'),
  ...form('/notices', act('see-worklist')),

  ...form('/children', act('search-children')),
  'GET /children/:childId': child('see-child'),
  'GET /children/:childId/as-known-on': signedIn('Leads on to the address of a day, and reads no record.'),
  'GET /children/:childId/address': child('see-child'),
  ...form('/children/:childId/address/new', child('record-address')),
  ...form('/children/:childId/address/hide', child('hide-address')),
  ...form('/children/:childId/address/end-hiding', child('unhide-address')),
  ...form('/children/:childId/address/ask', child('reveal-address')),
  ...form('/children/:childId/address/requests/:requestId', child('approve-address')),
  ...form('/children/:childId/address/see', child('reveal-address')),
  'GET /children/:childId/support': child('see-child'),
  ...form('/children/:childId/support/begin', child('give-support')),
  ...form('/children/:childId/support/begin/:interviewRef', child('give-support')),
  ...form('/children/:childId/support/:supportRef/session', child('give-support')),
  ...form('/children/:childId/support/:supportRef/end', child('give-support')),
  ...form('/children/:childId/referrals/new', child('refer-child')),
  ...form('/children/:childId/referrals/new/:interviewRef', child('refer-child')),
  ...form('/children/:childId/referrals/:referralRef/answer', child('answer-referral')),
  'GET /children/:childId/episodes/:episodeId': child('see-child'),
  ...form('/children/:childId/episodes/:episodeId/review', child('record-risk-review')),
  ...form('/children/:childId/episodes/:episodeId/interview', child('hold-interview')),
  'POST /children/:childId/episodes/:episodeId/interview/write': child('hold-interview'),
  'GET /children/:childId/interviews/:interviewId': child('see-child'),
  'POST /children/:childId/interviews/:interviewId/write': child('hold-interview'),
  ...form('/children/:childId/interviews/:interviewId/sign-off', child('sign-off-interview')),
  ...form('/children/:childId/interviews/:interviewId/reopen', child('sign-off-interview')),
  'GET /interviews': signedIn('What the same person is writing, and the names of those children.'),
  ...form('/interviews/:draftId', thing('hold-interview')),
  ...form('/interviews/:draftId/save', thing('hold-interview')),
  'POST /interviews/:draftId/discard': thing('hold-interview'),
  'POST /interviews/:draftId/add': thing('hold-interview'),
  ...form('/children/:childId/entries/:version/correct', child('correct-record')),
  ...form('/children/:childId/entries/:version/another-child', child('correct-record')),
  'GET /return-interviews': act('see-interview-ledger'),
  'GET /return-interviews/support': act('see-support-given'),
  'GET /return-interviews/returns': act('open-figure', 'see-interview-ledger'),
  'GET /return-interviews/scrutiny': act('scrutinise-interviews'),
  'GET /children/:childId/episodes/:episodeId/return': child('see-child'),
  ...form('/children/:childId/episodes/:episodeId/return/close', child('close-return')),
  ...form('/children/:childId/episodes/:episodeId/return/reopen', child('close-return')),
  ...form('/children/:childId/episodes/:episodeId/return/pass', child('pass-return')),
  ...form('/children/:childId/episodes/:episodeId/return/pass/withdraw', child('pass-return')),
  ...form('/children/:childId/episodes/:episodeId/return/answer', child('answer-pass')),
  ...form('/children/:childId/episodes/:episodeId/return/lateness', child('close-return')),
  ...form('/children/:childId/why', child('see-child')),
  'GET /children/:childId/sight': child('see-access'),
  ...form('/children/:childId/sight/agencies', child('agree-involvement')),
  ...form('/children/:childId/sight/agencies/end', child('agree-involvement')),
  ...form('/children/:childId/sight/restriction', child('restrict-record')),
  ...form('/children/:childId/sight/restriction/lift', child('restrict-record')),
  ...form('/children/:childId/sight/people', child('restrict-record')),
  ...form('/children/:childId/sight/people/remove', child('restrict-record')),
  ...form('/children/:childId/sight/bars', child('bar-person')),
  ...form('/children/:childId/sight/bars/end', child('bar-person')),
  'GET /children/:childId/subject-access': child('review-subject-copy'),
  'POST /children/:childId/subject-access': child('make-subject-copy'),
  ...form('/children/:childId/faults/:dutyId', child('settle-fault')),
  'GET /children/:childId/looks': child('see-looks-at-child'),
  'GET /children/:childId/disclosures': child('see-disclosures'),

  'GET /children/:childId/facts': child('see-child'),
  ...form('/children/:childId/facts/new', child('record-fact')),
  ...form('/children/:childId/facts/new/:interviewRef', child('record-fact')),
  ...form('/children/:childId/facts/:factRef/withdraw', child('record-fact')),
  ...form('/children/:childId/episodes/:episodeId/facts', child('use-fact')),
  'GET /networks': act('see-networks'),
  ...form('/children/:childId/share/:interviewRef', child('share-interview')),
  ...form('/children/:childId/received/:transmissionRef', child('acknowledge-interview')),
  'GET /return-interviews/sent': act('see-sent-interviews'),
  'GET /return-interviews/received': act('see-received-interviews'),
  'GET /return-interviews/sharing': act('see-interview-ledger'),
  'GET /return-interviews/sharing/interviews': act('open-figure', 'see-interview-ledger'),

  ...form('/break-glass', act('break-glass')),
  'GET /break-glass/reviews': act('review-broken-glass'),
  ...form('/break-glass/reviews/:glassId', thing('review-broken-glass')),

  ...form('/tell-us/missing', act('tell-of-absence')),
  ...form('/tell-us/missing/:draftId/check', thing('tell-of-absence')),
  'GET /tell-us/missing/:draftId/done': thing('tell-of-absence'),
  ...form('/tell-us/missing/:draftId/:question', thing('tell-of-absence')),
  ...form('/tell-us/returned', act('tell-of-absence')),
  ...form('/tell-us/returned/:draftId/check', thing('tell-of-absence')),
  'GET /tell-us/returned/:draftId/done': thing('tell-of-absence'),
  ...form('/tell-us/returned/:draftId/:question', thing('tell-of-absence')),
  ...form('/tell-us/drafts', act('tell-of-absence')),

  ...form('/imports', act('import')),
  'GET /imports/:importId': thing('import'),

  'GET /review-queue': act('decide-review'),
  ...form('/review-queue/:reviewId', thing('decide-review')),

  'GET /reports': act('run-report'),
  'GET /reports/:name': act('run-report'),
  'GET /reports/:name/download': act('run-report'),
  'GET /reports/:name/figure': act('open-figure'),
  'GET /return-interviews/questions': act('see-interview-ledger'),
  'GET /return-interviews/questions/download': act('see-interview-ledger'),

  'GET /retention': act('see-retention'),
  ...form('/retention/reviews/:reviewId', thing('decide-retention')),
  'GET /retention/children/:childId': child('decide-retention'),
  ...form('/retention/children/:childId/hold', child('hold-record')),
  ...form('/retention/children/:childId/ask-erasure', child('decide-retention')),
  ...form('/retention/holds/:holdId/lift', thing('hold-record')),

  'GET /recoveries': act('confirm-recovery'),
  ...form('/recoveries/:recoveryId/confirm', thing('confirm-recovery')),
  'POST /recoveries/:recoveryId/withdraw': thing('confirm-recovery'),

  'GET /exports': act('export-children'),
  ...form('/exports/new', act('export-children')),
  'GET /exports/:exportId': thing('export-children'),
  'POST /exports/:exportId/decide': thing('decide-export'),
  'POST /exports/:exportId/download': thing('export-children'),
  'GET /exports/:exportId/about': thing('export-children'),

  'GET /looks': act('see-looks'),
  'GET /looks/people/:userId': thing('see-looks'),
};
