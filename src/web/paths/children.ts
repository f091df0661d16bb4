/** A child’s record: telling us, the child’s page, corrections, addresses, facts and support. */
export const ofChildren = {
  children: '/children',
  child: '/children/:childId',
  asKnownOn: '/children/:childId/as-known-on',
  correct: '/children/:childId/entries/:version/correct',
  /** It was about another child. */
  move: '/children/:childId/entries/:version/another-child',
  settleFault: '/children/:childId/faults/:dutyId',
  /** Support for a child, and referrals. */
  supportOfChild: '/children/:childId/support',
  supportBegin: '/children/:childId/support/begin',
  /** Out of one interview. */
  supportBeginFrom: '/children/:childId/support/begin/:interviewRef',
  supportSession: '/children/:childId/support/:supportRef/session',
  supportEnd: '/children/:childId/support/:supportRef/end',
  referralNew: '/children/:childId/referrals/new',
  /** Out of one interview. */
  referralNewFrom: '/children/:childId/referrals/new/:interviewRef',
  referralAnswer: '/children/:childId/referrals/:referralRef/answer',
  episode: '/children/:childId/episodes/:episodeId',
  review: '/children/:childId/episodes/:episodeId/review',
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
  /** People, places and things around a child; and what was sent of interviews, with the receipts. */
  facts: '/children/:childId/facts',
  recordFact: '/children/:childId/facts/new',
  /** Out of one interview. */
  recordFactFrom: '/children/:childId/facts/new/:interviewRef',
  withdrawFact: '/children/:childId/facts/:factRef/withdraw',
  /** Whether facts helped to find the child in one absence. */
  useFacts: '/children/:childId/episodes/:episodeId/facts',
  networks: '/networks',
} as const;
