/** When something happened, as it is asked: a date and a time by the clocks of London, and which hour where October repeats it. */
import { formatInstant } from '../../domain/time/format.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import { fromLondon, londonDate, londonOffset, type CivilMeaning } from '../../domain/time/london.ts';
import { readForm } from '../../web/forms/read-form.ts';
import type { Field, Typed } from '../../web/forms/field.ts';

/** What a time that was read means on the clock: it may be one of two. */
export function meaningsOf(at: Instant): CivilMeaning {
  const wall = at + londonOffset(at);
  return fromLondon(londonDate(at), ((wall % TWENTY_FOUR_HOURS) + TWENTY_FOUR_HOURS) % TWENTY_FOUR_HOURS);
}

/** The question which of the two hours was meant. */
export function whichHourField(name: string, earlier: Instant, later: Instant): Field {
  return {
    kind: 'radios',
    name: `${name}Hour`,
    label: 'The clocks went back that night, so this time came twice. Which was it?',
    what: 'which of the two times it was',
    options: [
      { value: 'first', text: `The first time: ${formatInstant(earlier)}, before the clocks went back` },
      { value: 'second', text: `The second time: ${formatInstant(later)}, after the clocks went back` },
    ],
  };
}

/** The field, and where what was typed is a time that came twice, the question which. */
export function whenFields(field: Field & { readonly kind: 'datetime' }, typed: Typed, now: Instant): readonly Field[] {
  const read = readForm([field], typed, now);
  const at = read.kind === 'answers' ? (read.answers as Readonly<Record<string, unknown>>)[field.name] : null;
  if (typeof at !== 'number') return [field];
  const meaning = meaningsOf(at as Instant);
  return meaning.kind === 'repeated' && meaning.later <= now
    ? [field, whichHourField(field.name, meaning.at, meaning.later)]
    : [field];
}

/** The instant that the answers mean. */
export function instantOf(name: string, answers: Readonly<Record<string, unknown>>): Instant {
  const at = answers[name] as Instant;
  if (answers[`${name}Hour`] !== 'second') return at;
  const meaning = meaningsOf(at);
  return meaning.kind === 'repeated' ? meaning.later : at;
}
