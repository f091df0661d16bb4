/** The fields by which an interview is sent, and by which its receiver answers. */
import type { Receiver } from '../../domain/interview/sharing.ts';
import { PURPOSE_WORDS } from '../../domain/interview/words.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import { FACT_WORDS, factText, gradeText } from '../../domain/intelligence/words.ts';
import type { Field } from '../../web/forms/field.ts';

/** The value by which a receiver is chosen. */
export function receiverValue({ purpose, agency }: Receiver): string {
  return `${purpose} ${agency}`;
}

/** What the receiver reads. */
export const summaryField = {
  kind: 'textarea',
  name: 'summary',
  label: 'Summary in your words',
  what: 'a summary',
  hint: 'What the receiver needs to keep the child safe, and no more. The whole interview is not sent',
  rows: 10,
  maxlength: 10_000,
  optional: true,
} as const satisfies Field;

/** To whom, and for what. */
export function receiverField(receivers: readonly Receiver[], agencyName: (code: string) => string): Field {
  return {
    kind: 'radios',
    name: 'receiver',
    label: 'To whom, and for what?',
    what: 'to whom it goes',
    options: receivers.map((one) => ({
      value: receiverValue(one),
      text: `${agencyName(one.agency)}: ${PURPOSE_WORDS[one.purpose].toLowerCase()}`,
    })),
  };
}

/** Which facts go with it. */
export function factsField(facts: readonly KnownFact[]): Field {
  return {
    kind: 'checkboxes',
    name: 'facts',
    label: 'Facts to send with it',
    what: 'the facts',
    hint: 'A fact with conditions of handling goes with its conditions',
    optional: true,
    options: facts.map((fact) => ({
      value: fact.factRef,
      text: `${FACT_WORDS[fact.factKind]}: ${factText(fact)} (${gradeText(fact.grading)})`,
      ...(fact.grading.handling === 'C'
        ? { hint: `Conditions: ${fact.conditions ?? 'none written down, so it cannot be sent'}` }
        : {}),
    })),
  };
}

/** What the receiver says of it. */
export const answerField = {
  kind: 'radios',
  name: 'outcome',
  label: 'What do you say of it?',
  what: 'what you say of it',
  options: [
    { value: 'received', text: 'It came', hint: 'You have read it. It is not on your record yet' },
    { value: 'recorded', text: 'It is on our record' },
    {
      value: 'refused',
      text: 'Send it back',
      hint: 'It is not for us, or not fit to be used. It goes back to the sender at once',
    },
  ],
} as const satisfies Field;

/** The receiver's own reference, or why it is sent back. */
export const whyField = {
  kind: 'textarea',
  name: 'why',
  label: 'Your own reference, or why you send it back',
  what: 'your own reference, or why you send it back',
  hint: 'The reference of the log or the case note where it is on your record',
  rows: 2,
  maxlength: 1000,
  optional: true,
  conditional: true,
} as const satisfies Field;
