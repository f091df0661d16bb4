/** What people do to triage a return, as entries of the chronology. */
import type { Because } from '../chronology/because.ts';
import type { ContactMeans } from '../interview/acts.ts';
import type { Instant } from '../time/instant.ts';

/** @source The Children’s Society (Streetwise), evidence to Birmingham City Council 2015: red, amber, green */
export const TRIAGE_LEVELS = ['red', 'amber', 'green'] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type TriageLevel = (typeof TRIAGE_LEVELS)[number];

/**
 * What people are asked about a child, beside what the record counts by itself.
 * @source The Children’s Society (Streetwise), evidence 2015: associates, places visited, sexual exploitation, substance
 *   misuse, domestic violence, learning difficulty, troubled family; self-harm and criminal exploitation, our judgement
 */
export const RISK_FACTORS = [
  'associates',
  'places',
  'sexual-exploitation',
  'criminal-exploitation',
  'substance-misuse',
  'domestic-violence',
  'learning-difficulty',
  'family',
  'self-harm',
] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type RiskFactor = (typeof RISK_FACTORS)[number];

/** What somebody answered about a risk factor. `not-known` is an answer. @source our judgement */
export type FactorAnswer = 'yes' | 'no' | 'not-known';

/**
 * Who of the family or of those who care for the child was asked, or the child.
 * @source The Children’s Society (Streetwise), evidence 2015: amber asks agencies, young people or families; the list is our judgement
 */
export const FAMILY_MEMBERS = [
  'child',
  'mother',
  'father',
  'step-parent',
  'grandparent',
  'brother-or-sister',
  'other-relative',
  'foster-carer',
  'residential-carer',
] as const;
/** @source our judgement */
export type FamilyMember = (typeof FAMILY_MEMBERS)[number];

/** Parents, and others who may care for the child: to one of them the letter goes that is not the child’s. @source our judgement */
export const LETTER_CARERS = FAMILY_MEMBERS.filter((member) => member !== 'child');

/** To whom a letter goes, and in which form. @source The Children’s Society (Streetwise), evidence 2015: parent or carer and young person each receive a letter */
export const LETTER_READERS = ['parent-or-carer', 'child'] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type LetterReader = (typeof LETTER_READERS)[number];
/** @source our judgement: the Accessible Information Standard asks for formats that people can read */
export const LETTER_FORMS = ['plain', 'easy-read'] as const;
/** @source our judgement */
export type LetterForm = (typeof LETTER_FORMS)[number];
/** How a letter left. @source our judgement */
export const LETTER_WAYS = ['post', 'email', 'by-hand'] as const;
/** @source our judgement */
export type LetterWay = (typeof LETTER_WAYS)[number];

/** The acts. @source The Children’s Society (Streetwise), evidence 2015, the triage of referrals */
export type TriageAct =
  | {
      /** A worker’s decision, which is the proposal or overrules it. */
      readonly kind: 'triage-decided';
      readonly episodeKey: string;
      /** Protocol that proposed. */
      readonly protocolId: string;
      readonly proposed: TriageLevel;
      readonly decided: TriageLevel;
      /** Reasons of the proposal, as they were then. */
      readonly because: readonly Because[];
      /** Why; null only where it is the proposal and nobody said more. */
      readonly why: string | null;
    }
  | {
      readonly kind: 'information-asked';
      readonly questionRef: string;
      readonly episodeKey: string;
      /** Agency that is asked. */
      readonly agency: string;
      readonly factors: readonly RiskFactor[];
      readonly dueAt: Instant;
      readonly why: string;
    }
  | {
      readonly kind: 'risk-factors-recorded';
      /** The question it answers; null where nobody asked. */
      readonly questionRef: string | null;
      readonly factors: Readonly<Partial<Record<RiskFactor, FactorAnswer>>>;
      /** What it rests on. */
      readonly why: string;
      /** Why the agency changes what it answered to the same question; left out of a first answer. */
      readonly rationale?: string;
    }
  | {
      /** What the child or somebody of the family answered; when they were asked is when it happened. */
      readonly kind: 'family-answered';
      readonly episodeKey: string;
      readonly member: FamilyMember;
      readonly means: ContactMeans;
      readonly factors: Readonly<Partial<Record<RiskFactor, FactorAnswer>>>;
      /** What they said, in their own words, under `said`. */
      readonly words: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'letter-sent';
      readonly letterRef: string;
      readonly episodeKey: string;
      readonly to: LetterReader;
      /** Which parent or carer; left out of letters to the child, and of those sent before it was asked. */
      readonly relation?: FamilyMember;
      readonly form: LetterForm;
      readonly way: LetterWay;
      /** The letter exactly as sent, under `letter`, and the name of whom it went to, under `name`. Those sent before it was kept have none. */
      readonly words: Readonly<Record<string, string>>;
    };
