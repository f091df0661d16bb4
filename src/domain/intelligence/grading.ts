/** The police’s grading of intelligence, as the code list that forces use now: source, assessment and handling. */

/** How reliable the source is. @source College of Policing, authorised professional practice, intelligence report (3×5×2) */
export const SOURCE_EVALUATIONS = {
  '1': 'Reliable',
  '2': 'Untested',
  '3': 'Not reliable',
} as const satisfies Readonly<Record<string, string>>;
/** @source College of Policing, intelligence report (3×5×2) */
export type SourceEvaluation = keyof typeof SOURCE_EVALUATIONS;

/** How the source knows it. @source College of Policing, authorised professional practice, intelligence report (3×5×2) */
export const ASSESSMENTS = {
  A: 'Known directly to the source',
  B: 'Known indirectly to the source but corroborated',
  C: 'Known indirectly to the source',
  D: 'Not known',
  E: 'Suspected to be false',
} as const satisfies Readonly<Record<string, string>>;
/** @source College of Policing, intelligence report (3×5×2) */
export type Assessment = keyof typeof ASSESSMENTS;

/** Whether it may be passed on. @source College of Policing, authorised professional practice, intelligence report (3×5×2) */
export const HANDLINGS = {
  P: 'Lawful sharing permitted',
  C: 'Lawful sharing permitted with conditions',
} as const satisfies Readonly<Record<string, string>>;
/** @source College of Policing, intelligence report (3×5×2) */
export type Handling = keyof typeof HANDLINGS;

/** The grade of one fact. @source College of Policing, intelligence report (3×5×2) */
export type Grading = {
  readonly source: SourceEvaluation;
  readonly assessment: Assessment;
  readonly handling: Handling;
};
