/** The codes of triage in plain words. */
import type {
  FactorAnswer,
  FamilyMember,
  LetterForm,
  LetterReader,
  LetterWay,
  RiskFactor,
  TriageLevel,
} from './acts.ts';
import type { ScreeningOutcome } from './rules.ts';

/** @source The Children’s Society (Streetwise), evidence 2015 */
export const LEVEL_WORDS: Readonly<Record<TriageLevel, string>> = { red: 'Red', amber: 'Amber', green: 'Green' };

/** What each level means for the child. @source The Children’s Society (Streetwise), evidence 2015 */
export const LEVEL_MEANINGS: Readonly<Record<TriageLevel, string>> = {
  red: 'A return interview is needed.',
  amber: 'More is to be found out first; an interview may be needed.',
  green: 'A letter to the parent or carer and one to the young person; the interview is still offered.',
};

/** @source The Children’s Society (Streetwise), evidence 2015 */
export const FACTOR_WORDS: Readonly<Record<RiskFactor, string>> = {
  associates: 'People who may harm the child',
  places: 'Places where the child may be harmed',
  'sexual-exploitation': 'Sexual exploitation',
  'criminal-exploitation': 'Criminal exploitation',
  'substance-misuse': 'Misuse of drugs or alcohol',
  'domestic-violence': 'Domestic violence',
  'learning-difficulty': 'Learning difficulty or disability',
  family: 'Trouble in the family',
  'self-harm': 'Self-harm or thoughts of suicide',
};

/** @source feeds definition, screenings */
export const SCREENING_WORDS: Readonly<Record<ScreeningOutcome, string>> = {
  'no-risk': 'No risk',
  low: 'Low risk',
  medium: 'Medium risk',
  high: 'High risk',
};

/** @source our judgement */
export const ANSWER_WORDS: Readonly<Record<FactorAnswer, string>> = { yes: 'Yes', no: 'No', 'not-known': 'Not known' };

/** @source our judgement */
export const MEMBER_WORDS: Readonly<Record<FamilyMember, string>> = {
  child: 'The child',
  mother: 'The mother',
  father: 'The father',
  'step-parent': 'A step-parent',
  grandparent: 'A grandparent',
  'brother-or-sister': 'A brother or sister',
  'other-relative': 'Another relative',
  'foster-carer': 'The foster carer',
  'residential-carer': 'A carer at the home',
};

/** @source The Children’s Society (Streetwise), evidence 2015 */
export const READER_WORDS: Readonly<Record<LetterReader, string>> = {
  'parent-or-carer': 'Parent or carer',
  child: 'Young person',
};

/** @source our judgement */
export const FORM_WORDS: Readonly<Record<LetterForm, string>> = { plain: 'Plain words', 'easy-read': 'Easy read' };

/** @source our judgement */
export const WAY_WORDS: Readonly<Record<LetterWay, string>> = {
  post: 'By post',
  email: 'By email',
  'by-hand': 'By hand',
};
