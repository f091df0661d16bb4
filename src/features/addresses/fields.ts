/** The fields of the forms about addresses. */
import type { AnswersOf, Field } from '../../web/forms/field.ts';
import { CLASS_WORDS, KIND_WORDS } from './pages.ts';
import type { NewAddress } from './queries.ts';

/** Why something is done or asked for. */
export const whyField = {
  kind: 'textarea',
  name: 'why',
  label: 'Why?',
  what: 'why',
  hint: 'Do not write the address here',
  rows: 3,
  maxlength: 1000,
} as const satisfies Field;

/** Whether a request is approved. */
export const decisionField = {
  kind: 'radios',
  name: 'decision',
  label: 'Your decision',
  what: 'your decision',
  options: [
    { value: 'approve', text: 'Approve it' },
    { value: 'refuse', text: 'Refuse it' },
  ],
} as const satisfies Field;

/** An address to record. */
export const addressFields = [
  {
    kind: 'radios',
    name: 'kind',
    label: 'What is it?',
    what: 'what it is',
    options: (['home', 'placement', 'other'] as const).map((value) => ({ value, text: KIND_WORDS[value] })),
  },
  {
    kind: 'radios',
    name: 'class',
    label: 'Who may read it?',
    what: 'who may read it',
    options: (['open', 'restricted', 'hidden'] as const).map((value) => ({ value, text: CLASS_WORDS[value] })),
  },
  {
    kind: 'textarea',
    name: 'lines',
    label: 'Address',
    what: 'the address',
    hint: 'Each part on a line of its own, without the postcode',
    rows: 4,
    maxlength: 500,
  },
  { kind: 'postcode', name: 'postcode', label: 'Postcode', what: 'the postcode', optional: true },
  { kind: 'date', name: 'fromOn', label: 'Since when', what: 'since when', optional: true },
  {
    kind: 'date',
    name: 'toOn',
    label: 'Until when',
    what: 'until when',
    hint: 'Leave it empty while the child is still there',
    optional: true,
  },
] as const satisfies readonly Field[];

/** The address that the answers give. */
export function addressOf(answers: AnswersOf<typeof addressFields>): Omit<NewAddress, 'patterns'> {
  return {
    kind: answers.kind as NewAddress['kind'],
    class: answers.class as NewAddress['class'],
    lines: answers.lines
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    postcode: answers.postcode,
    fromOn: answers.fromOn,
    toOn: answers.toOn,
  };
}
