/** The page by which a child is found. */
import { ageOn } from '../../domain/child/age.ts';
import type { ChildSummary } from '../../db/child-search.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { formatDate } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { button } from '../../web/components/button.ts';
import { input } from '../../web/components/input.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page is made of. */
export type SearchView = {
  /** What was typed. */
  readonly typed: string;
  /** The children found; null before anything was looked for. */
  readonly found: readonly ChildSummary[] | null;
  /** Whether there are more than are shown. */
  readonly beyond: boolean;
  readonly isMissing?: true;
  /** The search, where the person may take out what it found as a file; null elsewhere. */
  readonly takeOut?: string | null;
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
  readonly csrfToken: string;
};

/** The search box, and what was found. */
export function searchPage(view: SearchView): Html {
  return html`<h1 class="govuk-heading-l">${view.found === null ? 'Find a child' : 'Children found'}</h1>
    <form method="post" action="${paths.children}" novalidate role="search" class="homeward-search">
${csrfField(view.csrfToken)}
${input({
  name: 'q',
  label: { text: 'Name, reference or date of birth', classes: 'govuk-label--s' },
  hint: { text: 'For example, Zoë Lindqvist, OX-2041 or 4 March 2012' },
  errorMessage: view.isMissing ? { text: 'Enter a name, a reference or a date of birth' } : null,
  value: view.typed,
  spellcheck: false,
  autocomplete: 'off',
  classes: 'govuk-!-width-two-thirds',
})}
${button({ text: 'Search' })}
</form>
${view.found === null ? '' : results(view, view.found)}`;
}

function results(view: SearchView, found: readonly ChildSummary[]): Html {
  if (found.length === 0) return nothingFound();
  return html`<p class="govuk-body" role="status">${
    view.beyond
      ? `The ${found.length} that fit best are shown. Add a date of birth or more of the name to find fewer.`
      : found.length === 1
        ? '1 child fits.'
        : `${found.length} children fit, the closest first.`
  }</p>
${table({
  caption: 'Children found',
  captionClasses: 'govuk-visually-hidden',
  classes: 'homeward-stacked',
  head: [
    { text: 'Child' },
    { text: 'Born' },
    { text: 'References' },
    { text: 'Responsible authority' },
    { text: 'Now' },
  ],
  rows: found.map((child) => [
    cell(
      'Child',
      html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: child.childId })}">${fullName(child)}</a>`,
    ),
    cell('Born', bornCell(child, view.now)),
    cell('References', html`${[child.childRef, child.policeRef].filter((one) => one !== null).join(', ') || 'None'}`),
    cell(
      'Responsible authority',
      html`${child.responsibleAuthority === null ? 'Not known' : view.agencyName(child.responsibleAuthority)}`,
    ),
    cell(
      'Now',
      child.openEpisodeId === null
        ? html`Not missing`
        : html`<a class="govuk-link" href="${to(paths.episode, { childId: child.childId, episodeId: child.openEpisodeId })}">${tag({ text: 'Not back yet', classes: 'govuk-tag--red homeward-tag' })}<span class="govuk-visually-hidden">: open the absence of ${fullName(child)}</span></a>`,
    ),
  ]),
})}
${view.takeOut ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.newExport, null, { kind: 'search', search: view.takeOut })}">Take these children out as a file</a></p>` : ''}`;
}

function bornCell({ dateOfBirth }: ChildSummary, now: Instant): Html {
  if (dateOfBirth === null) return html`Not known`;
  return html`${formatDate(dateOfBirth)}<span class="homeward-under">aged ${ageOn(dateOfBirth, londonDate(now))}</span>`;
}

function cell(label: string, content: Html): { html: Html; attributes: { 'data-label': string } } {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function nothingFound(): Html {
  return html`<div class="govuk-inset-text" role="status">
<h2 class="govuk-heading-m">No child you can see fits</h2>
<p class="govuk-body">Try:</p>
<ul class="govuk-list govuk-list--bullet">
<li>the last name alone, or another spelling: one wrong letter is forgiven, several are not</li>
<li>the date of birth, the day before the month</li>
<li>the council’s reference, the police’s, or an incident number, exactly as written</li>
</ul>
<p class="govuk-body">You see only children with whom your agency is involved. To report a child, <a class="govuk-link" href="${paths.tellMissing}">tell us a child is missing</a>: we look among all children then. If a child’s safety needs a record now, <a class="govuk-link" href="${paths.breakGlass}">open it in an emergency</a>, with a reason.</p>
</div>`;
}
