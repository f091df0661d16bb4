/** The fields of the questions about a missing child. */
import { MISSING_FROM_PLACES, POLICE_RISK_LEVELS } from '../../domain/chronology/entry.ts';
import { PLACE_WORDS, RISK_WORDS, SEX_WORDS } from '../../domain/chronology/words.ts';
import type { Agency } from '../../domain/child/agency.ts';
import type { Field } from '../../web/forms/field.ts';

/** Who is missing. */
export const whoFields = [
  { kind: 'text', name: 'forename', label: 'First names', what: 'the child’s first names', maxlength: 100, width: 20 },
  { kind: 'text', name: 'surname', label: 'Last name', what: 'the child’s last name', maxlength: 100, width: 20 },
  {
    kind: 'date',
    name: 'dateOfBirth',
    label: 'Date of birth',
    what: 'the date of birth',
    hint: 'For example, 27 3 2012. Leave it empty if you do not know it',
    inThePast: true,
    optional: true,
  },
  {
    kind: 'text',
    name: 'childRef',
    label: 'Council’s reference for the child',
    what: 'the council’s reference',
    maxlength: 60,
    width: 20,
    optional: true,
  },
  {
    kind: 'text',
    name: 'policeRef',
    label: 'Police reference for the child',
    what: 'the police reference',
    maxlength: 60,
    width: 20,
    optional: true,
  },
] as const satisfies readonly Field[];

/** What we ask of a child who is not on record yet. */
export function aboutFields(authorities: readonly Agency[]): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'sex',
      label: 'Sex',
      what: 'the child’s sex, or not known',
      options: (['F', 'M', 'U'] as const).map((value) => ({ value, text: SEX_WORDS[value] })),
    },
    {
      kind: 'select',
      name: 'responsibleAuthority',
      label: 'Council responsible for the child',
      what: 'the council responsible',
      hint: 'Where the child’s family lives, or the council that looks after the child. Leave it empty if you do not know',
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
      optional: true,
    },
    {
      kind: 'postcode',
      name: 'homePostcode',
      label: 'Postcode of the family home',
      what: 'the postcode of the family home',
      optional: true,
    },
  ];
}

/** What sort of absence it is, in plain words. */
export const kindField = {
  kind: 'radios',
  name: 'kind',
  label: 'What has happened?',
  what: 'what has happened',
  options: [
    { value: 'missing', text: 'Missing', hint: 'We do not know where the child is. If in doubt, choose this' },
    { value: 'absent', text: 'Absent', hint: 'The child is not where expected, and there is no apparent risk' },
    {
      value: 'away',
      text: 'Away without authorisation',
      hint: 'A looked-after child is away from the placement without permission, and we know where the child is',
    },
  ],
} as const satisfies Field;

/** When the child was last seen. */
export const lastSeenField = {
  kind: 'datetime',
  name: 'lastSeen',
  label: 'When was the child last seen?',
  what: 'when the child was last seen',
  hint: 'For example, 27 3 2026 at 9:30pm. If you are not sure of the time, give the earliest it may have been',
  inThePast: true,
} as const satisfies Field & { kind: 'datetime' };

/** Where from. */
export function whereFields(authorities: readonly Agency[], isPolice: boolean): readonly Field[] {
  return [
    {
      kind: 'radios',
      name: 'missingFrom',
      label: 'What sort of place is it?',
      what: 'what sort of place it is',
      options: MISSING_FROM_PLACES.map((value) => ({ value, text: PLACE_WORDS[value] })),
    },
    {
      kind: 'postcode',
      name: 'missingFromPostcode',
      label: 'Postcode of that place',
      what: 'the postcode',
      optional: true,
    },
    {
      kind: 'select',
      name: 'missingFromAuthority',
      label: 'Council area of that place',
      what: 'the council area',
      options: authorities.map(({ code, name }) => ({ value: code, text: name })),
      optional: true,
    },
    {
      kind: 'text',
      name: 'policingArea',
      label: 'Policing area',
      what: 'the policing area',
      hint: isPolice ? 'The local policing area that will own the case' : 'Leave it empty if you do not know it',
      maxlength: 60,
      width: 20,
      optional: true,
    },
  ];
}

/** The police's own grade. */
export const riskField = {
  kind: 'radios',
  name: 'risk',
  label: 'How have you graded the risk?',
  what: 'the grade of risk',
  hint: 'The police’s grade. It can be changed at each review',
  options: [...POLICE_RISK_LEVELS].reverse().map((value) => ({ value, text: RISK_WORDS[value] })),
} as const satisfies Field;

/** What else is known. */
export function whatFields(isPolice: boolean): readonly Field[] {
  return [
    {
      kind: 'textarea',
      name: 'circumstances',
      label: 'What do you know about the circumstances?',
      what: 'the circumstances',
      hint: 'What happened before, what the child was wearing and carrying, who the child may be with, and anything that worries you',
      rows: 8,
      maxlength: 5000,
      optional: true,
    },
    {
      kind: 'text',
      name: 'incidentRef',
      label: isPolice ? 'Your incident number' : 'Your own number for this incident',
      what: 'the incident number',
      hint: isPolice ? 'Every report with this number is taken as the same absence' : 'Leave it empty if you have none',
      maxlength: 60,
      width: 20,
      optional: true,
    },
  ];
}
