/** The values of triage: data that a protocol states, with their source, and that no code repeats. */
import type { PoliceRiskLevel } from '../chronology/entry.ts';
import type { AgencyKind } from '../child/agency.ts';
import type { CountedStatus } from '../child/status.ts';
import type { RiskFactor } from './acts.ts';

/** Outcomes of a screening for exploitation. @source feeds definition, screenings */
export const SCREENING_OUTCOMES = ['no-risk', 'low', 'medium', 'high'] as const;
/** @source feeds definition, screenings */
export type ScreeningOutcome = (typeof SCREENING_OUTCOMES)[number];

/**
 * What one thing that is known does: makes the return red, or amber, by itself; counts as a sign, several of which weigh
 * together; or nothing.
 * @source The Children’s Society (Streetwise), evidence 2015: listed factors make red, few of them may be green
 */
export const EFFECTS = ['none', 'sign', 'amber', 'red'] as const;
/** @source The Children’s Society (Streetwise), evidence 2015 */
export type Effect = (typeof EFFECTS)[number];

/** From how much on a count or a length has an effect; that number itself has it; null where it never has. @source the protocol that states it */
export type Steps = {
  readonly signFrom: number | null;
  readonly amberFrom: number | null;
  readonly redFrom: number | null;
};

/** How the letters say that somebody can be reached; null where it is written in by hand. @source the protocol that states it */
export type LetterContact = { readonly telephone: string | null; readonly email: string | null };

/** What a partnership’s protocol says of triage. @source the protocol that states it */
export type TriageRules = {
  /** Elapsed days before the return in which absences that began are counted, exactly that many included; null counts all on record. */
  readonly lookBackDays: number | null;
  /** By missing episodes, this one included. */
  readonly missing: Steps;
  /** By absences that were not missing episodes: absent, or away without leave. */
  readonly absences: Steps;
  /** By elapsed hours of this episode. */
  readonly hours: Steps;
  /** By completed years when the episode began: below this. */
  readonly youngAge: { readonly amberBelow: number | null; readonly redBelow: number | null };
  readonly factors: Readonly<Record<RiskFactor, Effect>>;
  readonly screening: Readonly<Record<ScreeningOutcome, Effect>>;
  /** Elapsed days for which a screening that found no risk answers the questions on exploitation; null for ever, 0 never. */
  readonly screeningLastsDays: number | null;
  readonly policeRisk: Readonly<Record<PoliceRiskLevel, Effect>>;
  readonly status: Readonly<Record<CountedStatus, Effect>>;
  /** From so many signs on. */
  readonly signs: { readonly amberFrom: number | null; readonly redFrom: number | null };
  /** From so many risk factors that nobody answered with no, it is amber at least; null where not knowing has no effect. */
  readonly unsettledAmberFrom: number | null;
  /** Kinds of agency to ask about each factor, the best first. */
  readonly ask: Readonly<Record<RiskFactor, readonly AgencyKind[]>>;
  /** Elapsed hours within which an agency that is asked answers. */
  readonly answerWithinHours: number;
  readonly letterContact: LetterContact;
};

/** The triage of one protocol, each value with its source. @source the protocol that states it */
export type TriageProtocol = {
  readonly protocolId: string;
  readonly protocolName: string;
  readonly rules: TriageRules;
  readonly sources: Readonly<Record<keyof TriageRules, string>>;
};
