import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';

/** One answer that can be chosen. */
export type Option = { readonly value: string; readonly text: string; readonly hint?: string };

type Common = {
  /** The name of the field, and its id. */
  readonly name: string;
  /** The question, or the words beside the field. */
  readonly label: string;
  /** How a message names it: "the date of birth" gives "Enter the date of birth". For yes or no: "the child is under 14". */
  readonly what: string;
  readonly hint?: string;
  readonly optional?: true;
  /** Not said to be optional: another answer decides whether it is needed, and its label says so. */
  readonly conditional?: true;
  /** Words instead of the usual ones. */
  readonly messages?: { readonly missing?: string; readonly wrong?: string };
};

/** A question of a form. From it come its HTML, its parser and its row on the page of answers to check. */
export type Field = Common &
  (
    | {
        readonly kind: 'text';
        readonly maxlength?: number;
        readonly width?: 2 | 3 | 4 | 5 | 10 | 20;
        readonly autocomplete?: string;
        readonly spellcheck?: boolean;
      }
    | { readonly kind: 'textarea'; readonly maxlength?: number; readonly rows?: number }
    | { readonly kind: 'radios' | 'select' | 'checkboxes'; readonly options: readonly Option[] }
    | { readonly kind: 'yes-no' }
    | { readonly kind: 'postcode' }
    | {
        readonly kind: 'number';
        readonly least?: number;
        readonly most?: number;
        readonly fractions?: boolean;
        readonly unit?: string;
      }
    | { readonly kind: 'date' | 'datetime'; readonly inThePast?: boolean }
    | { readonly kind: 'file'; readonly accept?: string }
  );

/** What a field of a kind gives when it is answered. A file is read by its route. */
type ValueOfKind<K extends Field['kind']> = K extends 'checkboxes'
  ? readonly string[]
  : K extends 'yes-no'
    ? boolean
    : K extends 'number'
      ? number
      : K extends 'date'
        ? PlainDate
        : K extends 'datetime'
          ? Instant
          : K extends 'file'
            ? null
            : string;

/** What one field gives: null where an optional one was left empty. */
export type ValueOf<F extends Field> = F extends { readonly optional: true }
  ? ValueOfKind<F['kind']> | null
  : ValueOfKind<F['kind']>;

/** The answers to a form, by the names of its fields. */
export type AnswersOf<Fields extends readonly Field[]> = { readonly [F in Fields[number] as F['name']]: ValueOf<F> };

/** What was posted, as it was typed. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** What is wrong with a field, as the error summary and the field show it. */
export type FieldError = {
  readonly name: string;
  readonly text: string;
  /** The id of the element to go to. */
  readonly href: `#${string}`;
  /** Of a date, the parts that are wrong. */
  readonly parts?: readonly string[];
};

/** One field of what was posted, as text; `''` when it was not. */
export function textIn(typed: Typed, name: string): string {
  const value = typed[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
}

/** One field of what was posted, as a list. */
export function listIn(typed: Typed, name: string): readonly string[] {
  const value = typed[name];
  return value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value;
}

/** The most characters that a text may have, unless the field says otherwise. */
export const usualLength = { text: 200, textarea: 10_000 } as const;
