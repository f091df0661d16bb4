/** The page of what several children share. */
import { FACT_WORDS } from '../../domain/intelligence/words.ts';
import { formatElapsed } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { SharedFact } from './queries.ts';

/** What the page is made of. */
export type NetworksView = {
  readonly links: readonly SharedFact[];
  readonly more: boolean;
  readonly page: number;
  readonly now: Instant;
};

/** People, places and things that several children of one's own sight share, the most shared first. */
export function networksPage({ links, more, page, now }: NetworksView): Html {
  return html`<h1 class="govuk-heading-l">Shared people and places</h1>
<p class="govuk-body-l">People, places and things that more than one child has on record, the most shared first.</p>
<p class="govuk-body">Only children whom you may see are counted and named. It is the same where it is written with the same letters and figures.</p>
${
  links.length === 0
    ? html`<p class="govuk-body homeward-quiet">${page === 1 ? 'No two children whom you may see share anything on record.' : 'There are no more.'}</p>`
    : table({
        classes: 'homeward-stacked',
        caption: 'Shared people, places and things',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'What' }, { text: 'Children' }, { text: 'Did it help?' }, { text: 'Last learnt' }],
        rows: links.map((link) => [
          {
            html: html`<div><strong>${link.value}</strong><span class="homeward-under">${FACT_WORDS[link.kind]}</span></div>`,
            attributes: { 'data-label': 'What' },
          },
          { html: children(link), attributes: { 'data-label': 'Children' } },
          {
            html: html`<div>${link.tried === 0 ? 'Not tried yet' : `Tried ${link.tried}, helped ${link.helped}`}</div>`,
            attributes: { 'data-label': 'Did it help?' },
          },
          {
            html: html`<div>${formatElapsed(now - link.lastLearntAt)} ago</div>`,
            attributes: { 'data-label': 'Last learnt' },
          },
        ]),
      })
}
${
  page === 1 && !more
    ? ''
    : pagination({
        previous: page === 1 ? null : { text: 'More shared', href: to(paths.networks, null, { page: page - 1 }) },
        next: more ? { text: 'Less shared', href: to(paths.networks, null, { page: page + 1 }) } : null,
        landmarkLabel: 'Pages of what is shared',
      })
}`;
}

function children({ children: named, childCount }: SharedFact): Html {
  const rest = childCount - named.length;
  return html`<ul class="govuk-list govuk-!-margin-bottom-0">${named.map(
    ({ childId, name, grade }) =>
      html`<li><a class="govuk-link" href="${to(paths.facts, { childId })}">${name}</a> <span class="homeward-quiet">${grade}</span></li>`,
  )}${rest > 0 ? html`<li>and ${rest} more</li>` : ''}</ul>`;
}
