import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { SummaryRow } from '../components/summary-list.ts';
import { html } from '../html.ts';
import type { Field, Typed } from './field.ts';
import { asTypedDate } from './typed-date.ts';
import { asTypedTime } from './typed-time.ts';
import { hourPart, timeOfDay } from './which-hour.ts';

/** Answers by the names of their fields, as `readForm` gives them. */
export type Answers = Readonly<Record<string, unknown>>;

/** The rows by which answers are checked before they are sent. `changeAt` gives where a field is asked. */
export function answerRows(
  fields: readonly Field[],
  answers: Answers,
  changeAt?: (field: Field) => string,
): readonly SummaryRow[] {
  return fields.map((field) => ({
    key: { text: field.label },
    value: { html: html`<span class="homeward-as-typed">${asWords(field, answers[field.name])}</span>` },
    ...(changeAt
      ? { actions: { items: [{ text: 'Change', href: changeAt(field), visuallyHiddenText: field.what }] } }
      : {}),
  }));
}

/** An answer as people read it. */
export function asWords(field: Field, answer: unknown): string {
  if (answer === null || answer === undefined || answer === '') return 'Not given';
  switch (field.kind) {
    case 'date':
      return formatDate(answer as PlainDate);
    case 'datetime':
      return formatInstant(answer as Instant);
    case 'yes-no':
      return answer ? 'Yes' : 'No';
    case 'number':
      return `${(answer as number).toLocaleString('en-GB')}${field.unit ? ` ${field.unit}` : ''}`;
    case 'radios':
    case 'select':
    case 'checkboxes': {
      const chosen = new Set([answer].flat());
      return field.options
        .filter((option) => chosen.has(option.value))
        .map((option) => option.text)
        .join(', ');
    }
    default:
      return plain(answer);
  }
}

/** What would have been typed to give these answers, for a form that opens with what is known. */
export function asTyped(fields: readonly Field[], answers: Answers): Typed {
  return Object.assign({}, ...fields.map((field) => typedFor(field, answers[field.name]))) as Typed;
}

function typedFor(field: Field, answer: unknown): Typed {
  if (answer === null || answer === undefined) return {};
  const { name } = field;
  switch (field.kind) {
    case 'yes-no':
      return { [name]: answer ? 'yes' : 'no' };
    case 'checkboxes':
      return { [name]: answer as readonly string[] };
    case 'date':
      return dateParts(name, answer as PlainDate);
    case 'datetime': {
      const at = answer as Instant;
      return {
        ...dateParts(name, londonDate(at)),
        [`${name}-time`]: asTypedTime(timeOfDay(at)),
        ...hourPart(name, at),
      };
    }
    default:
      return { [name]: plain(answer) };
  }
}

function dateParts(name: string, date: PlainDate): Typed {
  const { day, month, year } = asTypedDate(date);
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

/** The answer of a field whose kind gives text or a number. */
function plain(answer: unknown): string {
  return typeof answer === 'number' ? String(answer) : (answer as string);
}
