/** The page of support and referrals over all children of the agency. */
import { fullName } from '../../domain/chronology/words.ts';
import { latenessOf, latenessWords } from '../../domain/duties/lateness.ts';
import { REFERRALS, SUPPORT_PROGRAMMES } from '../../domain/support/acts.ts';
import { END_WORDS, PROGRAMME_WORDS, REFERRAL_WORDS } from '../../domain/support/words.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonDate } from '../../domain/time/london.ts';
import { button } from '../../web/components/button.ts';
import { pagination } from '../../web/components/pagination.ts';
import { select } from '../../web/components/select.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { List, ListedReferral, ListedSupport, SupportCounts } from './queries.ts';

/** What the page is made of. */
export type GivenView = {
  readonly counts: SupportCounts;
  readonly list: List;
  readonly kind: string | null;
  readonly page: number;
  readonly more: boolean;
  readonly supports: readonly ListedSupport[];
  readonly referrals: readonly ListedReferral[];
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
};

/** The title of the page. */
export const GIVEN_TITLE = 'Support and referrals of your agency';

const LIST_WORDS: Readonly<Record<List, string>> = {
  running: 'Programmes under way',
  sessions: 'Programmes with a session this month',
  ended: 'Programmes that ended',
  waiting: 'Referrals waiting for an answer',
  answered: 'Referrals that were answered',
};

/** Counts, each of which opens; and one list, with what it may be narrowed to. */
export function givenPage(view: GivenView): Html {
  const { counts, list, supports, referrals, page } = view;
  const ofSupport = list === 'running' || list === 'sessions' || list === 'ended';
  const none = supports.length === 0 && referrals.length === 0;
  return html`<h1 class="govuk-heading-l">${GIVEN_TITLE}</h1>
<p class="govuk-body">What your agency gives or asked for, and what is given to children for whom it answers. Children whom you may not see are not in it.</p>
<ul class="homeward-counts">
${count(view, 'running', 'Programmes under way', counts.running)}
${count(view, 'sessions', 'Sessions this month', counts.sessions)}
${count(view, 'waiting', `Referrals waiting${counts.late === 0 ? '' : `, ${counts.late} late`}`, counts.waiting)}
</ul>
${narrowForm(view, ofSupport)}
<h2 class="govuk-heading-m">${LIST_WORDS[list]}</h2>
${none ? html`<p class="govuk-body homeward-quiet">${page === 1 ? 'There is none.' : 'There are no more.'}</p>` : ofSupport ? supportTable(view) : referralTable(view)}
${pagesOf(view)}`;
}

function count({ list: current }: GivenView, list: List, label: string, number: number): Html {
  const here = current === list;
  return html`<li class="homeward-counts__item${here ? ' homeward-counts__item--current' : ''}"><a class="govuk-link govuk-link--no-underline homeward-counts__link" href="${to(paths.supportGiven, null, { list })}"${here ? html` aria-current="true"` : ''}><span class="homeward-counts__number">${number.toLocaleString('en-GB')}</span> ${label}</a></li>`;
}

function narrowForm({ list, kind }: GivenView, ofSupport: boolean): Html {
  const kinds = ofSupport
    ? SUPPORT_PROGRAMMES.map((value) => ({ value: value as string, text: PROGRAMME_WORDS[value] }))
    : REFERRALS.map((value) => ({ value: value as string, text: REFERRAL_WORDS[value] }));
  return html`<form method="get" action="${paths.supportGiven}" class="homeward-filter" role="search" aria-label="Choose what to show">
${select({
  name: 'list',
  label: { text: 'Show' },
  value: list,
  items: Object.entries(LIST_WORDS).map(([value, text]) => ({ value, text })),
})}
${select({
  name: 'kind',
  label: { text: ofSupport ? 'Kind of support' : 'Referred to' },
  value: kind ?? '',
  items: [{ value: '', text: 'All' }, ...kinds],
})}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>`;
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function childCell(row: ListedSupport | ListedReferral, anchor = ''): TableCell {
  const href = `${to(paths.supportOfChild, { childId: row.childId })}${anchor}`;
  return cell('Child', html`<a class="govuk-link" href="${href}">${fullName(row)}</a>`);
}

function under(text: string): Html {
  return html`<span class="homeward-under">${text}</span>`;
}

function supportTable({ supports, list, agencyName }: GivenView): Html {
  return table({
    classes: 'homeward-stacked',
    caption: `${LIST_WORDS[list]}, the latest begun first`,
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Child' },
      { text: 'Support' },
      { text: 'Began' },
      { text: 'Sessions this month', format: 'numeric' },
      { text: 'Sessions in all', format: 'numeric' },
      { text: 'Last session' },
    ],
    rows: supports.map((one) => [
      childCell(one),
      cell('Support', html`${PROGRAMME_WORDS[one.programme]}${under(agencyName(one.agency))}`),
      cell(
        'Began',
        html`${formatDate(londonDate(one.startedAt))}${one.endedAt === null ? '' : under(`Ended ${formatDate(londonDate(one.endedAt))}${one.endedAs === null ? '' : `: ${END_WORDS[one.endedAs].toLowerCase()}`}`)}`,
      ),
      { ...cell('Sessions this month', html`${one.sessionsThisMonth}`), format: 'numeric' },
      { ...cell('Sessions in all', html`${one.sessions}`), format: 'numeric' },
      cell('Last session', html`${one.lastOn === null ? 'None yet' : formatDate(one.lastOn)}`),
    ]),
  });
}

const TAG_COLOURS = { late: 'govuk-tag--red', 'due-today': 'govuk-tag--yellow', later: 'govuk-tag--grey' } as const;

function referralTable({ referrals, list, agencyName, now }: GivenView): Html {
  return table({
    classes: 'homeward-stacked',
    caption: `${LIST_WORDS[list]}, ${list === 'waiting' ? 'the soonest due' : 'the latest answered'} first`,
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Child' },
      { text: 'Referred to' },
      { text: 'By' },
      { text: 'Who says what came of it' },
      { text: 'Answer' },
    ],
    rows: referrals.map((one) => [
      childCell(one, '#referrals'),
      cell('Referred to', html`${REFERRAL_WORDS[one.to]}${one.agency === null ? '' : under(agencyName(one.agency))}`),
      cell(
        'By',
        html`${one.madeBy === null ? 'Not known' : agencyName(one.madeBy)}${under(formatInstant(one.madeAt))}`,
      ),
      cell('Who says what came of it', html`${one.owedBy === null ? 'Not known' : agencyName(one.owedBy)}`),
      cell('Answer', answerOf(one, now)),
    ]),
  });
}

function answerOf({ answeredAt, accepted, dueAt }: ListedReferral, now: Instant): Html {
  if (answeredAt !== null)
    return html`${accepted === true ? 'Accepted' : 'Not accepted'}${under(formatInstant(answeredAt))}`;
  if (dueAt === null) return html`Waiting`;
  return tag({ text: latenessWords(dueAt, now), classes: `homeward-tag ${TAG_COLOURS[latenessOf(dueAt, now)]}` });
}

function pagesOf({ list, kind, page, more }: GivenView): Html | '' {
  if (page === 1 && !more) return '';
  const at = (number: number): string => to(paths.supportGiven, null, { list, kind, page: number });
  return pagination({
    previous: page > 1 ? { href: at(page - 1), labelText: `Page ${page - 1}` } : null,
    next: more ? { href: at(page + 1), labelText: `Page ${page + 1}` } : null,
    landmarkLabel: 'Pages of the list',
  });
}
