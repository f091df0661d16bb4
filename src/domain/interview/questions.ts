/** The questions of a return interview: one definition for the form, the record, the letter to the child and the summary. */

/** A part of the interview. @source Missing People, return interview template: before, during and after */
export const INTERVIEW_PARTS = ['before', 'during', 'after', 'others'] as const;
/** @source Missing People, return interview template */
export type InterviewPart = (typeof INTERVIEW_PARTS)[number];

/** A question, asked in words that a child can answer. Every one may be left open. @source Missing People, return interview template */
export type InterviewQuestion = {
  /** Under this name the answer stands in the record. */
  readonly name: string;
  readonly part: InterviewPart;
  readonly asks: string;
  readonly hint?: string;
  /** How a summary names it. */
  readonly heading: string;
};

/**
 * The questions in the order of the form; the answers are the child’s own words.
 * @source Missing People, return interview template (before, during, after; push and pull); Croydon key messages (harm,
 *   reasons, options, safety); issue of return interviews (where, with whom, how travelled, harm, phone, money, feelings, what would help)
 */
export const INTERVIEW_QUESTIONS: readonly InterviewQuestion[] = [
  { name: 'before', part: 'before', asks: 'What was going on before you went?', heading: 'Before' },
  {
    name: 'push',
    part: 'before',
    asks: 'Was there something you wanted to get away from?',
    hint: 'What pushes the child away: arguments, bullying, feeling unsafe, the placement',
    heading: 'Getting away from',
  },
  {
    name: 'pull',
    part: 'before',
    asks: 'Was there somebody or something you wanted to get to?',
    hint: 'What pulls the child: friends, a partner, family, somebody who offers things',
    heading: 'Going towards',
  },
  { name: 'where', part: 'during', asks: 'Where did you go?', heading: 'Where' },
  { name: 'whom', part: 'during', asks: 'Who were you with?', heading: 'With whom' },
  { name: 'travelled', part: 'during', asks: 'How did you get there and back?', heading: 'How travelled' },
  {
    name: 'harm',
    part: 'during',
    asks: 'Did anything happen that hurt you, scared you or that you did not want?',
    heading: 'Harm',
  },
  {
    name: 'phone',
    part: 'during',
    asks: 'Did you have a phone? Who were you in touch with, and how?',
    heading: 'Phone and online',
  },
  {
    name: 'money',
    part: 'during',
    asks: 'Did you have money, or did somebody give you things?',
    heading: 'Money and gifts',
  },
  { name: 'back', part: 'after', asks: 'How did you come back?', heading: 'Coming back' },
  { name: 'feelings', part: 'after', asks: 'How do you feel about it now?', heading: 'Feelings' },
  {
    name: 'help',
    part: 'after',
    asks: 'What would help you so that you do not need to go again?',
    heading: 'What would help',
  },
  { name: 'safety', part: 'after', asks: 'If you did go again, what would keep you safe?', heading: 'Keeping safe' },
  {
    name: 'share',
    part: 'after',
    asks: 'Is there anything you do not want passed on, and why?',
    hint: 'Say first what has to be passed on to keep the child safe',
    heading: 'Not to be passed on',
  },
  {
    name: 'carers',
    part: 'others',
    asks: 'What did parents or carers say?',
    hint: 'Always where the child refused',
    heading: 'Parents or carers',
  },
  {
    name: 'worker',
    part: 'others',
    asks: 'What did you notice that the child did not say?',
    hint: 'Your words, kept apart from the child’s',
    heading: 'The interviewer noticed',
  },
];

/** Headings by the name under which an answer stands. @source the questions above; how an interviewer is independent where something speaks against it */
export const ANSWER_HEADINGS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(INTERVIEW_QUESTIONS.map(({ name, heading }) => [name, heading])),
  independence: 'How the interviewer is independent',
};
