import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, hasContent } from './content.ts';

/** One tab and what it shows. */
export type TabItem = {
  readonly id?: Maybe<string>;
  readonly label: string;
  readonly attributes?: Attributes | Html | undefined;
  readonly panel?: (Content & { readonly attributes?: Attributes | Html | undefined }) | undefined;
};

/** Options of the Design System's tabs. */
export type TabsOptions = {
  readonly items?: readonly Maybe<TabItem>[] | undefined;
  readonly title?: string | undefined;
  readonly id?: Maybe<string>;
  readonly idPrefix?: Maybe<string>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Parts of a page, one at a time where script runs, one after the other where it does not. */
export function tabs(o: TabsOptions): Html {
  const items = (o.items ?? []).map((item, i) =>
    item ? { ...item, first: i === 0, id: item.id || `${o.idPrefix || ''}-${i + 1}` } : null,
  );
  return html`<div${attribute('id', o.id || null)} class="${classNames('govuk-tabs', o.classes)}"${attributes(o.attributes)} data-module="govuk-tabs">
<h2 class="govuk-tabs__title">
${o.title ?? 'Contents'}
</h2>
${
  items.length > 0 &&
  html`<ul class="govuk-tabs__list">${items.map(
    (item) =>
      item &&
      html`<li class="${classNames('govuk-tabs__list-item', item.first && 'govuk-tabs__list-item--selected')}"><a class="govuk-tabs__tab" href="#${item.id}"${attributes(item.attributes)}>
${item.label}
</a></li>`,
  )}</ul>
${items.map(
  (item) =>
    item &&
    html`<div class="${classNames('govuk-tabs__panel', !item.first && 'govuk-tabs__panel--hidden')}" id="${item.id}"${attributes(item.panel?.attributes)}>
${item.panel?.html ? contentOf(item.panel) : hasContent(item.panel) && html`<p class="govuk-body">${contentOf(item.panel)}</p>`}
</div>`,
)}`
}
</div>`;
}
