import { html, type Html } from './html.ts';

/** One page among several that belong together. */
export type SubNavigationItem = { readonly text: string; readonly href: string; readonly current: boolean };

/** The pages of one place of the service, in a row: the Ministry of Justice's sub navigation. */
export function subNavigation(o: { readonly label: string; readonly items: readonly SubNavigationItem[] }): Html {
  return html`<nav class="homeward-sub-navigation" aria-label="${o.label}">
<ul class="homeward-sub-navigation__list">
${o.items.map(
  ({ text, href, current }) =>
    html`<li class="homeward-sub-navigation__item"><a class="homeward-sub-navigation__link govuk-link govuk-link--no-visited-state" href="${href}"${current ? html` aria-current="page"` : ''}>${text}</a></li>`,
)}
</ul>
</nav>`;
}
