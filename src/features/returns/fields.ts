/** What is asked of whoever decides on a return. */
import { LATE_CAUSES } from '../../domain/interview/acts.ts';
import { LATE_WORDS, OUTCOME_WORDS } from '../../domain/interview/words.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

function why(label: string, hint: string) {
  return { kind: 'textarea', name: 'why', label, what: 'why', hint, rows: 4, maxlength: 2000 } as const satisfies Field;
}

/** Closing a return without an interview. */
export const closeFields = [
  {
    kind: 'radios',
    name: 'as',
    label: 'What is the outcome?',
    what: 'the outcome',
    options: [
      { value: 'not-required', text: OUTCOME_WORDS['not-required'], hint: 'You decide that no interview is needed' },
      {
        value: 'attempts-exhausted',
        text: OUTCOME_WORDS['attempts-exhausted'],
        hint: 'The child was tried, on different days, and not reached',
      },
    ],
  },
  why('Why?', 'It stays on the record with your role. An interview can still be offered later'),
] as const satisfies readonly Field[];

/** Opening a closed return again. */
export const reopenFields = [
  why('Why is it opened again?', 'What has changed. The 72 hours have run on since the return'),
] as const satisfies readonly Field[];

/** Asking another authority to see to the interview. */
export function passFields(authorities: readonly Agency[]) {
  return [
    {
      kind: 'select',
      name: 'toAuthority',
      label: 'Authority',
      what: 'the authority',
      options: [
        { value: '', text: 'Choose an authority' },
        ...authorities.map(({ code, name }) => ({ value: code, text: name })),
      ],
    },
    why('Why should they see to it?', 'They read this before they answer. They see the child’s record from now on'),
  ] as const satisfies readonly Field[];
}

/** Withdrawing the request to another authority. */
export const withdrawPassFields = [
  why('Why is it withdrawn?', 'It stays on the record. They see the child no more by this request'),
] as const satisfies readonly Field[];

/** Answering another authority. */
export const answerFields = [
  {
    kind: 'radios',
    name: 'accepted',
    label: 'Do you see to the interview?',
    what: 'whether you see to it',
    options: [
      {
        value: 'yes',
        text: 'Yes, we see to it',
        hint: 'The return is yours; the 72 hours have run since the child came back',
      },
      { value: 'no', text: 'No', hint: 'It stays with the authority that asked, and your sight of the record ends' },
    ],
  },
  why('Why?', 'The authority that asked reads this'),
] as const satisfies readonly Field[];

/** Explaining why an interview is late, or will be. */
export const lateFields = [
  {
    kind: 'radios',
    name: 'cause',
    label: 'What is the main cause?',
    what: 'the main cause',
    options: LATE_CAUSES.map((value) => ({ value, text: LATE_WORDS[value] })),
  },
  why('What happened, and what is done about it?', 'It is read at the weekly scrutiny'),
] as const satisfies readonly Field[];
