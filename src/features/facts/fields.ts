/** The fields by which facts are recorded, withdrawn and said to have helped or not. */
import { GOING_REASONS } from '../../domain/interview/code-lists.ts';
import type { Interview } from '../../domain/interview/interviews.ts';
import { FACT_KINDS, HELP_ANSWERS } from '../../domain/intelligence/acts.ts';
import {
  ASSESSMENT_HELP,
  ASSESSMENTS,
  HANDLING_HELP,
  HANDLINGS,
  SOURCE_EVALUATIONS,
  SOURCE_HELP,
} from '../../domain/intelligence/grading.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import { FACT_WORDS, HELP_WORDS } from '../../domain/intelligence/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Field, Option } from '../../web/forms/field.ts';

/** Codes with their words and what each means, as answers to choose from. */
function graded(codes: Readonly<Record<string, string>>, help: Readonly<Record<string, string>>): Option[] {
  return Object.entries(codes).map(([value, text]) => ({
    value,
    text: `${value}: ${text}`,
    hint: help[value] ?? '',
  }));
}

/** What the fact is. */
export const kindField = {
  kind: 'radios',
  name: 'factKind',
  label: 'What is it?',
  what: 'what it is',
  options: FACT_KINDS.map((value) => ({ value, text: FACT_WORDS[value] })),
} as const satisfies Field;

/** The fact itself. */
export const valueField = {
  kind: 'text',
  name: 'value',
  label: 'The name, number or place itself',
  what: 'the name, number or place',
  hint: 'As it was said, and nothing else: “Ash”, “07700 900123”, “Bus station, bay 4”. By this it is found again with other children',
  maxlength: 200,
  optional: true,
  conditional: true,
} as const satisfies Field;

/** The reason, as a code. */
export const reasonField = {
  kind: 'select',
  name: 'reason',
  label: 'The reason, where it is one',
  what: 'the reason',
  options: Object.entries(GOING_REASONS).map(([value, text]) => ({ value, text })),
  optional: true,
  conditional: true,
} as const satisfies Field;

const detailField = {
  kind: 'textarea',
  name: 'detail',
  label: 'What is known of it',
  what: 'what is known of it',
  hint: 'What somebody who looks for the child tonight needs: what Ash looks like, when the child is there, who else is',
  rows: 3,
  maxlength: 2000,
  optional: true,
} as const satisfies Field;

const gradeFields = [
  {
    kind: 'radios',
    name: 'source',
    label: 'How reliable is whoever said it?',
    what: 'how reliable whoever said it is',
    options: graded(SOURCE_EVALUATIONS, SOURCE_HELP),
  },
  {
    kind: 'radios',
    name: 'assessment',
    label: 'How do they know it?',
    what: 'how they know it',
    options: graded(ASSESSMENTS, ASSESSMENT_HELP),
  },
  {
    kind: 'radios',
    name: 'handling',
    label: 'May it be passed on?',
    what: 'whether it may be passed on',
    options: graded(HANDLINGS, HANDLING_HELP),
  },
] as const satisfies readonly Field[];

/** The conditions under which it may be passed on. */
export const conditionsField = {
  kind: 'textarea',
  name: 'conditions',
  label: 'Conditions of handling',
  what: 'the conditions of handling',
  hint: 'Only where it may be passed on with conditions',
  rows: 2,
  maxlength: 1000,
  optional: true,
  conditional: true,
} as const satisfies Field;

/** Where it came from: one of the child's interviews, or otherwise. */
function interviewField(interviews: readonly Interview[]): Field {
  return {
    kind: 'select',
    name: 'interviewRef',
    label: 'Where was it said?',
    what: 'where it was said',
    options: [
      { value: 'otherwise', text: 'Not in a return interview' },
      ...interviews.map(({ interviewRef, completedAt }) => ({
        value: interviewRef,
        text:
          completedAt === null
            ? 'A return interview not held yet'
            : `Return interview of ${formatInstant(completedAt)}`,
      })),
    ],
  };
}

/** Every field of a fact. */
export function factFields(interviews: readonly Interview[]): readonly Field[] {
  return [kindField, valueField, reasonField, detailField, interviewField(interviews), ...gradeFields, conditionsField];
}

/** Why a fact no longer stands. */
export const withdrawField = {
  kind: 'textarea',
  name: 'why',
  label: 'Why does it no longer stand?',
  what: 'why it no longer stands',
  hint: 'It is offered no more. It stays in the chronology, with this reason',
  rows: 3,
  maxlength: 2000,
} as const satisfies Field;

/** The name of the field that asks of one fact whether it helped. */
export function helpedName({ factRef }: KnownFact): string {
  return `helped-${factRef}`;
}

/** Of each fact, whether it helped; and what happened. */
export function helpedFields(
  asked: readonly { readonly fact: KnownFact; readonly other: string | null }[],
): readonly Field[] {
  return [
    ...asked.map(({ fact, other }): Field => ({
      kind: 'radios',
      name: helpedName(fact),
      label: `${FACT_WORDS[fact.factKind]}: ${fact.value}`,
      what: 'whether it helped',
      ...(other === null ? {} : { hint: `On the record of ${other}` }),
      options: HELP_ANSWERS.map((value) => ({ value, text: HELP_WORDS[value] })),
      optional: true,
    })),
    {
      kind: 'textarea',
      name: 'said',
      label: 'What happened',
      what: 'what happened',
      hint: 'Where the child was, and what led there',
      rows: 3,
      maxlength: 2000,
      optional: true,
    },
  ];
}
