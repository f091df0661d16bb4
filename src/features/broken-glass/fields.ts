/** What is asked of whoever opens a record in an emergency, and of who reviews it. */
import { GLASS_REASONS, GLASS_REVIEWS } from '../../domain/access/broken-glass.ts';
import type { Field } from '../../web/forms/field.ts';

/** Which child, and why. */
export const glassFields = [
  {
    kind: 'text',
    name: 'reference',
    label: 'Reference',
    what: 'the reference',
    hint: 'The council’s or the police’s. With it, the name and the date of birth are not needed.',
    optional: true,
    maxlength: 60,
    width: 20,
    spellcheck: false,
  },
  { kind: 'text', name: 'forename', label: 'First name', what: 'the first name', optional: true, spellcheck: false },
  { kind: 'text', name: 'surname', label: 'Last name', what: 'the last name', optional: true, spellcheck: false },
  { kind: 'date', name: 'bornOn', label: 'Date of birth', what: 'the date of birth', inThePast: true, optional: true },
  {
    kind: 'radios',
    name: 'reason',
    label: 'Why do you need the record now?',
    what: 'why you need the record',
    options: Object.entries(GLASS_REASONS).map(([value, text]) => ({ value, text })),
  },
  {
    kind: 'textarea',
    name: 'words',
    label: 'What has happened',
    what: 'what has happened',
    hint: 'Whoever answers for the record reads this within a day.',
    maxlength: 1000,
    rows: 4,
  },
] as const satisfies readonly Field[];

/** What a reviewer found. */
export const reviewFields = [
  {
    kind: 'radios',
    name: 'review',
    label: 'Was it right to open the record?',
    what: 'whether it was right',
    options: Object.entries(GLASS_REVIEWS).map(([value, text]) => ({ value, text })),
  },
  { kind: 'textarea', name: 'words', label: 'What you found', what: 'what you found', maxlength: 1000, rows: 4 },
] as const satisfies readonly Field[];
