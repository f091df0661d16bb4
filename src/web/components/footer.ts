import { type Attributes, type Html, attributes, html } from '../html.ts';
import { type Content, type Maybe, type StyledContent, classNames, contentOf, hasContent } from './content.ts';

/** A link of the footer. */
export type FooterLink = {
  readonly text?: string;
  readonly href?: string;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's footer, without its crown and Crown copyright. */
export type FooterOptions = {
  readonly meta?:
    | (Content & { readonly visuallyHiddenTitle?: Maybe<string>; readonly items?: readonly FooterLink[] | undefined })
    | undefined;
  readonly navigation?:
    | readonly {
        readonly title?: string;
        readonly columns?: number;
        readonly width?: Maybe<string>;
        readonly items?: readonly FooterLink[] | undefined;
      }[]
    | undefined;
  /** Shown only when given: most of what Homeward shows is nobody's to license. */
  readonly contentLicence?: Maybe<Content>;
  readonly containerClasses?: Maybe<string>;
  readonly classes?: StyledContent['classes'];
  readonly attributes?: Attributes | Html | undefined;
};

/** The foot of every page. */
export function footer(o: FooterOptions): Html {
  const sections = o.navigation ?? [];
  return html`<div class="${classNames('govuk-footer', o.classes)}"${attributes(o.attributes)}>
<div class="${classNames('govuk-width-container', o.containerClasses)}">
${
  sections.length > 0 &&
  html`<div class="govuk-footer__navigation">${sections.map(
    (section) => html`<div class="govuk-footer__section govuk-grid-column-${section.width || 'full'}">
<h2 class="govuk-footer__heading govuk-heading-m">${section.title ?? ''}</h2>
${linksOf(section.items, classNames('govuk-footer__list', section.columns ? `govuk-footer__list--columns-${section.columns}` : null))}
</div>`,
  )}</div>
<hr class="govuk-footer__section-break">`
}
<div class="govuk-footer__meta">
<div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
${o.meta ? meta(o.meta) : ''}
${o.contentLicence && hasContent(o.contentLicence) ? html`<span class="govuk-footer__licence-description">${contentOf(o.contentLicence)}</span>` : ''}
</div>
</div>
</div>
</div>`;
}

function linksOf(items: readonly FooterLink[] | undefined, classes: string): Html | '' {
  if (!items || items.length === 0) return '';
  return html`<ul class="${classes}">${items.map((item) =>
    item.href && item.text ? html`<li class="govuk-footer__list-item">${link(item)}</li>` : '',
  )}</ul>`;
}

function meta(o: NonNullable<FooterOptions['meta']>): Html {
  const items = o.items ?? [];
  return html`<h2 class="govuk-visually-hidden">${o.visuallyHiddenTitle || 'Support links'}</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-footer__inline-list">${items.map((item) => html`<li class="govuk-footer__inline-list-item">${link(item)}</li>`)}</ul>`
}
${hasContent(o) && html`<div class="govuk-footer__meta-custom">${contentOf(o)}</div>`}`;
}

function link(item: FooterLink): Html {
  return html`<a class="govuk-footer__link" href="${item.href ?? ''}"${attributes(item.attributes)}>
${item.text ?? ''}
</a>`;
}
