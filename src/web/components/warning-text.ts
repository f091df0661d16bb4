import { type Html, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's warning text. */
export type WarningTextOptions = StyledContent & { readonly iconFallbackText?: Maybe<string> };

/** What happens if somebody does not do this. */
export function warningText(o: WarningTextOptions): Html {
  return html`<div class="${classNames('govuk-warning-text', o.classes)}"${attributes(o.attributes)}>
<span class="govuk-warning-text__icon" aria-hidden="true">!</span>
<strong class="govuk-warning-text__text">
<span class="govuk-visually-hidden">${o.iconFallbackText || 'Warning'}</span> ${contentOf(o)}
</strong>
</div>`;
}
