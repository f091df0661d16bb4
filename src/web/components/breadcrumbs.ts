import { type Attributes, type Html, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf } from './content.ts';

/** One step of the way; without `href` it is this page. */
export type Breadcrumb = Content & {
  readonly href?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's breadcrumbs. */
export type BreadcrumbsOptions = {
  readonly items: readonly Breadcrumb[];
  readonly collapseOnMobile?: boolean | undefined;
  readonly labelText?: string | undefined;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Where this page stands among the others. */
export function breadcrumbs(o: BreadcrumbsOptions): Html {
  const classes = classNames(
    'govuk-breadcrumbs',
    o.classes,
    o.collapseOnMobile && 'govuk-breadcrumbs--collapse-on-mobile',
  );
  return html`<nav class="${classes}"${attributes(o.attributes)} aria-label="${o.labelText ?? 'Breadcrumb'}">
<ol class="govuk-breadcrumbs__list">${o.items.map((item) =>
    item.href
      ? html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${item.href}"${attributes(item.attributes)}>${contentOf(item)}</a></li>`
      : html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${contentOf(item)}</li>`,
  )}</ol>
</nav>`;
}
