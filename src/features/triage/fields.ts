/** The questions that triage asks. */
import type { AgencyKind } from '../../domain/child/agency.ts';
import {
  LETTER_CARERS,
  LETTER_WAYS,
  RISK_FACTORS,
  TRIAGE_LEVELS,
  type FactorAnswer,
  type LetterReader,
  type RiskFactor,
} from '../../domain/triage/acts.ts';
import type { FactorStanding } from '../../domain/triage/of-return.ts';
import type { TriageProposal } from '../../domain/triage/propose.ts';
import {
  ANSWER_WORDS,
  FACTOR_WORDS,
  LEVEL_MEANINGS,
  LEVEL_WORDS,
  MEMBER_WORDS,
  WAY_WORDS,
} from '../../domain/triage/words.ts';
import type { Field } from '../../web/forms/field.ts';
import { KIND_NAMES } from './words.ts';

/** The level of the return. */
export const levelField = {
  kind: 'radios',
  name: 'level',
  label: 'The level of this return',
  what: 'the level of this return',
  options: TRIAGE_LEVELS.map((value) => ({ value, text: LEVEL_WORDS[value], hint: LEVEL_MEANINGS[value] })),
} as const satisfies Field;

/** Why it is another than the proposal. */
export const overruleField = {
  kind: 'textarea',
  name: 'why',
  label: 'Why',
  what: 'why you overrule the proposal',
  hint: 'Needed where you choose another level than the protocol proposes. It stays on the record',
  rows: 4,
  maxlength: 2000,
  optional: true,
} as const satisfies Field;

/** What was answered stands as it is. */
export const LEFT = 'left';

const ANSWERS = (['yes', 'no', 'not-known'] as const).map((value) => ({ value, text: ANSWER_WORDS[value] }));

/** One question for each risk factor, which may be left as it stands. */
export function factorFields(factors: readonly FactorStanding[]): readonly Field[] {
  return factors.map(({ factor, answer }) => ({
    kind: 'radios',
    name: factor,
    label: FACTOR_WORDS[factor],
    what: `what is known: ${FACTOR_WORDS[factor].toLowerCase()}`,
    options: [...ANSWERS, { value: LEFT, text: `Leave it as it stands: ${ANSWER_WORDS[answer].toLowerCase()}` }],
  }));
}

/** One question for each risk factor that an agency is asked about. */
export function askedFields(asked: readonly RiskFactor[]): readonly Field[] {
  return RISK_FACTORS.filter((factor) => asked.includes(factor)).map((factor) => ({
    kind: 'radios',
    name: factor,
    label: FACTOR_WORDS[factor],
    what: `what you know: ${FACTOR_WORDS[factor].toLowerCase()}`,
    options: ANSWERS,
  }));
}

/** The answers to such questions; those left as they stand are none. */
export function factorAnswers(answers: Readonly<Record<string, unknown>>): Partial<Record<RiskFactor, FactorAnswer>> {
  return Object.fromEntries(
    RISK_FACTORS.filter((factor) => typeof answers[factor] === 'string' && answers[factor] !== LEFT).map((factor) => [
      factor,
      answers[factor] as FactorAnswer,
    ]),
  );
}

/** What an answer rests on. */
export const restsOnField = {
  kind: 'textarea',
  name: 'why',
  label: 'What does this rest on?',
  what: 'what this rests on',
  hint: 'Who said so, or where it is recorded',
  rows: 4,
  maxlength: 2000,
} as const satisfies Field;

/** Why an agency changes what it answered. */
export const changeField = {
  kind: 'textarea',
  name: 'rationale',
  label: 'Why do you change it?',
  what: 'why you change it',
  hint: 'Whoever triages the return reads this beside both answers',
  rows: 4,
  maxlength: 2000,
} as const satisfies Field;

/** An agency that can be asked. */
export type Askable = { readonly code: string; readonly name: string; readonly kind: AgencyKind };

/** Which agency is asked about what, and why. */
export function askFields(agencies: readonly Askable[], { askFor }: TriageProposal): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'agency',
      label: 'Which agency?',
      what: 'which agency to ask',
      hint: 'Those that see this child’s record for as long as the answer may take',
      options: agencies.map(({ code, name, kind }) => {
        const best = askFor
          .filter(({ of }) => of.includes(kind))
          .map(({ factor }) => FACTOR_WORDS[factor].toLowerCase());
        return {
          value: code,
          text: name,
          hint: best.length === 0 ? KIND_NAMES[kind] : `${KIND_NAMES[kind]}. May know of: ${best.join('; ')}`,
        };
      }),
    },
    {
      kind: 'checkboxes',
      name: 'factors',
      label: 'About what?',
      what: 'what to ask about',
      options: RISK_FACTORS.map((value) => ({ value, text: FACTOR_WORDS[value] })),
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'What do you need to know, and why?',
      what: 'what you need to know, and why',
      hint: 'The agency reads this. Say no more of the child than it needs',
      rows: 4,
      maxlength: 2000,
    },
  ];
}

/** Which parent or carer a letter goes to. */
const relationField = {
  kind: 'radios',
  name: 'relation',
  label: 'Who does it go to?',
  what: 'who it goes to',
  options: LETTER_CARERS.map((value) => ({ value, text: MEMBER_WORDS[value] })),
} as const satisfies Field;

/** Whose name is on the envelope. */
const nameField = {
  kind: 'text',
  name: 'name',
  label: 'Their name',
  what: 'their name',
  autocomplete: 'off',
  spellcheck: false,
  maxlength: 200,
} as const satisfies Field;

/** When a letter left; it bears that date. */
export const leftField = {
  kind: 'datetime',
  name: 'leftAt',
  label: 'When did it leave?',
  what: 'when it left',
  hint: 'The letter that is kept bears this date',
  inThePast: true,
} as const satisfies Field;

/** How a letter left. */
const wayField = {
  kind: 'radios',
  name: 'way',
  label: 'How was it sent?',
  what: 'how it was sent',
  options: LETTER_WAYS.map((value) => ({ value, text: WAY_WORDS[value] })),
} as const satisfies Field;

/** What is asked when a letter leaves: of a parent or carer also which, and the name. */
export function letterFields(reader: LetterReader): readonly Field[] {
  return reader === 'child' ? [leftField, wayField] : [relationField, nameField, leftField, wayField];
}
