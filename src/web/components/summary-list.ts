import { type Attributes, type Html, attributes, html, raw } from '../html.ts';
import { type Content, type Maybe, type StyledContent, classNames, contentOf } from './content.ts';

/** A link beside a row or in the title of a card. `visuallyHiddenText` says what would be changed. */
export type SummaryAction = StyledContent & { readonly href: string; readonly visuallyHiddenText?: Maybe<string> };

type SummaryActions = { readonly items?: readonly SummaryAction[] | undefined; readonly classes?: Maybe<string> };

/** One row: what, its value, and what can be done about it. */
export type SummaryRow = {
  readonly key: Content & { readonly classes?: Maybe<string> };
  readonly value: Content & { readonly classes?: Maybe<string> };
  readonly classes?: Maybe<string>;
  readonly actions?: Maybe<SummaryActions>;
};

/** A card around a list, for one of several things of a kind. */
export type SummaryCard = {
  readonly title?: (Content & { readonly headingLevel?: number; readonly classes?: Maybe<string> }) | undefined;
  readonly actions?: Maybe<SummaryActions>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's summary list. */
export type SummaryListOptions = {
  readonly rows: readonly Maybe<SummaryRow>[];
  readonly card?: Maybe<SummaryCard>;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Facts about one thing, or answers to be checked. */
export function summaryList(o: SummaryListOptions): Html {
  const anyActions = o.rows.some((row) => row && actionsOf(row).length > 0);
  const list = html`<dl class="${classNames('govuk-summary-list', o.classes)}"${attributes(o.attributes)}>
${o.rows.map((row) => (row ? summaryRow(row, anyActions, o.card && o.card.title) : ''))}
</dl>`;
  return o.card ? card(o.card, list) : list;
}

function actionsOf(row: { readonly actions?: Maybe<SummaryActions> }): readonly SummaryAction[] {
  return (row.actions && row.actions.items) || [];
}

function summaryRow(row: SummaryRow, anyActions: boolean, cardTitle: Maybe<Content>): Html {
  const items = actionsOf(row);
  const [only] = items;
  const noActions = anyActions && !(row.actions && row.actions.items);
  return html`<div class="${classNames('govuk-summary-list__row', noActions && 'govuk-summary-list__row--no-actions', row.classes)}">
<dt class="${classNames('govuk-summary-list__key', row.key?.classes)}">
${contentOf(row.key)}
</dt>
<dd class="${classNames('govuk-summary-list__value', row.value?.classes)}">
${contentOf(row.value)}
</dd>
${
  only
    ? html`<dd class="${classNames('govuk-summary-list__actions', row.actions && row.actions.classes)}">${
        items.length === 1
          ? actionLink(only, cardTitle)
          : html`<ul class="govuk-summary-list__actions-list">${items.map((item) => html`<li class="govuk-summary-list__actions-list-item">${actionLink(item, cardTitle)}</li>`)}</ul>`
      }</dd>`
    : ''
}
</div>`;
}

function card(o: SummaryCard, list: Html): Html {
  const items = actionsOf(o);
  const [only] = items;
  const level = raw(`h${Math.trunc(o.title?.headingLevel || 2)}`);
  const actionClasses = classNames('govuk-summary-card__actions', o.actions && o.actions.classes);
  return html`<div class="${classNames('govuk-summary-card', o.classes)}"${attributes(o.attributes)}>
<div class="govuk-summary-card__title-wrapper">
${o.title ? html`<${level} class="${classNames('govuk-summary-card__title', o.title.classes)}">${contentOf(o.title)}</${level}>` : ''}
${
  only && items.length === 1
    ? html`<div class="${actionClasses}">${actionLink(only, o.title)}</div>`
    : only
      ? html`<ul class="${actionClasses}">${items.map((item) => html`<li class="govuk-summary-card__action">${actionLink(item, o.title)}</li>`)}</ul>`
      : ''
}
</div>
<div class="govuk-summary-card__content">
${list}
</div>
</div>`;
}

function actionLink(o: SummaryAction, cardTitle: Maybe<Content>): Html {
  const hidden = o.visuallyHiddenText || '';
  return html`<a class="${classNames('govuk-link', o.classes)}" href="${o.href ?? ''}"${attributes(o.attributes)}>${contentOf(o)}${
    hidden || cardTitle
      ? html`<span class="govuk-visually-hidden">${hidden && html` ${hidden}`}${cardTitle ? html` (${contentOf(cardTitle)})` : ''}</span>`
      : ''
  }</a>`;
}
