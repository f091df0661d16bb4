import { assetUrl } from './assets.ts';
import { backLink as renderBackLink } from './components/back-link.ts';
import { type Breadcrumb, breadcrumbs as renderBreadcrumbs } from './components/breadcrumbs.ts';
import type { Maybe } from './components/content.ts';
import { type ErrorItem, errorSummary } from './components/error-summary.ts';
import { footer } from './components/footer.ts';
import { genericHeader } from './components/generic-header.ts';
import { type NavigationItem, serviceNavigation } from './components/service-navigation.ts';
import { type PhaseBannerOptions, phaseBanner } from './components/phase-banner.ts';
import { subNavigation } from './sub-navigation.ts';
import { skipLink } from './components/skip-link.ts';
import { type Html, html, nothing } from './html.ts';
import { paths } from './paths.ts';
import type { SignedIn } from './session.ts';

/** One place of the service navigation. */
export type Place = {
  readonly text: string;
  readonly href: string;
  /** The pages of a place that has several; shown in a row on each of them. */
  readonly pages?: readonly { readonly text: string; readonly href: string }[];
};

/** A page, before it is a document. */
export type PageOptions = {
  /** What the page is, without the product's name; it is also the first heading unless the body has its own. */
  readonly title: string;
  readonly requester?: Pick<SignedIn, 'displayName' | 'agencyName'> | null | undefined;
  readonly navigation: readonly Place[];
  /** Path of this page, by which the navigation shows where we are. */
  readonly currentPath: string;
  readonly backLink?: Maybe<string>;
  readonly breadcrumbs?: readonly Breadcrumb[] | undefined;
  /** Shown at the top of the content: a notification banner. */
  readonly banner?: Maybe<Html>;
  readonly phase?: Maybe<PhaseBannerOptions>;
  /** What is wrong with what was sent; lists them and says so in the title. */
  readonly errors?: readonly ErrorItem[] | undefined;
  readonly body: Html;
  readonly csrfToken: string;
  /** Uses the whole width, for wide tables. */
  readonly wide?: boolean | undefined;
};

/** The places that everybody signed in sees. */
export const mainNavigation: readonly Place[] = [
  { text: 'Worklist', href: paths.worklist },
  { text: 'Missing now', href: paths.missingNow },
  { text: 'Children', href: paths.children },
  { text: 'Reports', href: paths.reports },
  { text: 'Import', href: paths.imports },
  { text: 'Review queue', href: paths.reviewQueue },
];

/** A whole document. */
export function page(o: PageOptions): string {
  const errors = o.errors ?? [];
  return html`<!DOCTYPE html>
<html lang="en-GB" class="govuk-template">
<head>
<meta charset="utf-8">
<title>${errors.length > 0 && 'Error: '}${o.title} – Homeward</title>
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#1d70b8">
<link rel="icon" href="${assetUrl('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl('govuk-frontend.min.css')}">
<link rel="stylesheet" href="${assetUrl('homeward.css')}">
</head>
<body class="govuk-template__body">
<script src="${assetUrl('js-enabled.js')}"></script>
${skipLink({ href: '#main-content', text: 'Skip to main content' })}
<header class="govuk-template__header">
${genericHeader({ logoText: 'Homeward', url: paths.home })}
${o.requester ? whoIsSignedIn(o.requester, o.csrfToken) : nothing}
${o.requester ? serviceNavigation({ navigation: o.navigation.map((place) => asItem(place, o.currentPath)), navigationLabel: 'Main' }) : nothing}
${o.phase ? phaseBanner(o.phase) : nothing}
</header>
<div class="govuk-width-container${o.wide ? ' homeward-wide' : ''}">
${o.requester ? pagesOf(o.navigation, o.currentPath) : nothing}
${o.breadcrumbs ? renderBreadcrumbs({ items: o.breadcrumbs, collapseOnMobile: true }) : nothing}
${o.backLink ? html`<nav aria-label="Back">${renderBackLink({ href: o.backLink })}</nav>` : nothing}
<main class="govuk-main-wrapper" id="main-content">
${errors.length > 0 ? errorSummary({ titleText: 'There is a problem', errorList: errors }) : nothing}
${o.banner || nothing}
${o.body}
</main>
</div>
<footer class="govuk-template__footer">
${footer({ meta: { visuallyHiddenTitle: 'About Homeward', text: 'Homeward: the shared record of children who go missing from home and care.' } })}
</footer>
<script type="module" src="${assetUrl('homeward.js')}"></script>
</body>
</html>
`.toString();
}

/** The hidden field that every form that changes something must carry, first. */
export function csrfField(csrfToken: string): Html {
  return html`<input type="hidden" name="_csrf" value="${csrfToken}">`;
}

/** The pages of the place where we are, where it has several. */
function pagesOf(navigation: readonly Place[], currentPath: string): Html {
  const place = navigation.find(({ pages = [] }) => pages.some(({ href }) => href === currentPath));
  if (place?.pages === undefined || place.pages.length < 2) return nothing;
  const items = place.pages.map(({ text, href }) => ({ text, href, current: href === currentPath }));
  return subNavigation({ label: place.text, items });
}

function asItem(place: Place, currentPath: string): NavigationItem {
  return {
    text: place.text,
    href: place.href,
    current: currentPath === place.href,
    active:
      currentPath.startsWith(`${place.href}/`) || (place.pages ?? []).some(({ href }) => currentPath.startsWith(href)),
  };
}

function whoIsSignedIn(requester: Pick<SignedIn, 'displayName' | 'agencyName'>, csrfToken: string): Html {
  return html`<div class="govuk-width-container homeward-signed-in">
<p class="govuk-body-s homeward-signed-in__who">Signed in as <strong>${requester.displayName}</strong>, ${requester.agencyName}</p>
<a href="${paths.account}" class="govuk-link govuk-body-s homeward-signed-in__own">Your account</a>
<form method="post" action="${paths.signOut}" class="homeward-signed-in__out">${csrfField(csrfToken)}<button type="submit" class="homeward-link-button govuk-link">Sign out</button></form>
</div>`;
}
