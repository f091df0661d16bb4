import { type Html, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf, hasContent } from './content.ts';

/** Options of the Design System's back link. */
export type BackLinkOptions = StyledContent & { readonly href?: Maybe<string> };

/** The way back to the page before, above the page's content. */
export function backLink(o: BackLinkOptions): Html {
  return html`<a href="${o.href || '#'}" class="${classNames('govuk-back-link', o.classes)}"${attributes(o.attributes)}>${hasContent(o) ? contentOf(o) : 'Back'}</a>`;
}
