import { type Attributes, type Html, attributes, html } from '../html.ts';
import { type Maybe, classNames, either } from './content.ts';

/** Options of the Design System's generic header: the one without a crown. */
export type GenericHeaderOptions = {
  readonly logoText?: Maybe<string>;
  readonly logoHtml?: Maybe<Html>;
  readonly url?: Maybe<string>;
  readonly containerClasses?: Maybe<string>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** The band at the top of every page, with the name of the product. */
export function genericHeader(o: GenericHeaderOptions): Html {
  return html`<div class="${classNames('govuk-generic-header', o.classes)}"${attributes(o.attributes)}>
<div class="govuk-generic-header__container ${o.containerClasses || 'govuk-width-container'}">
<div class="govuk-generic-header__logo">
<a href="${o.url || '/'}" class="govuk-generic-header__homepage-link">
${either(o.logoHtml, o.logoText)}
</a>
</div>
</div>
</div>`;
}
