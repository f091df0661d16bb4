/** The forms of spot purchase. */
import { LANGUAGES } from '../../domain/capacity/interviewer.ts';
import { ANSWER_WITHIN_HOURS, poundsOf, priceOf, type ProviderTerms } from '../../domain/capacity/request.ts';
import { WITHDRAWAL_CAUSES } from '../../domain/interview/acts.ts';
import { WITHDRAWAL_WORDS } from '../../domain/interview/words.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

const languageOptions = Object.entries(LANGUAGES)
  .map(([value, text]) => ({ value, text }))
  .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'));

/**
 * Whom to ask, and for what.
 * @param held by whom the interview would be held now; null where nobody was given it
 */
export function askFields(terms: readonly ProviderTerms[], held: string | null): readonly Field[] {
  return [
    ...(held === null ? [] : [releaseField(held)]),
    {
      kind: 'radios',
      name: 'provider',
      label: 'Which provider?',
      what: 'which provider to ask',
      options: terms.map((one) => ({
        value: one.provider,
        text: one.providerName,
        hint: `${poundsOf(priceOf(one))} with travel`,
      })),
    },
    {
      kind: 'checkboxes',
      name: 'languages',
      label: 'Languages that the child needs besides English',
      what: 'the languages that the child needs',
      optional: true,
      options: languageOptions,
    },
    {
      kind: 'radios',
      name: 'within',
      label: 'By when must they answer?',
      what: 'by when they must answer',
      options: ANSWER_WITHIN_HOURS.map((hours) => ({ value: String(hours), text: `Within ${hours} hours` })),
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'Why a provider?',
      what: 'why a provider',
      hint: 'For example the distance to the placement',
      maxlength: 2000,
      rows: 3,
    },
  ];
}

function releaseField(held: string): Field {
  return {
    kind: 'checkboxes',
    name: 'release',
    label: `Is the interview taken from ${held}?`,
    what: 'that the interview is taken from them',
    options: [{ value: 'yes', text: `Yes, a provider is asked instead of ${held}` }],
    messages: { missing: `Confirm that the interview is taken from ${held}, or leave it with them` },
  };
}

/** Why a request is withdrawn: for the provider as one of some reasons, for the child's record in words. */
export const withdrawalFields = [
  {
    kind: 'radios',
    name: 'cause',
    label: 'What should the provider read?',
    what: 'what the provider should read',
    options: WITHDRAWAL_CAUSES.map((value) => ({ value, text: WITHDRAWAL_WORDS[value] })),
  },
  {
    kind: 'textarea',
    name: 'why',
    label: 'Why is it withdrawn?',
    what: 'why it is withdrawn',
    hint: 'This stays on the child’s record. The provider does not read it',
    maxlength: 2000,
    rows: 3,
  },
] as const satisfies readonly Field[];

/** Why an interview that was accepted is given back. */
export const giveBackFields = [
  {
    kind: 'textarea',
    name: 'why',
    label: 'Why do you give it back?',
    what: 'why you give it back',
    hint: 'Who asked reads this on the child’s record',
    maxlength: 2000,
    rows: 3,
  },
] as const satisfies readonly Field[];

/** The answer of a provider. */
export function answerFields(people: readonly { readonly userId: number; readonly name: string }[]): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'answer',
      label: 'Do you take this interview?',
      what: 'whether you take this interview',
      options: [
        { value: 'accept', text: 'Yes, we take it' },
        { value: 'refuse', text: 'No, we cannot take it' },
      ],
    },
    {
      kind: 'select',
      name: 'interviewer',
      label: 'Who will interview?',
      what: 'who will interview',
      hint: 'You can say it later',
      optional: true,
      options: people.map(({ userId, name }) => ({ value: String(userId), text: name })),
    },
    {
      kind: 'textarea',
      name: 'why',
      label: 'What should they know?',
      what: 'why you cannot take it',
      hint: 'Where you cannot take it, why',
      optional: true,
      maxlength: 2000,
      rows: 3,
    },
  ];
}

/** The terms of a provider. */
export function termsFields(providers: readonly Agency[], authorities: readonly Agency[]): readonly Field[] {
  return [
    {
      kind: 'select',
      name: 'provider',
      label: 'Provider',
      what: 'the provider',
      options: providers.map(({ code, name }) => ({ value: code, text: name })),
    },
    {
      kind: 'number',
      name: 'price',
      label: 'Price of one interview in pounds',
      what: 'the price of one interview',
      least: 0,
      most: 100_000,
      fractions: true,
    },
    {
      kind: 'number',
      name: 'travel',
      label: 'Travel for one interview in pounds',
      what: 'travel for one interview',
      hint: 'Paid with each interview. 0 where it is in the price',
      least: 0,
      most: 100_000,
      fractions: true,
    },
    {
      kind: 'number',
      name: 'cancel',
      label: 'Price of an interview that we withdraw after they accepted it, in pounds',
      what: 'the price of an interview that we withdraw',
      hint: 'Leave empty where nothing is paid for it',
      least: 0,
      most: 100_000,
      fractions: true,
      optional: true,
    },
    {
      kind: 'checkboxes',
      name: 'areas',
      label: 'Areas in which it interviews',
      what: 'the areas',
      hint: 'Choose none where it interviews everywhere',
      optional: true,
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
    },
    { kind: 'date', name: 'fromOn', label: 'Approved from', what: 'the first day of the approval' },
    { kind: 'date', name: 'toOn', label: 'Approved until', what: 'the last day of the approval', optional: true },
  ];
}
