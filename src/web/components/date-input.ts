import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, classNames, contentOf } from './content.ts';
import type { ErrorMessageOptions } from './error-message.ts';
import { type FieldsetPartOptions, fieldset } from './fieldset.ts';
import { type FormGroupOfManyOptions, formGroup, messagesOf } from './form-group.ts';
import type { HintOptions } from './hint.ts';
import { input } from './input.ts';

/** One part of a date. */
export type DatePartOptions = {
  readonly id?: Maybe<string>;
  readonly name?: string | undefined;
  readonly label?: Maybe<string>;
  readonly value?: string | number | undefined;
  /** `true` marks this part as wrong, `false` says that it is not although the date is. */
  readonly error?: boolean | undefined;
  readonly classes?: Maybe<string>;
  readonly inputmode?: Maybe<string>;
  readonly autocomplete?: Maybe<string>;
  readonly pattern?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's date input. `day`, `month` or `year` set to `false` leaves that part out. */
export type DateInputOptions = {
  readonly id?: Maybe<string>;
  readonly namePrefix?: Maybe<string>;
  readonly values?: Readonly<Record<string, string | number>> | undefined;
  readonly day?: DatePartOptions | false | undefined;
  readonly month?: DatePartOptions | false | undefined;
  readonly year?: DatePartOptions | false | undefined;
  readonly items?: Maybe<readonly Maybe<DatePartOptions>[]>;
  readonly hint?: Maybe<HintOptions>;
  readonly errorMessage?: Maybe<ErrorMessageOptions>;
  readonly formGroup?: Maybe<FormGroupOfManyOptions>;
  readonly fieldset?: Maybe<FieldsetPartOptions>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** A date that people know, typed as day, month and year. */
export function dateInput(o: DateInputOptions): Html {
  const parts = { day: o.day ?? {}, month: o.month ?? {}, year: o.year ?? {} };
  const items: readonly Maybe<DatePartOptions>[] =
    o.items && o.items.length > 0 ? o.items : [parts.day, parts.month, parts.year];
  const anyWrong = items.some((item) => item && isWrong(item));
  const messages = messagesOf(o.id || 'undefined', o.fieldset && o.fieldset.describedBy, o);
  const inner = html`${messages.markup}
<div class="${classNames('govuk-date-input', o.classes)}"${attributes(o.attributes)}${attribute('id', o.id || null)}>
${contentOf(o.formGroup && o.formGroup.beforeInputs)}
${items.map((item) => (item ? datePart(o, parts, item, anyWrong) : ''))}
${contentOf(o.formGroup && o.formGroup.afterInputs)}
</div>`;
  return formGroup(
    o,
    o.fieldset ? fieldset({ ...o.fieldset, role: 'group', describedBy: messages.describedBy, html: inner }) : inner,
  );
}

type Parts = {
  readonly day: DatePartOptions | false;
  readonly month: DatePartOptions | false;
  readonly year: DatePartOptions | false;
};

function isWrong(item: DatePartOptions): boolean {
  return Boolean(item.error) || Boolean(item.classes && item.classes.includes('govuk-input--error'));
}

function datePart(o: DateInputOptions, parts: Parts, item: DatePartOptions, anyWrong: boolean): Html {
  const known = (['day', 'month', 'year'] as const).find((name) => isPart(name, parts[name], item));
  const part = known ? parts[known] || {} : {};
  const name = item.name ?? known ?? '';
  const fullName = (o.namePrefix ? `${o.namePrefix}-` : '') + name;
  const typed = o.items || !known || part !== item ? undefined : o.values?.[known];
  const value = item.value ?? part.value ?? typed ?? o.values?.[fullName];
  const ownClasses = item.classes || '';
  const wrong = isWrong(item) || (item.error !== false && Boolean(o.errorMessage) && !anyWrong);
  return html`<div class="govuk-date-input__item">
${input({
  label: {
    text: item.label || name.charAt(0).toUpperCase() + name.slice(1).toLowerCase(),
    classes: 'govuk-date-input__label',
  },
  id: item.id || `${o.id ?? ''}-${name}`,
  classes: classNames(
    'govuk-date-input__input',
    wrong && !ownClasses.includes('govuk-input--error') && 'govuk-input--error',
    !ownClasses.includes('govuk-input--width-') && `govuk-input--width-${known === 'year' ? 4 : 2}`,
    ownClasses,
  ),
  name: fullName,
  value,
  type: 'text',
  inputmode: item.inputmode || 'numeric',
  autocomplete: item.autocomplete,
  pattern: item.pattern,
  attributes: item.attributes,
})}
</div>`;
}

function isPart(name: string, part: DatePartOptions | false, item: DatePartOptions): boolean {
  return (
    item === part || (item.name !== undefined && (item.name === name || (part !== false && item.name === part.name)))
  );
}
