import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's inset text. */
export type InsetTextOptions = StyledContent & { readonly id?: Maybe<string> };

/** Text set apart from what is around it. */
export function insetText(o: InsetTextOptions): Html {
  return html`<div${attribute('id', o.id || null)} class="${classNames('govuk-inset-text', o.classes)}"${attributes(o.attributes)}>
${contentOf(o)}
</div>`;
}
