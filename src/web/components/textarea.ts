import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, classNames } from './content.ts';
import { type FieldOptions, singleField, surrounded } from './form-group.ts';

/** Options of the Design System's textarea. */
export type TextareaOptions = FieldOptions & {
  readonly value?: Maybe<string>;
  readonly rows?: Maybe<string | number>;
  readonly disabled?: boolean | undefined;
  readonly autocomplete?: Maybe<string>;
  readonly spellcheck?: Maybe<boolean>;
};

/** More than a line of text. What was typed is printed exactly, its first empty line too. */
export function textarea(o: TextareaOptions): Html {
  return singleField(o, (id, describedBy) =>
    surrounded(
      o.formGroup,
      html`<textarea class="${classNames('govuk-textarea', o.errorMessage && 'govuk-textarea--error', o.classes)}" id="${id}" name="${o.name}" rows="${o.rows || 5}"${
        o.spellcheck === true || o.spellcheck === false ? attribute('spellcheck', String(o.spellcheck)) : ''
      }${o.disabled ? html` disabled` : ''}${attribute('aria-describedby', describedBy)}${attribute('autocomplete', o.autocomplete || null)}${attributes(o.attributes)}>${
        o.value && o.value.startsWith('\n') ? '\n' : ''
      }${o.value || ''}</textarea>`,
    ),
  );
}
