import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's hint. */
export type HintOptions = StyledContent & { readonly id?: Maybe<string> };

/** Help that stands between a label and its field. */
export function hint(o: HintOptions): Html {
  return html`<div${attribute('id', o.id)} class="${classNames('govuk-hint', o.classes)}"${attributes(o.attributes)}>
  ${contentOf(o)}
</div>`;
}
