/** What is asked of whoever takes out a file, decides on one, or sets the limit. */
import { EXPORT_PURPOSE_CODES, EXPORT_PURPOSES, type ExportPurpose } from '../../domain/access/exports.ts';
import type { Field } from '../../web/forms/field.ts';

/** What the file is for. */
export const purposeFields = [
  {
    kind: 'radios',
    name: 'purpose',
    label: 'What is the file for?',
    what: 'what the file is for',
    options: EXPORT_PURPOSE_CODES.map((value) => ({ value, text: EXPORT_PURPOSES[value] })),
  },
  {
    kind: 'text',
    name: 'words',
    label: 'In your own words',
    what: 'what the file is for, in your own words',
    hint: 'Needed for another purpose. Do not name a child.',
    optional: true,
    maxlength: 200,
  },
] as const satisfies readonly Field[];

/** What the second person decides. */
export const decisionFields = [
  {
    kind: 'radios',
    name: 'decision',
    label: 'Your decision',
    what: 'your decision',
    options: [
      { value: 'approved', text: 'The file may be made' },
      { value: 'refused', text: 'The file may not be made' },
    ],
  },
  {
    kind: 'text',
    name: 'words',
    label: 'Reason',
    what: 'the reason',
    hint: 'Needed if you refuse. Do not name a child.',
    optional: true,
    maxlength: 200,
  },
] as const satisfies readonly Field[];

/** How many children one person of the agency may take out alone. */
export const limitFields = [
  {
    kind: 'number',
    name: 'children',
    label: 'Children in a file that one person may take out alone',
    what: 'how many children',
    hint: 'Above this number, a second person of your agency decides. For example, 100',
    least: 1,
    most: 100_000,
  },
] as const satisfies readonly Field[];

/** The purpose that a checked form names. */
export function purposeIn(value: string): ExportPurpose {
  return EXPORT_PURPOSE_CODES.find((code) => code === value) ?? 'other';
}
