import { type Attributes, type Html, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, either } from './content.ts';

/** One line of the summary, linked to the field it is about. */
export type ErrorItem = Content & {
  readonly href?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's error summary. */
export type ErrorSummaryOptions = {
  readonly titleText?: Maybe<string>;
  readonly titleHtml?: Maybe<Html>;
  readonly descriptionText?: Maybe<string>;
  readonly descriptionHtml?: Maybe<Html>;
  readonly errorList?: readonly ErrorItem[] | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** Everything that is wrong on the page, at its top. */
export function errorSummary(o: ErrorSummaryOptions): Html {
  const description = either(o.descriptionHtml, o.descriptionText);
  const list = o.errorList ?? [];
  return html`<div class="${classNames('govuk-error-summary', o.classes)}"${
    o.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(o.disableAutoFocus)}"`
  }${attributes(o.attributes)} data-module="govuk-error-summary">
<div role="alert">
  <h2 class="govuk-error-summary__title">
    ${either(o.titleHtml, o.titleText)}
  </h2>
  <div class="govuk-error-summary__body">
    ${description && html`<p>${description}</p>`}
    ${list.length > 0 && html`<ul class="govuk-list govuk-error-summary__list">${list.map(errorLine)}</ul>`}
  </div>
</div>
</div>`;
}

function errorLine(item: ErrorItem): Html {
  const words = contentOf(item);
  return html`<li>${item.href ? html`<a href="${item.href}"${attributes(item.attributes)}>${words}</a>` : words}</li>`;
}
