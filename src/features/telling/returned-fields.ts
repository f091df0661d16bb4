/** The fields of the questions about a child's return. */
import { ageOn } from '../../domain/child/age.ts';
import { fullName, KIND_WORDS, PLACE_WORDS } from '../../domain/chronology/words.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Field, Option } from '../../web/forms/field.ts';
import type { OpenAbsence } from './queries.ts';
import { ANOTHER, type ReturnedSituation } from './returned-situation.ts';

/** Which absence it is, of those that are open. */
export function absenceField({ listed, now }: ReturnedSituation): Field {
  return {
    kind: 'radios',
    name: 'absence',
    label: 'Which child has come back?',
    what: 'the child who has come back',
    options: [
      ...listed.map((absence) => ({ ...absenceWords(absence, now), value: String(absence.episodeId) })),
      {
        value: ANOTHER,
        text: 'Another child, or an absence of earlier',
        hint: 'Look for the child by name, reference or date of birth',
      },
    ],
  };
}

/** What to look for. */
export const searchedField = {
  kind: 'text',
  name: 'searched',
  label: 'Which child has come back?',
  what: 'a name, a reference or a date of birth',
  hint: 'A name, a reference or a date of birth',
  maxlength: 200,
} as const satisfies Field;

/** Which of the children and absences found. */
export function pickedField({ found, foundAbsences, now }: ReturnedSituation): Field {
  const options = found.flatMap((child): Option[] => {
    const absences = foundAbsences.filter(({ childId }) => childId === child.childId);
    return absences.length > 0
      ? absences.map((absence) => ({ ...absenceWords(absence, now), value: `absence-${absence.episodeId}` }))
      : [
          {
            value: `child-${child.childId}`,
            text: `${fullName(child)}, ${bornWords(child.dateOfBirth, now)}`,
            hint: 'No absence without a return is on record: the return is kept, and shown as a recording fault',
          },
        ];
  });
  return {
    kind: 'radios',
    name: 'picked',
    label: 'Which of these is it?',
    what: 'the child who has come back',
    options,
  };
}

function absenceWords(absence: OpenAbsence, now: Instant): Omit<Option, 'value'> {
  const from = absence.missingFrom === null ? '' : ` from ${PLACE_WORDS[absence.missingFrom].toLowerCase()}`;
  const length =
    absence.supersededAt === null ? `, ${formatElapsed(now - absence.startedAt)} ago` : ', before a later absence';
  return {
    text: `${fullName(absence)}, ${bornWords(absence.dateOfBirth, now)}`,
    hint: `${KIND_WORDS[absence.kind]}${from} since ${formatInstant(absence.startedAt)}${length}`,
  };
}

function bornWords(dateOfBirth: PlainDate | null, now: Instant): string {
  return dateOfBirth === null
    ? 'date of birth not known'
    : `born ${formatDate(dateOfBirth)}, aged ${ageOn(dateOfBirth, londonDate(now))}`;
}

/** When the child came back. */
export const returnedField = {
  kind: 'datetime',
  name: 'returned',
  label: 'When did the child come back, or when was the child found?',
  what: 'when the child came back',
  hint: 'For example, 27 3 2026 at 6:15am. The 72 hours for the return interview run from this time',
  inThePast: true,
} as const satisfies Field & { kind: 'datetime' };

/** Where the child was found. */
export const foundFields = [
  {
    kind: 'postcode',
    name: 'foundPostcode',
    label: 'Postcode of the place',
    what: 'the postcode',
    hint: 'Leave it empty if you do not know it, or if the child came back by themselves',
    optional: true,
  },
  {
    kind: 'number',
    name: 'distanceMiles',
    label: 'How far is that from where the child was missing from?',
    what: 'the distance',
    unit: 'miles',
    least: 0,
    most: 1000,
    fractions: true,
    optional: true,
  },
] as const satisfies readonly Field[];

/** Who brought the child back; the words are what is recorded. */
export const broughtField = {
  kind: 'radios',
  name: 'returnedBy',
  label: 'How did the child come back?',
  what: 'how the child came back',
  options: [
    'Came back alone',
    'Police',
    'Carer or care staff',
    'Family',
    'Friend',
    'Social worker',
    'Someone else',
    'Not known',
  ].map((text) => ({ value: text, text })),
} as const satisfies Field;

/** How the child was. */
export const wellField = {
  kind: 'textarea',
  name: 'circumstances',
  label: 'Is the child safe and well?',
  what: 'how the child is',
  hint: 'What you saw and what the child said: injuries, hunger, being afraid of somebody, new belongings, where and with whom the child was',
  rows: 8,
  maxlength: 5000,
} as const satisfies Field;
