import { characterCount } from '../components/character-count.ts';
import { checkboxes } from '../components/checkboxes.ts';
import { type DatePartOptions, dateInput } from '../components/date-input.ts';
import { fileUpload } from '../components/file-upload.ts';
import type { HintOptions } from '../components/hint.ts';
import { input } from '../components/input.ts';
import { radios } from '../components/radios.ts';
import { select } from '../components/select.ts';
import { textarea } from '../components/textarea.ts';
import { type Html, html } from '../html.ts';
import { type Field, type FieldError, type Option, type Typed, listIn, textIn } from './field.ts';
import { isAboutHour, whichHour } from './which-hour.ts';

/** How a field is shown on its page. */
export type Showing = {
  /** The question is the heading of the page: for a page a question. */
  readonly asHeading?: boolean;
};

/** Every field of a form, with what was typed and what is wrong with it. */
export function showFields(
  fields: readonly Field[],
  typed: Typed,
  errors: readonly FieldError[] = [],
  showing: Showing = {},
): Html {
  return html`${fields.map((field) => showField(field, typed, errors, showing))}`;
}

/** One field, with exactly what was typed into it, and what is wrong with it. */
export function showField(field: Field, typed: Typed, errors: readonly FieldError[] = [], showing: Showing = {}): Html {
  const error = errors.find((one) => one.name === field.name);
  const words = {
    text: field.optional && !field.conditional ? `${field.label} (optional)` : field.label,
    isPageHeading: showing.asHeading ?? false,
  };
  const shared = {
    name: field.name,
    hint: field.hint ? ({ text: field.hint } satisfies HintOptions) : null,
    errorMessage: error ? { text: error.text } : null,
  };
  const size = showing.asHeading ? 'l' : 's';
  const labelled = { ...shared, id: field.name, label: { ...words, classes: `govuk-label--${size}` } };
  const legend = { fieldset: { legend: { ...words, classes: `govuk-fieldset__legend--${size}` } } };
  const value = textIn(typed, field.name);
  switch (field.kind) {
    case 'text':
      return input({
        ...labelled,
        value,
        classes: field.width && `govuk-input--width-${field.width}`,
        autocomplete: field.autocomplete ?? 'off',
        spellcheck: field.spellcheck ?? false,
      });
    case 'postcode':
      return input({ ...labelled, value, classes: 'govuk-input--width-10', autocomplete: 'off', spellcheck: false });
    case 'number':
      return input({
        ...labelled,
        value,
        classes: 'govuk-input--width-5',
        inputmode: field.fractions ? 'decimal' : 'numeric',
        autocomplete: 'off',
        spellcheck: false,
        suffix: field.unit ? { text: field.unit } : null,
      });
    case 'textarea':
      return field.maxlength === undefined
        ? textarea({ ...labelled, value, rows: field.rows ?? 5 })
        : characterCount({ ...labelled, value, rows: field.rows ?? 5, maxlength: field.maxlength, threshold: 75 });
    case 'select':
      return select({
        ...labelled,
        value,
        items: [
          { value: '', text: 'Choose one' },
          ...field.options.map(({ text, value: chosen }) => ({ text, value: chosen })),
        ],
      });
    case 'radios':
      return radios({ ...shared, ...legend, value, items: choicesOf(field.options) });
    case 'checkboxes':
      return checkboxes({ ...shared, ...legend, values: listIn(typed, field.name), items: choicesOf(field.options) });
    case 'yes-no':
      return radios({ ...shared, ...legend, value, classes: 'govuk-radios--inline', items: choicesOf(yesAndNo) });
    case 'date':
    case 'datetime':
      return html`${dateInput({
        ...shared,
        ...legend,
        errorMessage: isAboutHour(error) ? null : shared.errorMessage,
        id: field.name,
        namePrefix: field.name,
        items: datePartsOf(field, typed, error),
      })}${field.kind === 'datetime' ? whichHour(field, typed, error) : null}`;
    case 'file':
      return fileUpload({ ...labelled, attributes: field.accept ? { accept: field.accept } : {} });
  }
}

const yesAndNo: readonly Option[] = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

function choicesOf(options: readonly Option[]) {
  return options.map(({ value, text, hint }) => ({ value, text, hint: hint ? { text: hint } : null }));
}

function datePartsOf(field: Field, typed: Typed, error: FieldError | undefined): readonly DatePartOptions[] {
  const part = (name: string, more: Omit<DatePartOptions, 'name' | 'value' | 'error'>): DatePartOptions => ({
    name,
    value: textIn(typed, `${field.name}-${name}`),
    error: Boolean(error && (error.parts?.includes(name) ?? true)),
    ...more,
  });
  const date = [
    part('day', { classes: 'govuk-input--width-2' }),
    part('month', { classes: 'govuk-input--width-5', inputmode: 'text' }),
    part('year', { classes: 'govuk-input--width-4' }),
  ];
  return field.kind === 'datetime'
    ? [...date, part('time', { classes: 'govuk-input--width-5', inputmode: 'text' })]
    : date;
}
