import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, classNames, contentOf, wordsFor } from './content.ts';
import type { FieldOptions } from './form-group.ts';
import { hint } from './hint.ts';
import { textarea } from './textarea.ts';

type Plurals = Readonly<Record<string, string>>;

/** Options of the Design System's character count. */
export type CharacterCountOptions = FieldOptions & {
  readonly value?: Maybe<string>;
  readonly rows?: Maybe<string | number>;
  readonly spellcheck?: Maybe<boolean>;
  readonly maxlength?: string | number | undefined;
  readonly maxwords?: string | number | undefined;
  /** Percentage of the limit from which the count is shown. */
  readonly threshold?: string | number | undefined;
  readonly countType?: Maybe<string>;
  readonly countMessage?: { readonly classes?: Maybe<string> } | undefined;
  readonly textareaDescriptionText?: Maybe<string>;
  readonly charactersUnderLimitText?: Plurals | undefined;
  readonly charactersAtLimitText?: string | undefined;
  readonly charactersOverLimitText?: Plurals | undefined;
  readonly wordsUnderLimitText?: Plurals | undefined;
  readonly wordsAtLimitText?: string | undefined;
  readonly wordsOverLimitText?: Plurals | undefined;
};

/** A textarea that says how much room is left. */
export function characterCount(o: CharacterCountOptions): Html {
  const id = o.id || o.name;
  const limit = o.maxwords || o.maxlength;
  const countType = o.countType || (o.maxwords ? 'words' : '');
  const description =
    o.textareaDescriptionText || `You can enter up to %{count} ${countType === 'words' ? 'words' : 'characters'}`;
  const group = o.formGroup || {};
  const message = hint({
    text: limit ? description.replaceAll('%{count}', String(limit)) : '',
    id: `${id}-info`,
    classes: classNames('govuk-character-count__message', o.countMessage?.classes),
  });
  const groupAttributes = html` data-module="govuk-character-count"${attribute('data-maxlength', o.maxlength)}${attribute('data-maxwords', o.maxwords)}${attribute('data-threshold', o.threshold)}${attribute('data-count-type', countType)}${
    !limit && o.textareaDescriptionText ? wordsFor('textarea-description', { other: o.textareaDescriptionText }) : ''
  }${wordsFor('characters-under-limit', o.charactersUnderLimitText)}${wordsFor('characters-at-limit', o.charactersAtLimitText)}${wordsFor('characters-over-limit', o.charactersOverLimitText)}${wordsFor('words-under-limit', o.wordsUnderLimitText)}${wordsFor('words-at-limit', o.wordsAtLimitText)}${wordsFor('words-over-limit', o.wordsOverLimitText)}${attributes(group.attributes)}`;
  return textarea({
    id,
    name: o.name,
    describedBy: `${id}-info`,
    rows: o.rows,
    spellcheck: o.spellcheck,
    value: o.value,
    formGroup: {
      classes: classNames('govuk-character-count', group.classes),
      attributes: groupAttributes,
      beforeInput: group.beforeInput,
      afterInput: { html: html`${message}${contentOf(group.afterInput)}` },
    },
    classes: classNames('govuk-js-character-count', o.classes),
    label: o.label,
    hint: o.hint,
    errorMessage: o.errorMessage,
    attributes: o.attributes,
  });
}
