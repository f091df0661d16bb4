/** What follows an interview for the child: programmes of support, and referrals. */

/** @source The Children’s Society, evidence 2015: intensive one-to-one work, volunteer mentoring, family support, counselling, group programme, restorative work in homes */
export const SUPPORT_PROGRAMMES = [
  'intensive-support',
  'volunteer-mentoring',
  'family-support',
  'counselling',
  'group-programme',
  'restorative-work',
] as const;
/** @source The Children’s Society, evidence 2015 */
export type SupportProgramme = (typeof SUPPORT_PROGRAMMES)[number];

/** What a session is about. @source The Children’s Society, evidence 2015, intensive support: topics */
export const SESSION_TOPICS = [
  'risks-of-running',
  'healthy-relationships',
  'grooming',
  'sex-and-the-law',
  'identity',
  'confidence',
  'exploitation',
  'internet-safety',
  'family',
  'substances',
  'other',
] as const;
/** @source The Children’s Society, evidence 2015 */
export type SessionTopic = (typeof SESSION_TOPICS)[number];

/** How support ended. @source our judgement */
export const SUPPORT_ENDS = ['goals-met', 'child-ended', 'moved-away', 'other-service', 'other'] as const;
/** @source our judgement */
export type SupportEnd = (typeof SUPPORT_ENDS)[number];

/** To whom, and so for what, a child is referred out of an interview. @source West Midlands regional framework, members of the strategic and the operational group; Birmingham evidence 2015; statutory guidance 2014 */
export const REFERRALS = [
  'childrens-services',
  'exploitation-screening',
  'strategy-discussion',
  'national-referral-mechanism',
  'early-help',
  'police-report',
  'youth-offending',
  'health',
  'mental-health',
  'sexual-health',
  'substance-service',
  'school',
  'education',
  'advocacy',
  'voluntary',
  'other',
] as const;
/** @source West Midlands regional framework; Birmingham evidence 2015 */
export type ReferralKind = (typeof REFERRALS)[number];

/** The acts. @source The Children’s Society, evidence 2015, intensive support work */
export type SupportAct =
  | {
      readonly kind: 'support-started';
      readonly supportRef: string;
      readonly programme: SupportProgramme;
      /** Agency that gives it. */
      readonly agency: string;
      readonly interviewRef: string | null;
      /** Goals by reference, in the child’s order; their text stands under `words` by the same reference. */
      readonly goalRefs: readonly string[];
      readonly words: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'support-session-held';
      readonly supportRef: string;
      readonly sessionRef: string;
      readonly attended: boolean;
      /** Minutes. */
      readonly minutes: number;
      readonly topics: readonly SessionTopic[];
      /** How far the child says they have come, 0 to 10, by goal. */
      readonly progress: Readonly<Record<string, number>>;
      /** `said`: what the child said; `next`: what is next. */
      readonly words: { readonly said?: string; readonly next?: string };
    }
  | { readonly kind: 'support-ended'; readonly supportRef: string; readonly as: SupportEnd; readonly why: string }
  | {
      readonly kind: 'referral-made';
      readonly referralRef: string;
      readonly to: ReferralKind;
      /** Agency it goes to; null where it is none of the partnership’s. */
      readonly agency: string | null;
      /** Said where that agency does not answer in Homeward: whoever made it asks, and records the answer. */
      readonly answeredBy?: 'sender';
      readonly interviewRef: string | null;
      readonly why: string;
      /** `name`: who it goes to, where that is none of the partnership’s; `contact`: how they are reached. */
      readonly words: { readonly name?: string; readonly contact?: string };
    }
  | {
      readonly kind: 'referral-answered';
      readonly referralRef: string;
      readonly accepted: boolean;
      readonly why: string;
    };
