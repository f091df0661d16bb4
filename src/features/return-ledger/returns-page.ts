/** The returns behind a number of the ledger. */
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import type { DutyRules } from '../../domain/duties/rules.ts';
import { clockOf, CLOCK_WORDS } from '../../domain/interview/clock.ts';
import { OUTCOME_WORDS, STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { monthInWords } from '../../domain/time/month.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { countedWords } from './pages.ts';
import type { Chosen, Counted, ListedReturn } from './queries.ts';
import type { Months } from './schemas.ts';

/** What the page is made of. */
export type ReturnsView = {
  readonly months: Months;
  readonly chosen: Chosen;
  readonly what: Counted;
  /** How many the number counts. */
  readonly counted: number;
  /** Of them, of children whom the reader may not see. */
  readonly notShown: number;
  readonly shown: readonly ListedReturn[];
  readonly page: number;
  readonly pages: number;
  readonly now: Instant;
  readonly rulesOf: (authority: string | null, returnedAt: Instant) => DutyRules;
  readonly agencyName: (code: string) => string;
};

/** The returns that a number counts, each with its outcome and the reasons. */
export function returnsPage(view: ReturnsView): Html {
  const { months, chosen, counted, notShown, agencyName } = view;
  const about = [
    periodWords(months, view.what),
    ...(chosen.authority === null ? [] : [agencyName(chosen.authority)]),
    ...(chosen.team === null ? [] : [teamWords(chosen.team)]),
  ];
  return html`<h1 class="govuk-heading-l homeward-heading-close">${countedWords(view.what)}: ${counted.toLocaleString('en-GB')}</h1>
<p class="govuk-body-l">${about.join(', ')}</p>
${notShown === 0 ? '' : html`<p class="govuk-body">${notShown.toLocaleString('en-GB')} of them ${notShown === 1 ? 'is' : 'are'} counted and not shown to you: your role or your agency may not see the child.</p>`}
${view.shown.length === 0 ? html`<p class="govuk-body">There is nothing to show.</p>` : list(view)}
${pagesOf(view)}`;
}

function periodWords({ from, to: last }: Months, what: Counted): string {
  if (what === 'open-before') return `Before ${monthInWords(from)}`;
  if (what === 'open-after') return `After ${monthInWords(last)}`;
  return from === last ? monthInWords(from) : `${monthInWords(from)} to ${monthInWords(last)}`;
}

function list(view: ReturnsView): Html {
  return table({
    caption: 'Returns',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [
      { text: 'Child' },
      { text: 'Came back' },
      { text: 'Outcome' },
      { text: 'Because' },
      { text: 'The 72 hours' },
    ],
    rows: view.shown.map((one) => row(one, view)),
  });
}

function row(one: ListedReturn, { now, rulesOf, agencyName }: ReturnsView): TableCell[] {
  const name = fullName(one);
  const clock = clockOf(one, rulesOf(one.authority, one.returnedAt), now);
  const given = one.takenOverFrom === null ? '' : `Taken over from ${agencyName(one.takenOverFrom)}. `;
  return [
    cell(
      'Child',
      html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: one.childId })}">${name}</a><span class="homeward-under">${teamWords(one.team)}</span>`,
    ),
    cell(
      'Came back',
      html`<a class="govuk-link" href="${to(paths.return, { childId: one.childId, episodeId: one.episodeId })}">${formatInstant(one.returnedAt)}<span class="govuk-visually-hidden">, the return of ${name}</span></a>`,
    ),
    cell(
      'Outcome',
      html`${one.outcome === null ? `Open: ${one.stage === null ? '' : STAGE_WORDS[one.stage].toLowerCase()}` : OUTCOME_WORDS[one.outcome]}`,
    ),
    cell('Because', html`${given}${one.because.map(({ sentence }) => sentence).join(' ')}`),
    cell(
      'The 72 hours',
      html`${CLOCK_WORDS[clock.state]}<span class="homeward-under">Due ${formatInstant(one.dueAt)}</span>`,
    ),
  ];
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function pagesOf({ months, chosen, what, page, pages }: ReturnsView): Html | '' {
  if (pages <= 1) return '';
  const { authority, team } = chosen;
  const at = (number: number): string =>
    to(paths.ledgerReturns, null, { from: months.from, to: months.to, authority, team, what, page: number });
  return pagination({
    previous: page > 1 ? { href: at(page - 1), labelText: `${page - 1} of ${pages}` } : null,
    next: page < pages ? { href: at(page + 1), labelText: `${page + 1} of ${pages}` } : null,
    landmarkLabel: 'Pages of returns',
  });
}
