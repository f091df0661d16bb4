import { type Attributes, type Html, type Printable, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, hasContent } from './content.ts';

/** The way to the page before or after. */
export type PaginationLink = Content & {
  readonly href?: Maybe<string>;
  readonly labelText?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** One page, or the dots between pages. */
export type PaginationItem = {
  readonly number?: number | string;
  readonly href?: string;
  readonly current?: boolean | undefined;
  readonly ellipsis?: boolean | undefined;
  readonly visuallyHiddenText?: string | undefined;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's pagination. */
export type PaginationOptions = {
  readonly items?: readonly Maybe<PaginationItem>[] | undefined;
  readonly previous?: Maybe<PaginationLink>;
  readonly next?: Maybe<PaginationLink>;
  readonly landmarkLabel?: Maybe<string>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** The way through a list that does not fit on one page. */
export function pagination(o: PaginationOptions): Html {
  const isBlock = !o.items && Boolean(o.next || o.previous);
  return html`<nav class="${classNames('govuk-pagination', isBlock && 'govuk-pagination--block', o.classes)}" aria-label="${o.landmarkLabel || 'Pagination'}"${attributes(o.attributes)}>
${o.previous && o.previous.href ? arrowLink(o.previous, 'prev', isBlock) : ''}
${o.items ? html`<ul class="govuk-pagination__list">${o.items.map((item) => (item && Object.keys(item).length > 0 ? pageItem(item) : ''))}</ul>` : ''}
${o.next && o.next.href ? arrowLink(o.next, 'next', isBlock) : ''}
</nav>`;
}

function arrowLink(link: PaginationLink, type: 'prev' | 'next', isBlock: boolean): Html {
  const words: Printable = hasContent(link)
    ? contentOf(link)
    : html`${type === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>`;
  return html`<div class="govuk-pagination__${type}">
<a class="govuk-link govuk-pagination__link" href="${link.href || ''}" rel="${type}"${attributes(link.attributes)}>
${isBlock || type === 'prev' ? arrows[type] : ''}
<span class="${classNames('govuk-pagination__link-title', isBlock && !link.labelText && 'govuk-pagination__link-title--decorated')}">
${words}
</span>
${link.labelText && isBlock ? html`<span class="govuk-visually-hidden">:</span> <span class="govuk-pagination__link-label">${link.labelText}</span>` : ''}
${!isBlock && type === 'next' ? arrows.next : ''}
</a>
</div>`;
}

function pageItem(item: PaginationItem): Html {
  if (item.ellipsis) return html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>`;
  return html`<li class="${classNames('govuk-pagination__item', item.current && 'govuk-pagination__item--current')}">
<a class="govuk-link govuk-pagination__link" href="${item.href ?? ''}" aria-label="${item.visuallyHiddenText ?? `Page ${item.number}`}"${
    item.current ? html` aria-current="page"` : ''
  }${attributes(item.attributes)}>
${item.number ?? ''}
</a>
</li>`;
}

const arrows = {
  prev: html`<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
<path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
</svg>`,
  next: html`<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
<path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
</svg>`,
};
