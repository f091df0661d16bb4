/**
 * What people do about a return, as entries of the chronology: offering, allocating, holding, signing off, closing,
 * passing on and sharing are facts of their own, each with who, when and why.
 *
 * What people write stands under `words` or `why`, so that addresses in it can be withheld with the rest.
 */
import type { Instant } from '../time/instant.ts';
import type { OfferOutcome } from './told.ts';

/** How somebody tried to reach the child. @source our judgement: an attempt is shown with its means */
export const CONTACT_MEANS = [
  'in-person',
  'telephone',
  'message',
  'letter',
  'through-carer',
  'through-school',
] as const;
/** @source our judgement */
export type ContactMeans = (typeof CONTACT_MEANS)[number];

/** Whom an attempt reached. @source our judgement: an offer that never reached the child is not the child’s refusal */
export const SPOKEN_TO = ['child', 'parent-or-carer', 'professional', 'nobody'] as const;
/** @source our judgement */
export type SpokenTo = (typeof SPOKEN_TO)[number];

/** Where an interview was held. @source Missing People, return interview template: a neutral place that the child chooses */
export const INTERVIEW_PLACES = [
  'home',
  'placement',
  'school',
  'neutral-place',
  'police-station',
  'telephone',
  'online',
  'other',
] as const;
/** @source Missing People, return interview template */
export type InterviewPlace = (typeof INTERVIEW_PLACES)[number];

/** What of the interview the child chose. @source statutory guidance 2014; Croydon scrutiny minutes of 28 November 2017 */
export const CHILD_CHOICES = ['person', 'place', 'time'] as const;
/** @source statutory guidance 2014 */
export type ChildChoice = (typeof CHILD_CHOICES)[number];

/** How much of it the child answered; `carer-only` is the carers’ information where the child refused, and no interview. @source statutory guidance 2014: where a child refuses, parents or carers are asked */
export const PARTICIPATIONS = ['whole', 'part', 'carer-only'] as const;
/** @source statutory guidance 2014 */
export type Participation = (typeof PARTICIPATIONS)[number];

/** Least and most of what an interview and the way to it may take. @unit whole minutes, the bounds included @source our judgement: half a day with a child, a day on the road there and back */
export const MINUTES = {
  interview: { least: 1, most: 720 },
  travel: { least: 0, most: 1440 },
} as const;

/** As what a return is closed by decision. @source local protocol of October 2016: the decision not to interview is recorded */
export const CLOSURES = ['not-required', 'attempts-exhausted'] as const;
/** @source local protocol of October 2016 */
export type Closure = (typeof CLOSURES)[number];

/** What an interview is sent for. @source Oxfordshire prevalence report 2020, section 8; Birmingham evidence 2015 */
export const TRANSMISSION_PURPOSES = ['police-intelligence', 'child-record'] as const;
/** @source Oxfordshire prevalence report 2020, section 8 */
export type TransmissionPurpose = (typeof TRANSMISSION_PURPOSES)[number];

/** Why an interview was late, or will be. @source Bracknell Forest 2014 (information between agencies, out of hours); Croydon report 2018 (travel, aborted visits); our judgement */
export const LATE_CAUSES = [
  'told-late',
  'no-interviewer',
  'child-not-reached',
  'child-asked-to-wait',
  'missing-again',
  'distance',
  'visit-aborted',
  'agency-delay',
  'other',
] as const;
/** @source Bracknell Forest 2014; Croydon report 2018 */
export type LateCause = (typeof LATE_CAUSES)[number];

/** Why a request to a provider is withdrawn, in words that say nothing of the child. @source our judgement: the provider may know that, and no more */
export const WITHDRAWAL_CAUSES = ['not-needed', 'given-elsewhere', 'child-asked', 'asked-by-mistake', 'other'] as const;
/** @source our judgement */
export type WithdrawalCause = (typeof WITHDRAWAL_CAUSES)[number];

