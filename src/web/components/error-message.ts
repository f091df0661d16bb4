import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's error message. */
export type ErrorMessageOptions = StyledContent & {
  readonly id?: Maybe<string>;
  /** Said before the message by a screen reader; `''` leaves it out. */
  readonly visuallyHiddenText?: string;
};

/** The message beside a field, saying what to do. */
export function errorMessage(o: ErrorMessageOptions): Html {
  const hidden = o.visuallyHiddenText ?? 'Error';
  return html`<p${attribute('id', o.id)} class="${classNames('govuk-error-message', o.classes)}"${attributes(o.attributes)}>
  ${hidden ? html`<span class="govuk-visually-hidden">${hidden}:</span> ` : ''}${contentOf(o)}
</p>`;
}
