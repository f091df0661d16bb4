import { type Attributes, type Html, attribute, attributes, html } from '../html.ts';
import { type Content, type Maybe, classNames, contentOf, hasContent } from './content.ts';

/** One place to go. `current` is this very page, `active` a page above it. */
export type NavigationItem = Content & {
  readonly href?: Maybe<string>;
  readonly current?: boolean | undefined;
  readonly active?: boolean | undefined;
  readonly attributes?: Attributes | Html | undefined;
};

/** Options of the Design System's service navigation. */
export type ServiceNavigationOptions = {
  readonly navigation?: readonly Maybe<NavigationItem>[] | undefined;
  readonly serviceName?: Maybe<string>;
  readonly serviceUrl?: Maybe<string>;
  readonly ariaLabel?: string | undefined;
  readonly navigationLabel?: Maybe<string>;
  readonly navigationId?: Maybe<string>;
  readonly navigationClasses?: Maybe<string>;
  readonly menuButtonText?: Maybe<string>;
  readonly menuButtonLabel?: Maybe<string>;
  readonly collapseNavigationOnMobile?: boolean | undefined;
  readonly slots?:
    | {
        readonly start?: Maybe<Html>;
        readonly end?: Maybe<Html | { readonly html?: Maybe<Html>; readonly align?: 'inline' }>;
        readonly navigationStart?: Maybe<Html>;
        readonly navigationEnd?: Maybe<Html>;
      }
    | undefined;
  readonly classes?: Maybe<string>;
  readonly attributes?: Attributes | Html | undefined;
};

/** The places to go, under the header of every page. */
export function serviceNavigation(o: ServiceNavigationOptions): Html {
  const { start, end } = o.slots ?? {};
  const endMarkup = end ? ('html' in end ? end.html : (end as Html)) : null;
  const isInline = Boolean(end && 'align' in end && end.align === 'inline');
  const shared = html` class="${classNames('govuk-service-navigation', o.classes)}" data-module="govuk-service-navigation"${attributes(o.attributes)}`;
  const inner = html`<div class="${classNames('govuk-width-container', isInline && 'govuk-service-navigation__inlining-container')}">
${start || ''}<div class="govuk-service-navigation__container">
${o.serviceName ? serviceName(o.serviceName, o.serviceUrl) : ''}
${list(o)}
</div>
${endMarkup || ''}
</div>`;
  if (o.serviceName || start || endMarkup)
    return html`<section aria-label="${o.ariaLabel ?? 'Service information'}"${shared}>${inner}</section>`;
  return html`<div${shared}>${inner}</div>`;
}

function serviceName(name: string, url: Maybe<string>): Html {
  return html`<span class="govuk-service-navigation__service-name">${
    url
      ? html`<a href="${url}" class="govuk-service-navigation__link">${name}</a>`
      : html`<span class="govuk-service-navigation__text">${name}</span>`
  }</span>`;
}

function list(o: ServiceNavigationOptions): Html | '' {
  const items = (o.navigation ?? []).filter((item) => Boolean(item)) as readonly NavigationItem[];
  const { navigationStart, navigationEnd } = o.slots ?? {};
  if (items.length === 0 && !navigationStart && !navigationEnd) return '';
  const button = o.menuButtonText || 'Menu';
  const id = o.navigationId || 'navigation';
  return html`<nav aria-label="${o.navigationLabel || button}" class="${classNames('govuk-service-navigation__wrapper', o.navigationClasses)}">
${
  (o.collapseNavigationOnMobile ?? items.length > 1) &&
  html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="${id}"${
    o.menuButtonLabel !== button && attribute('aria-label', o.menuButtonLabel || null)
  } hidden aria-hidden="true">
${button}
</button>`
}
<ul class="govuk-service-navigation__list" id="${id}">
${navigationStart || ''}${items.map(navigationItem)}${navigationEnd || ''}
</ul>
</nav>`;
}

function navigationItem(item: NavigationItem): Html {
  const isActive = Boolean(item.active || item.current);
  const words = isActive
    ? html`<strong class="govuk-service-navigation__active-fallback">${contentOf(item)}</strong>`
    : contentOf(item);
  const current = isActive && html` aria-current="${item.current ? 'page' : 'true'}"`;
  return html`<li class="${classNames('govuk-service-navigation__item', isActive && 'govuk-service-navigation__item--active')}">
${
  item.href
    ? html`<a class="govuk-service-navigation__link" href="${item.href}"${current}${attributes(item.attributes)}>${words}</a>`
    : hasContent(item) && html`<span class="govuk-service-navigation__text"${current}>${words}</span>`
}
</li>`;
}
