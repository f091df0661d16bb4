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

/** What each grade of the source means, for who is not of the police. @source College of Policing, intelligence report (3×5×2), in our plain words */
export const SOURCE_HELP: Readonly<Record<SourceEvaluation, string>> = {
  '1': 'What they told before was checked and was right',
  '2': 'Nobody has checked yet what they tell. Most people, and most children, are this',
  '3': 'There is reason to doubt what they tell: say why in what is known of it',
};
/** What each assessment means, for who is not of the police. @source College of Policing, intelligence report (3×5×2), in our plain words */
export const ASSESSMENT_HELP: Readonly<Record<Assessment, string>> = {
  A: 'They saw, heard or did it themselves',
  B: 'Somebody told them, and something else bears it out',
  C: 'Somebody told them, and nothing else bears it out',
  D: 'It is not known how they come to know it',
  E: 'There is reason to think that it is not true: it is offered last, and marked',
};
/** What each handling means, for who is not of the police. @source College of Policing, intelligence report (3×5×2), in our plain words */
export const HANDLING_HELP: Readonly<Record<Handling, string>> = {
  P: 'It may go to those who keep the child safe',
  C: 'It may go to them under a condition, for instance that nobody learns who said it. You write the condition',
};

/**
 * The grade that a form opens with: what a child said of what they themselves saw or did is 2AP, what came otherwise 2DP.
 * A child is a source like any other whom nobody has tested: untested, and never “not reliable” for being a child, or for
 * having gone missing. They were there, so it is known to them directly. It may be shared, because a child at risk of harm
 * is who sharing is for; where the child asked for something not to be said, or it would put somebody in danger, the
 * worker chooses the conditions. Of what came otherwise we do not know how it is known, until somebody says so.
 * @source College of Policing, intelligence report (3×5×2); statutory guidance 2014: share what keeps the child safe; our
 *   judgement on what is suggested, which the worker may change
 */
export function suggestedGrading(saidByChild: boolean): Grading {
  return { source: '2', assessment: saidByChild ? 'A' : 'D', handling: 'P' };
}

/**
 * How much a grade bears, the most first: the source before the assessment.
 * @returns 0 for 1A up to 14 for 3E
 * @source our judgement: for the order in which facts are offered, and for nothing else
 */
export function gradeOrder({ source, assessment }: Grading): number {
  return (Number(source) - 1) * Object.keys(ASSESSMENTS).length + Object.keys(ASSESSMENTS).indexOf(assessment);
}
