/** What follows a return: the ledger, triage, who interviews, the interview, and sending it on. */
export const returnInterviews = {
  /** What became of every return, the returns behind a number of it, and the weekly scrutiny. */
  ledger: '/return-interviews',
  ledgerReturns: '/return-interviews/returns',
  scrutiny: '/return-interviews/scrutiny',
  /** What became of a return, and each decision on it. */
  return: '/children/:childId/episodes/:episodeId/return',
  closeReturn: '/children/:childId/episodes/:episodeId/return/close',
  reopenReturn: '/children/:childId/episodes/:episodeId/return/reopen',
  passReturn: '/children/:childId/episodes/:episodeId/return/pass',
  withdrawPass: '/children/:childId/episodes/:episodeId/return/pass/withdraw',
  answerPass: '/children/:childId/episodes/:episodeId/return/answer',
  explainLateness: '/children/:childId/episodes/:episodeId/return/lateness',
  /** Return interviews: the offers of one return, a draft that is being written, and an interview that was written. */
  interviewOfReturn: '/children/:childId/episodes/:episodeId/interview',
  beginInterview: '/children/:childId/episodes/:episodeId/interview/write',
  interview: '/children/:childId/interviews/:interviewId',
  improveInterview: '/children/:childId/interviews/:interviewId/write',
  signOffInterview: '/children/:childId/interviews/:interviewId/sign-off',
  reopenInterview: '/children/:childId/interviews/:interviewId/reopen',
  interviewDrafts: '/interviews',
  interviewDraft: '/interviews/:draftId',
  saveInterviewDraft: '/interviews/:draftId/save',
  discardInterviewDraft: '/interviews/:draftId/discard',
  addToInterview: '/interviews/:draftId/add',
  /** Red, amber or green of a return, and the letters of a green one. */
  triage: '/children/:childId/episodes/:episodeId/triage',
  triageDecide: '/children/:childId/episodes/:episodeId/triage/decide',
  triageFactors: '/children/:childId/episodes/:episodeId/triage/known',
  /** What the child or the family said: the question that is asked first, or `any`. */
  triageFamily: '/children/:childId/episodes/:episodeId/triage/family/:question',
  triageAsk: '/children/:childId/episodes/:episodeId/triage/ask',
  triageAskNow: '/children/:childId/episodes/:episodeId/triage/ask-now',
  triageLetter: '/children/:childId/episodes/:episodeId/triage/letters/:letter',
  /** A letter as it was sent. */
  triageSentLetter: '/children/:childId/episodes/:episodeId/triage/sent/:letterRef',
  /** What an agency was asked about a child. */
  triageAnswer: '/children/:childId/questions/:dutyId',
  /** Levels and overruled proposals, as numbers. */
  triageFigures: '/return-interviews/triage',
  /** The returns behind a number of them. */
  triageFigureReturns: '/return-interviews/triage/returns',
  /** The ten questions that requests for information ask of return interviews, answered. */
  tenQuestions: '/return-interviews/questions',
  tenQuestionsDownload: '/return-interviews/questions/download',
  shareInterview: '/children/:childId/share/:interviewRef',
  receivedInterview: '/children/:childId/received/:transmissionRef',
  receivedInterviews: '/return-interviews/received',
  sentInterviews: '/return-interviews/sent',
  /** Support and referrals over all children of the agency. */
  supportGiven: '/return-interviews/support',
  sharingCounts: '/return-interviews/sharing',
  /** The interviews behind a number of it. */
  sharingCounted: '/return-interviews/sharing/interviews',
  /** Who holds return interviews: giving them to people, what will be late, providers and what pays for it. */
  allocation: '/return-interviews/allocation',
  forecast: '/return-interviews/forecast',
  allocateInterview: '/children/:childId/episodes/:episodeId/interviewer',
  requestInterview: '/children/:childId/episodes/:episodeId/interview-request',
  withdrawRequest: '/children/:childId/interview-requests/:requestRef/withdraw',
  giveBackRequest: '/children/:childId/interview-requests/:requestRef/give-back',
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
} as const;