/** The acts. An episode key names a return; references of absences name those that an interview covers. @source statutory guidance 2014 on return interviews; our judgement on the acts */
export type InterviewAct =
  | {
      /** One attempt to offer the interview, and what came of it. */
      readonly kind: 'interview-offered';
      readonly interviewRef: string;
      readonly incidentRefs: readonly string[];
      readonly means: ContactMeans;
      readonly spokeTo: SpokenTo;
      readonly outcome: OfferOutcome;
      /** What of the interview the child was given the choice of; not said where the field is missing. */
      readonly choices?: readonly ChildChoice[];
      /** `said`: what was said, in the words of whoever was reached. */
      readonly words: { readonly said?: string };
    }
  | {
      readonly kind: 'interview-allocated';
      readonly interviewRef: string;
      readonly incidentRefs: readonly string[];
      readonly agency: string;
      /** Account of the interviewer; null where the agency has yet to say who. */
      readonly interviewerId: number | null;
      readonly why: string;
    }
  | {
      /** A provider is asked whether it takes an interview; it sees nothing of the record until it accepts. */
      readonly kind: 'interview-requested';
      readonly requestRef: string;
      readonly interviewRef: string;
      readonly incidentRefs: readonly string[];
      readonly agency: string;
      readonly dueAt: Instant;
      /** Price agreed, in pence; null under a contract without a price for each. */
      readonly pricePence: number | null;
      /** Price agreed where it is withdrawn after it was accepted, in pence; none where the field is missing. */
      readonly cancelPence?: number | null;
      readonly why: string;
    }
  | {
      readonly kind: 'interview-request-answered';
      readonly requestRef: string;
      readonly accepted: boolean;
      readonly interviewerId: number | null;
      readonly why: string;
    }
  | {
      /** Whoever asked needs it no more: before the answer, or after an acceptance for the price agreed for that. */
      readonly kind: 'interview-request-withdrawn';
      readonly requestRef: string;
      /** As the provider reads it. */
      readonly cause: WithdrawalCause;
      /** What is to be paid for it, in pence; null where nothing is. */
      readonly pricePence: number | null;
      /** For the child's record alone. */
      readonly why: string;
    }
  | {
      /** The provider that accepted it gives it back before it was held: whoever asked may ask others. */
      readonly kind: 'interview-given-back';
      readonly requestRef: string;
      readonly why: string;
    }
  | {
      /** The interview as it was held, or written again after it was sent back. It happened at the entry’s `occurredAt`. */
      readonly kind: 'interview-held';
      readonly interviewRef: string;
      readonly incidentRefs: readonly string[];
      readonly agency: string;
      readonly interviewerId: number | null;
      readonly participation: Participation;
      readonly independent: boolean;
      readonly chose: readonly ChildChoice[];
      readonly place: InterviewPlace;
      /** Others who were there, as codes. */
      readonly present: readonly string[];
      /** Reasons for going, as codes. */
      readonly reasons: readonly string[];
      /** Answers by the name of the question, as the child gave them; `carers` what parents or carers said. */
      readonly words: Readonly<Record<string, string>>;
      /** How long it took, and the way there and back, in whole minutes within `MINUTES`; not said where the field is missing. */
      readonly interviewMinutes?: number;
      readonly travelMinutes?: number;
      /** Questions whose words stand as they were last written, because an address in them was withheld from the writer; words beside one are added to it. */
      readonly keeps?: readonly string[];
      /** Why it takes the place of what somebody else had written meanwhile; missing where nobody had. */
      readonly why?: string;
    }
  | { readonly kind: 'interview-signed-off'; readonly interviewRef: string; readonly why: string }
  | { readonly kind: 'interview-sent-back'; readonly interviewRef: string; readonly why: string }
  | {
      /** One that was signed off is to be written again. */
      readonly kind: 'interview-reopened';
      readonly interviewRef: string;
      readonly why: string;
    }
  | {
      readonly kind: 'return-closed';
      readonly episodeKey: string;
      readonly as: Closure;
      /** Role of the person who decided. */
      readonly decidedBy: string;
      readonly why: string;
    }
  | { readonly kind: 'return-reopened'; readonly episodeKey: string; readonly why: string }
  | {
      readonly kind: 'return-passed';
      readonly passRef: string;
      readonly episodeKey: string;
      readonly toAuthority: string;
      readonly why: string;
    }
  | {
      readonly kind: 'return-pass-answered';
      readonly passRef: string;
      readonly accepted: boolean;
      readonly why: string;
    }
  | { readonly kind: 'return-pass-withdrawn'; readonly passRef: string; readonly why: string }
  | {
      readonly kind: 'lateness-explained';
      readonly episodeKey: string;
      readonly cause: LateCause;
      readonly why: string;
    }
  | {
      readonly kind: 'transmission-sent';
      readonly transmissionRef: string;
      readonly interviewRef: string;
      readonly purpose: TransmissionPurpose;
      readonly toAgency: string;
      /** Facts sent with it, by reference. */
      readonly factRefs: readonly string[];
      /** `summary`: what the receiver reads. */
      readonly words: { readonly summary?: string };
    }
  | {
      /** The receiver’s receipt: it came, it was put on their record, or it was not taken. */
      readonly kind: 'transmission-answered';
      readonly transmissionRef: string;
      readonly outcome: 'received' | 'recorded' | 'refused';
      readonly why: string | null;
    };
