/** The forms of retention. */
import type { ReviewState } from '../../domain/retention/disposal.ts';
import type { Field } from '../../web/forms/field.ts';

/** Why an agency holds a record, in words. */
export const HOLD_WORDS = {
  legal: 'A claim or other legal proceedings',
  inquiry: 'A public or statutory inquiry',
  dispute: 'A dispute about the record, or a request of the person it is about',
  other: 'Another reason',
} as const;

const OPTIONS = {
  keep: {
    value: 'keep',
    text: 'Keep it for longer',
    hint: 'It comes back on this list on the day that you give.',
  },
  dispose: {
    value: 'dispose',
    text: 'Dispose of it',
    hint: 'A second person has to confirm. Nothing goes until a day after that.',
  },
  confirm: {
    value: 'confirm',
    text: 'Confirm that it is disposed of',
    hint: 'It is erased a day from now, unless somebody takes it back or holds the record. It cannot be undone after that.',
  },
  withdraw: { value: 'withdraw', text: 'Take back the proposal to dispose of it' },
} as const;

/** What a person can decide now: whoever proposed it does not confirm it. */
export function decidingFields(state: ReviewState, userId: number | null) {
  const options =
    state.kind === 'proposed'
      ? state.by === userId
        ? [OPTIONS.keep, OPTIONS.withdraw]
        : [OPTIONS.confirm, OPTIONS.keep, OPTIONS.withdraw]
      : state.kind === 'confirmed'
        ? [OPTIONS.keep, OPTIONS.withdraw]
        : [OPTIONS.keep, OPTIONS.dispose];
  return [
    {
      kind: 'radios',
      name: 'decision',
      label: 'What is to become of the record?',
      what: 'what is to become of it',
      options,
    },
    {
      kind: 'date',
      name: 'keepUntil',
      label: 'Review it again on',
      what: 'the day to review it again',
      hint: 'Only if it is kept. For example, 31 3 2030',
      optional: true,
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'Why?',
      what: 'why',
      hint: 'It is kept with the decision until the record is erased.',
      maxlength: 1000,
      rows: 3,
    },
  ] as const satisfies readonly Field[];
}

/** What is asked of who holds a record. */
export const holdingFields = [
  {
    kind: 'radios',
    name: 'kind',
    label: 'Why is the record held?',
    what: 'why the record is held',
    options: Object.entries(HOLD_WORDS).map(([value, text]) => ({ value, text })),
  },
  {
    kind: 'textarea',
    name: 'reason',
    label: 'What is it about?',
    what: 'what it is about',
    hint: 'A reference is enough.',
    maxlength: 1000,
    rows: 3,
  },
  {
    kind: 'date',
    name: 'until',
    label: 'Held until',
    what: 'the day until which it is held',
    hint: 'Leave it empty to hold it until somebody lifts the hold. For example, 31 3 2030',
    optional: true,
  },
] as const satisfies readonly Field[];

/** What is asked of who lifts a hold. */
export const liftingFields = [
  {
    kind: 'textarea',
    name: 'why',
    label: 'Why is the hold lifted?',
    what: 'why the hold is lifted',
    maxlength: 1000,
    rows: 3,
  },
] as const satisfies readonly Field[];

/** What is asked of who records that a person wants to be erased. */
export const askingFields = [
  {
    kind: 'textarea',
    name: 'why',
    label: 'Who asks, and on what ground?',
    what: 'who asks, and on what ground',
    hint: 'For example: “The person the record is about, now grown up; article 17(1)(d), recorded by mistake.”',
    maxlength: 1000,
    rows: 3,
  },
] as const satisfies readonly Field[];
