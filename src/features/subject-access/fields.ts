/** The forms of a copy for the child. */
import { REDACTION_REASONS } from '../../domain/access/copy-for-subject.ts';
import type { Field, Typed } from '../../web/forms/field.ts';
import type { KeptPassage } from './queries.ts';

/** What is asked before a copy is begun. */
export const startFields = [
  {
    kind: 'radios',
    name: 'askedBy',
    label: 'Who asked for it?',
    what: 'who asked for it',
    options: [
      { value: 'child', text: 'The child, or the adult the child has become' },
      {
        value: 'parent',
        text: 'Somebody with parental responsibility',
        hint: 'Check first that the child agrees, or cannot decide',
      },
      { value: 'representative', text: 'Somebody who acts for the child, such as a solicitor' },
    ],
  },
  {
    kind: 'date',
    name: 'askedOn',
    label: 'When did they ask?',
    what: 'the day they asked',
    inThePast: true,
    hint: 'The answer is due within a month of this day',
  },
] as const satisfies readonly Field[];

/** What the second person says. */
export const reviewFields = [
  {
    kind: 'radios',
    name: 'review',
    label: 'Is the copy right?',
    what: 'whether the copy is right',
    options: [
      { value: 'agree', text: 'Yes, finish it', hint: 'It can not be changed after that' },
      { value: 'return', text: 'No, send it back' },
    ],
  },
  {
    kind: 'textarea',
    name: 'why',
    label: 'What has to change',
    what: 'what has to change',
    optional: true,
    maxlength: 2000,
    rows: 3,
  },
] as const satisfies readonly Field[];

/** The name of the field that decides a passage. */
export function decisionName({ position }: KeptPassage): string {
  return `decision-${position}`;
}

/** The two questions of a passage. */
export function passageFields(passage: KeptPassage): readonly [Field, Field] {
  const { position, proposed } = passage;
  return [
    {
      kind: 'radios',
      name: decisionName(passage),
      label: `What happens to passage ${position}?`,
      what: `what happens to passage ${position}`,
      optional: true,
      options: [
        { value: 'whole', text: 'Keep it whole' },
        ...(proposed === null ? [] : [{ value: 'as-proposed', text: 'Keep it as proposed' }]),
        { value: 'taken-out', text: 'Take it out' },
      ],
    },
    {
      kind: 'select',
      name: `reason-${position}`,
      label: `Why passage ${position} is shortened or taken out`,
      what: `why passage ${position} is shortened or taken out`,
      optional: true,
      options: Object.entries(REDACTION_REASONS).map(([value, text]) => ({ value, text })),
    },
  ];
}

/** What has been decided, as it would have been typed. */
export function typedDecisions(passages: readonly KeptPassage[]): Typed {
  return Object.fromEntries(
    passages.flatMap(({ position, decision, reason }) => [
      [`decision-${position}`, decision ?? ''],
      [`reason-${position}`, reason ?? ''],
    ]),
  );
}
