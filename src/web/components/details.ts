import { type Html, attribute, attributes, html } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf, either } from './content.ts';

/** Options of the Design System's details. */
export type DetailsOptions = StyledContent & {
  readonly summaryText?: Maybe<string>;
  readonly summaryHtml?: Maybe<Html>;
  readonly id?: Maybe<string>;
  readonly open?: boolean | undefined;
};

/** More, for those who ask for it. */
export function details(o: DetailsOptions): Html {
  return html`<details${attribute('id', o.id || null)} class="${classNames('govuk-details', o.classes)}"${attributes(o.attributes)}${o.open ? html` open` : ''}>
<summary class="govuk-details__summary">
<span class="govuk-details__summary-text">
${either(o.summaryHtml, o.summaryText)}
</span>
</summary>
<div class="govuk-details__text">
${contentOf(o)}
</div>
</details>`;
}
