/** The hour that October repeats: a time typed in it came twice, and whoever typed it says which was meant. */
import { formatInstant } from '../../domain/time/format.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import { fromLondon, londonDate, londonOffset, type CivilMeaning } from '../../domain/time/london.ts';
import { type Field, type FieldError, type Typed, textIn } from './field.ts';
import { readTypedDate } from './typed-date.ts';
import { readTypedTime } from './typed-time.ts';
import { radios } from '../components/radios.ts';
import type { Html } from '../html.ts';

/** The part of a date and time that says which of the two hours was meant. */
export const HOUR_PART = 'hour';

/** Said where a time came twice and nobody said which was meant. */
export const WHICH_HOUR = 'The clocks went back that night, so this time came twice: choose which it was';

/** The time of day on London’s clocks at an instant, in milliseconds since the day began. */
export function timeOfDay(at: Instant): number {
  const wall = at + londonOffset(at);
  return ((wall % TWENTY_FOUR_HOURS) + TWENTY_FOUR_HOURS) % TWENTY_FOUR_HOURS;
}

/** Which of two hours an instant lies in, as its part of a form; nothing where its time came once. */
export function hourPart(name: string, at: Instant): Typed {
  const meaning = fromLondon(londonDate(at), timeOfDay(at));
  return meaning.kind === 'repeated' ? { [`${name}-${HOUR_PART}`]: at < meaning.later ? 'first' : 'second' } : {};
}

/** The question which of the two it was; null where what was typed is no time that came twice. */
export function whichHour(field: Field, typed: Typed, error: FieldError | undefined): Html | null {
  const meaning = meaningTyped(field.name, typed);
  if (meaning?.kind !== 'repeated') return null;
  const name = `${field.name}-${HOUR_PART}`;
  return radios({
    name,
    idPrefix: name,
    classes: 'govuk-radios--small',
    value: textIn(typed, name),
    errorMessage: isAboutHour(error) ? { text: error.text } : null,
    fieldset: {
      legend: {
        text: 'The clocks went back that night, so this time came twice. Which was it?',
        classes: 'govuk-fieldset__legend--s',
      },
    },
    items: [
      { value: 'first', text: `The first time: ${formatInstant(meaning.at)}, before the clocks went back` },
      { value: 'second', text: `The second time: ${formatInstant(meaning.later)}, after the clocks went back` },
    ],
  });
}

/** Whether an error is about which of two hours was meant. */
export function isAboutHour(error: FieldError | undefined): error is FieldError {
  return error?.parts?.includes(HOUR_PART) === true;
}

function meaningTyped(name: string, typed: Typed): CivilMeaning | null {
  const part = (one: string): string => textIn(typed, `${name}-${one}`);
  const date = readTypedDate({ day: part('day'), month: part('month'), year: part('year') });
  const time = readTypedTime(part('time').trim());
  return date.kind === 'date' && time !== null ? fromLondon(date.date, time) : null;
}
