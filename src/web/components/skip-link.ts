import { type Html, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** Options of the Design System's skip link. */
export type SkipLinkOptions = StyledContent & { readonly href?: Maybe<string> };

/** The first thing that the keyboard reaches: past the navigation, to the content. */
export function skipLink(o: SkipLinkOptions): Html {
  return html`<a href="${o.href || '#content'}" class="${classNames('govuk-skip-link', o.classes)}"${attributes(o.attributes)} data-module="govuk-skip-link">${contentOf(o)}</a>`;
}
