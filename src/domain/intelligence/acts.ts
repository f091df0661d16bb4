/** What people record of people, places and things around a child, and whether it helped. */
import type { Grading } from './grading.ts';

/** @source issue of return interviews put to use; peers’ comparison: structured intelligence out of the interview */
export const FACT_KINDS = ['person', 'place', 'phone', 'vehicle', 'online-name', 'reason'] as const;
/** @source our judgement */
export type FactKind = (typeof FACT_KINDS)[number];

/** Whether a fact helped to find the child. @source our judgement: what never helps should not be offered first */
export const HELP_ANSWERS = ['yes', 'no', 'not-tried'] as const;
/** @source our judgement */
export type HelpAnswer = (typeof HELP_ANSWERS)[number];

/** The acts. @source Oxfordshire prevalence report 2020, section 8: interviews become police intelligence */
export type IntelligenceAct =
  | {
      readonly kind: 'fact-recorded';
      readonly factRef: string;
      readonly factKind: FactKind;
      readonly grading: Grading;
      /** The interview it was said in; null where it came otherwise. */
      readonly interviewRef: string | null;
      /** `value`: the name, number, place or reason itself; `detail`: what is known of it; `conditions`: of its handling. */
      readonly words: { readonly value: string; readonly detail?: string; readonly conditions?: string };
    }
  | { readonly kind: 'fact-withdrawn'; readonly factRef: string; readonly why: string }
  | {
      readonly kind: 'fact-used';
      readonly factRef: string;
      /** The absence in which it was tried. */
      readonly episodeKey: string;
      readonly helped: HelpAnswer;
      /** Present where the fact is on the record of another child, who is not named. */
      readonly of?: 'another-child';
      readonly words: { readonly said?: string };
    };
