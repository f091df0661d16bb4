/** What is asked of whoever opens a record outside their caseload. */
import { LOOKING_PURPOSES, LOOKING_PURPOSE_CODES, type LookingPurpose } from '../../domain/access/looking-purpose.ts';
import type { Field } from '../../web/forms/field.ts';

/** The reason, and words for another one. */
export const purposeFields = [
  {
    kind: 'radios',
    name: 'purpose',
    label: 'What is your reason?',
    what: 'your reason',
    options: LOOKING_PURPOSE_CODES.map((value) => ({ value, text: LOOKING_PURPOSES[value] })),
  },
  {
    kind: 'text',
    name: 'words',
    label: 'In your own words',
    what: 'the reason in your own words',
    hint: 'Needed for another reason. Do not name anybody.',
    optional: true,
    maxlength: 200,
  },
] as const satisfies readonly Field[];

/** The purpose that a checked form names. */
export function purposeIn(value: string): LookingPurpose {
  return LOOKING_PURPOSE_CODES.find((code) => code === value) ?? 'other';
}
