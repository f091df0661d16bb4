/** The codes of support and referrals in plain words. */
import type { ReferralKind, SessionTopic, SupportEnd, SupportProgramme } from './acts.ts';

/** @source The Children’s Society, evidence 2015 */
export const PROGRAMME_WORDS: Readonly<Record<SupportProgramme, string>> = {
  'intensive-support': 'Intensive support, one to one',
  'volunteer-mentoring': 'Mentoring by a volunteer',
  'family-support': 'Support for the family',
  counselling: 'Counselling',
  'group-programme': 'Group programme',
  'restorative-work': 'Restorative work',
};

/** @source The Children’s Society, evidence 2015 */
export const TOPIC_WORDS: Readonly<Record<SessionTopic, string>> = {
  'risks-of-running': 'Risks of running away',
  'healthy-relationships': 'Healthy relationships',
  grooming: 'Grooming',
  'sex-and-the-law': 'Sex and the law',
  identity: 'Identity',
  confidence: 'Confidence',
  exploitation: 'Exploitation',
  'internet-safety': 'Safety online',
  family: 'Family',
  substances: 'Drugs and alcohol',
  other: 'Something else',
};

/** @source our judgement */
export const END_WORDS: Readonly<Record<SupportEnd, string>> = {
  'goals-met': 'The goals were met',
  'child-ended': 'The child ended it',
  'moved-away': 'The child moved away',
  'other-service': 'Another service took over',
  other: 'Another reason',
};

/** @source West Midlands regional framework; Birmingham evidence 2015 */
export const REFERRAL_WORDS: Readonly<Record<ReferralKind, string>> = {
  'childrens-services': 'Children’s services',
  'exploitation-screening': 'Screening for exploitation',
  'strategy-discussion': 'Strategy discussion',
  'national-referral-mechanism': 'National Referral Mechanism',
  'early-help': 'Early help',
  'police-report': 'Report to the police',
  'youth-offending': 'Youth offending service',
  health: 'GP, hospital or another health service',
  'mental-health': 'Child and adolescent mental health service',
  'sexual-health': 'Sexual health service',
  'substance-service': 'Drug and alcohol service',
  school: 'School, college or pupil referral unit',
  education: 'Education service, with children missing education',
  advocacy: 'Advocacy',
  voluntary: 'Voluntary sector service',
  other: 'Somebody else',
};

/** Who a referral goes to: the agency, else as it was written. @source our judgement: a referral names who answers it */
export function recipientWords(
  { agency, name }: { readonly agency: string | null; readonly name: string | null },
  agencyName: (code: string) => string,
): string | null {
  return agency === null ? name : agencyName(agency);
}
