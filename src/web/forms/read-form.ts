import type { Instant } from '../../domain/time/instant.ts';
import { fromLondon, londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { type AnswersOf, type Field, type FieldError, type Typed, listIn, textIn, usualLength } from './field.ts';
import { readTypedDate } from './typed-date.ts';
import { readTypedTime } from './typed-time.ts';
import { HOUR_PART, WHICH_HOUR } from './which-hour.ts';

/** A form as it was read: the answers, or everything that is wrong with it. */
export type ReadForm<Answers> =
  | { readonly kind: 'answers'; readonly answers: Answers }
  | { readonly kind: 'errors'; readonly errors: readonly FieldError[] };

type Read = { readonly value: unknown } | { readonly wrong: string; readonly parts?: readonly string[] };

const missing: unique symbol = Symbol('nothing was answered');

/** Reads every field of a form out of what was posted. `now` decides what is in the past. */
export function readForm<const Fields extends readonly Field[]>(
  fields: Fields,
  typed: Typed,
  now: Instant,
): ReadForm<AnswersOf<Fields>> {
  const answers: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  for (const field of fields) {
    const read = readField(field, typed, now);
    if ('wrong' in read) errors.push(errorOf(field, read.wrong, read.parts));
    else if (read.value !== missing) answers[field.name] = read.value;
    else if (field.optional || field.kind === 'file') answers[field.name] = null;
    else errors.push(errorOf(field, missingWords(field)));
  }
  return errors.length > 0 ? { kind: 'errors', errors } : { kind: 'answers', answers: answers as AnswersOf<Fields> };
}

/** An error that a rule found after the form was read, tied to its field. */
export function errorOf(field: Field, text: string, parts?: readonly string[]): FieldError {
  const isDate = field.kind === 'date' || field.kind === 'datetime';
  const first = isDate ? `${field.name}-${parts?.[0] ?? 'day'}` : field.name;
  return { name: field.name, text, href: `#${first}`, ...(parts ? { parts } : {}) };
}

function missingWords(field: Field): string {
  if (field.messages?.missing) return field.messages.missing;
  if (field.kind === 'yes-no') return `Select yes if ${field.what}`;
  return field.kind === 'radios' || field.kind === 'select' || field.kind === 'checkboxes'
    ? `Select ${field.what}`
    : `Enter ${field.what}`;
}

function readField(field: Field, typed: Typed, now: Instant): Read {
  const wrong = (usual: string): Read => ({ wrong: field.messages?.wrong ?? usual });
  const text = textIn(typed, field.name).trim();
  switch (field.kind) {
    case 'text':
    case 'textarea': {
      const most = field.maxlength ?? usualLength[field.kind];
      const tidy = text.replace(/\r\n?/g, '\n');
      if ([...tidy].length > most)
        return wrong(`${capital(field.what)} must be ${most.toLocaleString('en-GB')} characters or fewer`);
      return { value: tidy === '' ? missing : tidy };
    }
    case 'radios':
    case 'select':
      return { value: field.options.some((option) => option.value === text) ? text : missing };
    case 'checkboxes': {
      const chosen = field.options
        .map((option) => option.value)
        .filter((value) => listIn(typed, field.name).includes(value));
      return { value: chosen.length > 0 ? chosen : missing };
    }
    case 'yes-no':
      return { value: text === 'yes' ? true : text === 'no' ? false : missing };
    case 'postcode':
      return readPostcode(text, wrong);
    case 'number':
      return text === '' ? { value: missing } : readNumber(field, text, wrong);
    case 'date':
    case 'datetime':
      return readDate(field, typed, now);
    case 'file':
      return { value: missing };
  }
}

function readPostcode(text: string, wrong: (usual: string) => Read): Read {
  const tight = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (text === '') return { value: missing };
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(tight)) return wrong('Enter a full UK postcode, like OX1 1ND');
  return { value: `${tight.slice(0, -3)} ${tight.slice(-3)}` };
}

function readNumber(field: Field & { readonly kind: 'number' }, text: string, wrong: (usual: string) => Read): Read {
  const { least, most, fractions } = field;
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^-?\d{1,15}(?:\.\d{1,6})?$/.test(plain)) return wrong(`${capital(field.what)} must be a number`);
  const value = Number(plain);
  if (!fractions && !Number.isInteger(value)) return wrong(`${capital(field.what)} must be a whole number`);
  if (least !== undefined && value < least) return wrong(`${capital(field.what)} must be ${least} or more`);
  if (most !== undefined && value > most) return wrong(`${capital(field.what)} must be ${most} or less`);
  return { value };
}

function readDate(field: Field & { readonly kind: 'date' | 'datetime' }, typed: Typed, now: Instant): Read {
  const part = (name: string): string => textIn(typed, `${field.name}-${name}`);
  const date = readTypedDate({ day: part('day'), month: part('month'), year: part('year') });
  const what = capital(field.what);
  if (date.kind === 'nothing') {
    return field.kind === 'date' || part('time').trim() === ''
      ? { value: missing }
      : { wrong: `${what} must include a date`, parts: ['day', 'month', 'year'] };
  }
  if (date.kind === 'incomplete')
    return { wrong: `${what} must include a ${date.parts.join(' and a ')}`, parts: date.parts };
  if (date.kind === 'year too short') return { wrong: 'Year must include 4 numbers', parts: date.parts };
  if (date.kind !== 'date') return { wrong: field.messages?.wrong ?? `${what} must be a real date`, parts: date.parts };
  if (field.kind === 'date') {
    return field.inThePast && date.date > londonDate(now)
      ? { wrong: `${what} must be today or in the past`, parts: ['day', 'month', 'year'] }
      : { value: date.date };
  }
  return readDateTime(field, date.date, typed, now);
}

function readDateTime(
  field: Field & { readonly kind: 'date' | 'datetime' },
  date: PlainDate,
  typed: Typed,
  now: Instant,
): Read {
  const what = capital(field.what);
  const timeText = textIn(typed, `${field.name}-time`).trim();
  if (timeText === '') return { wrong: `${what} must include a time`, parts: ['time'] };
  const time = readTypedTime(timeText);
  if (time === null) return { wrong: 'Enter a time, like 2:05pm or 14:05', parts: ['time'] };
  const meaning = fromLondon(date, time);
  if (meaning.kind === 'skipped')
    return {
      wrong: 'The clocks went forward and this time did not happen: enter a time before 1am or from 2am',
      parts: ['time'],
    };
  const late = { wrong: `${what} must be in the past`, parts: ['time'] };
  if (field.inThePast && meaning.at > now)
    return date > londonDate(now) ? { ...late, parts: ['day', 'month', 'year'] } : late;
  if (meaning.kind === 'one') return { value: meaning.at };
  const hour = textIn(typed, `${field.name}-${HOUR_PART}`);
  const isSecondToCome = field.inThePast === true && meaning.later > now;
  if (hour === 'second') return isSecondToCome ? late : { value: meaning.later };
  return hour === 'first' || isSecondToCome ? { value: meaning.at } : { wrong: WHICH_HOUR, parts: [HOUR_PART] };
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
