/** The codes of the record in plain words, as pages, letters and reports print them. */
import type { CountedStatus, StatusKind } from '../child/status.ts';
import type { Duty, Relationship } from './record.ts';
import type { MissingFromPlace, NotificationKind, OfferOutcome, PoliceRiskLevel } from './entry.ts';

/**
 * Kinds of notification, as one word of a sentence.
 * @source feeds definition, notifications
 */
export const KIND_WORDS: Readonly<Record<NotificationKind, string>> = {
  missing: 'Missing',
  absent: 'Absent',
  away: 'Away without authorisation',
  found: 'Found',
};

/**
 * Kinds of notification, as a sentence says what somebody told us.
 * @source feeds definition, notifications; SSDA903 missing table for away
 */
export const TOLD_WORDS: Readonly<Record<NotificationKind, string>> = {
  missing: 'Reported missing',
  absent: 'Reported absent',
  away: 'Reported away from placement without authorisation',
  found: 'Found or came back',
};

/** Where a child went missing from, in words. @source feeds definition, notifications */
export const PLACE_WORDS: Readonly<Record<MissingFromPlace, string>> = {
  home: 'Family home',
  foster: 'Foster home',
  residential: 'Children’s home',
  school: 'School or college',
  hospital: 'Hospital',
  other: 'Somewhere else',
};

/** The police's grade of risk, in words. @source College of Policing, authorised professional practice on missing persons */
export const RISK_WORDS: Readonly<Record<PoliceRiskLevel, string>> = {
  'no-apparent-risk': 'No apparent risk',
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
};

/** What came of the offer of a return interview, in words. @source feeds definition, interviews */
export const OFFER_WORDS: Readonly<Record<OfferOutcome, string>> = {
  accepted: 'Accepted',
  declined: 'Declined by the child',
  'no-response': 'No response',
  unavailable: 'Child not available',
  waiting: 'Waiting for an interviewer',
};

/** Statuses in social care, in words. @source feeds definition, statuses */
export const STATUS_WORDS: Readonly<Record<StatusKind, string>> = {
  'looked-after': 'Looked after',
  'child-protection': 'Child protection plan',
  'child-in-need': 'Child in need',
  'early-help': 'Early help',
  'other-open': 'Open to social care',
};

/** The status that counts on a day, in words. @source feeds definition, measures */
export const COUNTED_STATUS_WORDS: Readonly<Record<CountedStatus, string>> = {
  'looked-after': 'Looked after',
  'child-protection': 'Child protection plan',
  'other-open': 'Open to social care',
  'not-known': 'Not known to social care',
};

const DUTY_WORDS: Readonly<Record<Duty['kind'], string>> = {
  'return-interview': 'Return interview',
  'interview-given': 'Return interview given to you',
  'episode-review': 'Review',
  'recording-fault': 'Recording fault',
  'information-request': 'Information asked of you',
  'interview-sign-off': 'Interview to sign off',
  'interview-sharing': 'Interview to share',
  'interview-receipt': 'Interview received',
  'pass-answer': 'Return passed to you',
  'referral-answer': 'Referral to answer',
};

/** What one duty asks for, in words: an interview that came back or was opened again is to be improved, and not yet to be signed off. @source design: duties */
export function dutyWords({ kind, because }: Pick<Duty, 'kind' | 'because'>): string {
  const isBack = kind === 'interview-sign-off' && ['sent-back', 'opened-again'].includes(because[0]?.code ?? '');
  return isBack ? 'Interview to improve' : DUTY_WORDS[kind];
}

/** Why an agency sees a child, in words. @source design: relationship, not ownership */
export const RELATIONSHIP_WORDS: Readonly<Record<Relationship, string>> = {
  'responsible-authority': 'Responsible authority',
  'host-authority': 'Authority in whose area the child went missing',
  police: 'Police who recorded it',
  reporter: 'Told us of the child',
  'interview-provider': 'Holds return interviews',
  'placing-authority': 'Authority that placed the child',
  'placement-provider': 'Cares for the child',
  'meeting-member': 'Has the child on the agenda of a meeting',
  consulted: 'Asked for advice',
  'interviewing-authority': 'Authority that sees to a return interview',
};

/** Sex as recorded, in words. @source feeds definition, children */
export const SEX_WORDS: Readonly<Record<'M' | 'F' | 'U', string>> = { M: 'Male', F: 'Female', U: 'Not known' };

/**
 * A team's code as people read it: `children-looked-after` is `Children looked after`.
 * @source the protocols, which name teams by code
 */
export function teamWords(team: string): string {
  const words = team.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * A child's name as pages print it; those without one are not left blank.
 * @source our judgement: a row without a name could not be followed
 */
export function fullName(child: { readonly forename: string; readonly surname: string }): string {
  return [child.forename, child.surname].filter((part) => part !== '').join(' ') || 'Name not known';
}
