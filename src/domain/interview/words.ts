/** The codes of returns and interviews in plain words, as pages, letters and reports print them. */
import type {
  ChildChoice,
  ContactMeans,
  InterviewPlace,
  LateCause,
  Participation,
  SpokenTo,
  TransmissionPurpose,
  WithdrawalCause,
} from './acts.ts';
import type { OpenStage, ReturnOutcome } from './follow-up.ts';
import type { CountedState, SharingState } from './sharing.ts';

/** @source issue of return interviews: one accountable outcome */
export const OUTCOME_WORDS: Readonly<Record<ReturnOutcome, string>> = {
  completed: 'Interviewed',
  covered: 'Covered by a later return’s interview',
  declined: 'Declined by the child',
  'attempts-exhausted': 'Attempts exhausted',
  'not-required': 'Not required',
  'missing-again': 'Missing again before it could be done',
  passed: 'Passed to another authority',
};

/** @source feeds definition, rhi-ledger */
export const STAGE_WORDS: Readonly<Record<OpenStage, string>> = {
  'not-offered': 'Not offered yet',
  'pass-asked': 'Another authority asked',
  unreached: 'Offered, child not reached',
  waiting: 'Offered, waiting',
  accepted: 'Accepted, not held yet',
};

/** @source our judgement */
export const MEANS_WORDS: Readonly<Record<ContactMeans, string>> = {
  'in-person': 'In person',
  telephone: 'By telephone',
  message: 'By text or message',
  letter: 'By letter',
  'through-carer': 'Through a parent or carer',
  'through-school': 'Through school or college',
};

/** @source our judgement */
export const SPOKEN_WORDS: Readonly<Record<SpokenTo, string>> = {
  child: 'The child',
  'parent-or-carer': 'A parent or carer',
  professional: 'Somebody who works with the child',
  nobody: 'Nobody',
};

/** @source Missing People, return interview template */
export const INTERVIEW_PLACE_WORDS: Readonly<Record<InterviewPlace, string>> = {
  home: 'At home',
  placement: 'At the placement',
  school: 'At school or college',
  'neutral-place': 'In a neutral place',
  'police-station': 'At a police station',
  telephone: 'By telephone',
  online: 'Online',
  other: 'Somewhere else',
};

/** @source statutory guidance 2014 */
export const CHOICE_WORDS: Readonly<Record<ChildChoice, string>> = {
  person: 'Who interviewed them',
  place: 'Where',
  time: 'When',
};

/** @source statutory guidance 2014 */
export const PARTICIPATION_WORDS: Readonly<Record<Participation, string>> = {
  whole: 'The child answered what they were asked',
  part: 'The child answered part of it',
  'carer-only': 'The child refused; parents or carers were asked',
};

/** Minutes in words; null where not said. @source our judgement */
export function minutesInWords(minutes: number | null | undefined): string | null {
  if (minutes === null || minutes === undefined) return null;
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** @source our judgement */
export const WITHDRAWAL_WORDS: Readonly<Record<WithdrawalCause, string>> = {
  'not-needed': 'It is not needed any more',
  'given-elsewhere': 'Somebody else holds it',
  'child-asked': 'The child asked for somebody else',
  'asked-by-mistake': 'It was asked by mistake',
  other: 'Another reason',
};

/** @source Bracknell Forest 2014; Croydon report 2018 */
export const LATE_WORDS: Readonly<Record<LateCause, string>> = {
  'told-late': 'We were told late of the return',
  'no-interviewer': 'No interviewer was free',
  'child-not-reached': 'The child was not reached',
  'child-asked-to-wait': 'The child asked to wait',
  'missing-again': 'The child was missing again',
  distance: 'The placement is far away',
  'visit-aborted': 'A visit was aborted',
  'agency-delay': 'Another agency was slow',
  other: 'Another reason',
};

/** @source Oxfordshire prevalence report 2020, section 8 */
export const PURPOSE_WORDS: Readonly<Record<TransmissionPurpose, string>> = {
  'police-intelligence': 'Police intelligence',
  'child-record': 'The child’s record',
};

/** How an interview stands, in a few words. @source our judgement: signed off, sent back, opened again and waiting are told apart */
export function interviewStateWords(interview: {
  readonly completedAt: number | null;
  readonly carersAskedAt: number | null;
  readonly writtenHere: boolean;
  readonly signedOffAt: number | null;
  readonly sentBackAt: number | null;
  readonly reopenedAt: number | null;
}): string {
  if (interview.completedAt === null)
    return interview.carersAskedAt === null ? 'Not held' : 'Not held: parents or carers were asked';
  if (interview.signedOffAt !== null) return 'Signed off';
  if (interview.reopenedAt !== null) return 'Opened again, to be improved';
  if (interview.sentBackAt !== null) return 'Sent back to be improved';
  return interview.writtenHere ? 'Waits to be signed off' : 'Held';
}

/** @source Oxfordshire prevalence report 2020, section 8: each is told apart */
export const SHARING_WORDS: Readonly<Record<SharingState, string>> = {
  'not-recorded': 'Not recorded',
  'not-sent': 'Written, not sent',
  sent: 'Sent, not received',
  'sent-back': 'Sent back',
  received: 'Received, not on their record',
  'on-record': 'On their record',
};

/** The same, as counts tell them apart. @source our judgement: an earlier text does not say what the child says now */
export const COUNTED_WORDS: Readonly<Record<CountedState, string>> = {
  ...SHARING_WORDS,
  'earlier-text': 'Of an earlier text',
};

/** The same, to whoever received it. @source our judgement: “their record” is yours when you read it */
export const RECEIVED_WORDS: Readonly<Record<SharingState, string>> = {
  ...SHARING_WORDS,
  sent: 'No receipt yet',
  'sent-back': 'You sent it back',
  received: 'It came, and is not on your record',
  'on-record': 'On your record',
};
