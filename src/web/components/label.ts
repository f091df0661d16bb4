import { type Html, attribute, attributes, html, nothing } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf, hasContent } from './content.ts';

/** Options of the Design System's label. */
export type LabelOptions = StyledContent & {
  readonly for?: Maybe<string>;
  /** Wraps the label in the page's `h1`, for a page with one question. */
  readonly isPageHeading?: boolean;
};

/** The label of a field. Without text it prints nothing. */
export function label(o: LabelOptions): Html {
  if (!hasContent(o)) return nothing;
  const element = html`<label class="${classNames('govuk-label', o.classes)}"${attributes(o.attributes)}${attribute('for', o.for)}>
  ${contentOf(o)}
</label>`;
  return o.isPageHeading ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}
