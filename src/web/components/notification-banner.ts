import { type Html, attributes, html, raw } from '../html.ts';
import { type Maybe, type StyledContent, classNames, contentOf, either, hasContent } from './content.ts';

/** Options of the Design System's notification banner. */
export type NotificationBannerOptions = StyledContent & {
  readonly type?: Maybe<'success'>;
  readonly titleText?: Maybe<string>;
  readonly titleHtml?: Maybe<Html>;
  readonly titleHeadingLevel?: Maybe<number | string>;
  readonly titleId?: Maybe<string>;
  readonly role?: Maybe<string>;
  readonly disableAutoFocus?: boolean | undefined;
};

/** Tells of something that is not about the page's own content: what was done, or what is new. */
export function notificationBanner(o: NotificationBannerOptions): Html {
  const success = o.type === 'success';
  const titleId = o.titleId || 'govuk-notification-banner-title';
  const level = raw(`h${Math.trunc(Number(o.titleHeadingLevel || 2))}`);
  const title = either(o.titleHtml, o.titleText) || (success ? 'Success' : 'Important');
  return html`<div class="${classNames('govuk-notification-banner', success && 'govuk-notification-banner--success', o.classes)}" role="${
    o.role || (success ? 'alert' : 'region')
  }" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${
    o.disableAutoFocus !== undefined && html` data-disable-auto-focus="${String(o.disableAutoFocus)}"`
  }${attributes(o.attributes)}>
<div class="govuk-notification-banner__header">
<${level} class="govuk-notification-banner__title" id="${titleId}">
${title}
</${level}>
</div>
<div class="govuk-notification-banner__content">
${hasContent({ html: o.html }) ? contentOf(o) : hasContent(o) && html`<p class="govuk-notification-banner__heading">${contentOf(o)}</p>`}
</div>
</div>`;
}
