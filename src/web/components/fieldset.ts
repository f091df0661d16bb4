import { type Html, attribute, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, hasContent } from './content.ts';
import type { Attributes } from '../html.ts';

/** The legend of a fieldset: the question that its fields answer together. */
export type LegendOptions = Content & { readonly classes?: Maybe<string>; readonly isPageHeading?: boolean };

/** Options of a fieldset as a part of another component. */
export type FieldsetPartOptions = {
  readonly describedBy?: Maybe<string>;
  readonly legend?: Maybe<LegendOptions>;
  readonly classes?: Maybe<string>;
  readonly role?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's fieldset. */
export type FieldsetOptions = FieldsetPartOptions & { readonly html?: Maybe<Html> };

/** Fields that belong together, under one legend. */
export function fieldset(o: FieldsetOptions): Html {
  const legend = o.legend || {};
  return html`<fieldset class="${classNames('govuk-fieldset', o.classes)}"${attribute('role', o.role || null)}${attribute('aria-describedby', o.describedBy || null)}${attributes(o.attributes)}>
${
  hasContent(legend) &&
  html`<legend class="${classNames('govuk-fieldset__legend', legend.classes)}">
  ${legend.isPageHeading ? html`<h1 class="govuk-fieldset__heading">${contentOf(legend)}</h1>` : contentOf(legend)}
</legend>`
}
${o.html || ''}
</fieldset>`;
}
