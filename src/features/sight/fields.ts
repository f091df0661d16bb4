/** What is asked of whoever decides who may see a child's record. */
import { RESTRICTION_GROUNDS } from '../../domain/access/sight.ts';
import { GIVEN_RELATIONSHIPS } from '../../domain/chronology/entry.ts';
import { RELATIONSHIP_WORDS } from '../../domain/chronology/words.ts';
import type { Field, Option } from '../../web/forms/field.ts';

const why = {
  kind: 'textarea',
  name: 'why',
  label: 'Why',
  what: 'why',
  hint: 'Those who may see this page can read it.',
  maxlength: 1000,
  rows: 3,
} as const satisfies Field;

const person = (label: string, options: readonly Option[]) =>
  ({
    kind: 'select',
    name: 'person',
    label,
    what: 'a person',
    options: [{ value: '', text: 'Choose a person' }, ...options],
  }) as const satisfies Field;

/** Giving another agency sight of the record. */
export function agreeFields(agencies: readonly Option[]) {
  return [
    {
      kind: 'select',
      name: 'agency',
      label: 'Agency',
      what: 'the agency',
      options: [{ value: '', text: 'Choose an agency' }, ...agencies],
    },
    {
      kind: 'radios',
      name: 'relationship',
      label: 'Why does it need to see the record?',
      what: 'why it needs to see the record',
      options: GIVEN_RELATIONSHIPS.map((value) => ({ value, text: RELATIONSHIP_WORDS[value] })),
    },
    {
      kind: 'date',
      name: 'until',
      label: 'Last day',
      what: 'the last day',
      hint: 'Needed for a meeting or for advice: it ends by itself at the end of that day.',
      optional: true,
    },
    why,
  ] as const satisfies readonly Field[];
}

/** Ending sight that an agency was given. */
export function endFields(agreed: readonly Option[]) {
  return [
    {
      kind: 'radios',
      name: 'involvement',
      label: 'Whose sight is ended?',
      what: 'whose sight is ended',
      options: agreed,
    },
    why,
  ] as const satisfies readonly Field[];
}

/** Closing a record to all but named people. */
export const restrictFields = [
  {
    kind: 'radios',
    name: 'grounds',
    label: 'Ground',
    what: 'the ground',
    options: Object.entries(RESTRICTION_GROUNDS).map(([value, text]) => ({ value, text })),
  },
  why,
] as const satisfies readonly Field[];

/** Opening it again. */
export const liftFields = [why] as const satisfies readonly Field[];

/** Naming, unnaming, barring, and ending a bar. */
export function personFields(label: string, people: readonly Option[]) {
  return [person(label, people), why] as const satisfies readonly Field[];
}
