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
  health: 'Health',
  'mental-health': 'Mental health',
  'substance-service': 'Drug and alcohol service',
  education: 'Education',
  'police-report': 'Report to the police',
  'early-help': 'Early help',
  advocacy: 'Advocacy',
};
