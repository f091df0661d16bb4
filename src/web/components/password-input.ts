import { type Html, attributes, html } from '../html.ts';
import { button } from './button.ts';
import { type Maybe, classNames, contentOf, wordsFor } from './content.ts';
import type { FieldOptions } from './form-group.ts';
import { input } from './input.ts';

/** Options of the Design System's password input. */
export type PasswordInputOptions = FieldOptions & {
  readonly value?: Maybe<string>;
  readonly disabled?: boolean | undefined;
  readonly autocomplete?: Maybe<string>;
  readonly showPasswordText?: string | undefined;
  readonly hidePasswordText?: string | undefined;
  readonly showPasswordAriaLabelText?: string | undefined;
  readonly hidePasswordAriaLabelText?: string | undefined;
  readonly passwordShownAnnouncementText?: string | undefined;
  readonly passwordHiddenAnnouncementText?: string | undefined;
  readonly button?: { readonly classes?: Maybe<string> } | undefined;
};

/** A password that can be shown where script runs. */
export function passwordInput(o: PasswordInputOptions): Html {
  const id = o.id || o.name;
  const group = o.formGroup || {};
  const show = button({
    type: 'button',
    classes: classNames(
      'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
      o.button?.classes,
    ),
    text: o.showPasswordText ?? 'Show',
    attributes: {
      'aria-controls': id,
      'aria-label': o.showPasswordAriaLabelText ?? 'Show password',
      hidden: { value: true, optional: true },
    },
  });
  return input({
    formGroup: {
      classes: classNames('govuk-password-input', group.classes),
      attributes: html` data-module="govuk-password-input"${wordsFor('show-password', o.showPasswordText)}${wordsFor('hide-password', o.hidePasswordText)}${wordsFor('show-password-aria-label', o.showPasswordAriaLabelText)}${wordsFor('hide-password-aria-label', o.hidePasswordAriaLabelText)}${wordsFor('password-shown-announcement', o.passwordShownAnnouncementText)}${wordsFor('password-hidden-announcement', o.passwordHiddenAnnouncementText)}${attributes(group.attributes)}`,
      beforeInput: group.beforeInput,
      afterInput: { html: html`${show}${contentOf(group.afterInput)}` },
    },
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    label: o.label,
    hint: o.hint,
    classes: classNames('govuk-password-input__input govuk-js-password-input-input', o.classes),
    errorMessage: o.errorMessage,
    id,
    name: o.name,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: o.autocomplete || 'current-password',
    value: o.value,
    disabled: o.disabled,
    describedBy: o.describedBy,
    attributes: o.attributes,
  });
}
