/** The open returns of the page of allocation: what to show of them, the table, and the way to the other pages. */
import { STANDING_WORDS, standingOf } from '../../domain/capacity/request.ts';
import type { Suggestions } from '../../domain/capacity/suggest.ts';
import { fullName, teamWords } from '../../domain/chronology/words.ts';
import { STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { LEVEL_WORDS } from '../../domain/triage/words.ts';
import { button } from '../../web/components/button.ts';
import { pagination } from '../../web/components/pagination.ts';
import { select } from '../../web/components/select.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { AskedOpen } from './open-asked.ts';
import type { OpenChoices, OpenReturn } from './open-queries.ts';

/** An open return with whom to give it to. */
export type ListedReturn = OpenReturn & { readonly suggestions: Suggestions };

/** What this part of the page is made of. */
export type OpenView = {
  readonly agency: string;
  readonly now: Instant;
  readonly open: readonly ListedReturn[];
  readonly asked: AskedOpen;
  readonly pages: number;
  readonly choices: OpenChoices;
  /** Whether those are shown that were due too long ago to be worked at. */
  readonly leftOver: boolean;
  readonly nameOf: (code: string) => string;
  /** Whether the reader gives interviews to people and providers. */
  readonly allocates: boolean;
  /** Whether the reader's agency asks providers. */
  readonly asks: boolean;
};

/** What to show, the open returns of one page, and the way to the others. */
export function openPart(view: OpenView): Html {
  return html`${chooseForm(view)}
${
  view.open.length > 0
    ? openTable(view)
    : view.asked.isChosen || view.asked.page > 1
      ? html`<p class="govuk-body">There is no open return to show here. <a class="govuk-link" href="${address(view, { page: null, team: null, area: null, authority: null, who: null })}">Show all</a></p>`
      : ''
}
${pagesOf(view)}`;
}

function address({ asked, leftOver }: OpenView, changes: Readonly<Record<string, string | number | null>>): string {
  const { team, area, authority, who, page } = asked.typed;
  return to(paths.allocation, null, { older: leftOver ? 'yes' : null, team, area, authority, who, page, ...changes });
}

const WHO_WORDS = {
  nobody: 'Nobody yet',
  'came-back': 'Came back from a provider',
  asked: 'A provider is asked',
  provider: 'A provider has it',
} as const;

function chooseForm({ choices, asked, leftOver, nameOf }: OpenView): Html | '' {
  const { team, area, authority, who } = asked.typed;
  const one = (
    name: string,
    label: string,
    all: string,
    value: string | null,
    items: { value: string; text: string }[],
  ) =>
    items.length < 2 && value === null
      ? ''
      : select({
          name,
          id: name,
          label: { text: label },
          value: value ?? '',
          items: [{ value: '', text: all }, ...items],
        });
  const named = (codes: readonly string[]) => codes.map((code) => ({ value: code, text: nameOf(code) }));
  return html`<form method="get" action="${paths.allocation}" class="homeward-filter" role="search" aria-label="Choose what to show">
${leftOver ? html`<input type="hidden" name="older" value="yes">` : ''}
${one('who', 'Interviewer', 'Anybody or nobody', who, [
  ...Object.entries(WHO_WORDS).map(([value, text]) => ({ value, text })),
  ...choices.people.map(({ userId, name }) => ({ value: String(userId), text: name })),
])}
${one(
  'team',
  'Team',
  'All teams',
  team,
  choices.teams.map((value) => ({ value, text: teamWords(value) })),
)}
${one('area', 'Where the child is', 'All areas', area, named(choices.areas))}
${one('authority', 'Authority that answers', 'All authorities', authority, named(choices.authorities))}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}
</form>`;
}

function pagesOf(view: OpenView): Html | '' {
  const { pages, asked } = view;
  const { page } = asked;
  if (pages <= 1) return '';
  return pagination({
    previous: page > 1 ? { href: address(view, { page: page - 1 }), labelText: `${page - 1} of ${pages}` } : null,
    next: page < pages ? { href: address(view, { page: page + 1 }), labelText: `${page + 1} of ${pages}` } : null,
    landmarkLabel: 'Pages of open returns',
  });
}

function openTable(view: OpenView): Html {
  const { choices, pages, asked, leftOver } = view;
  const what = leftOver ? 'Open returns that were due long ago' : 'Open returns, the soonest due first';
  return table({
    caption: pages > 1 ? `${what}: page ${asked.page} of ${pages}, ${choices.fitting} in all` : what,
    captionClasses: 'govuk-table__caption--m',
    classes: 'homeward-stacked',
    head: [{ text: 'Child' }, { text: 'Due' }, { text: 'Stands' }, { text: 'Interviewer' }, { text: 'Suggested' }],
    rows: view.open.map((one) => [
      cell('Child', html`${childLink(one)}<span class="homeward-under">${teamWords(one.team)}</span>`),
      cell('Due', dueOf(one, view.now)),
      cell('Stands', html`${stageLink(one)}${levelOf(one)}`),
      cell('Interviewer', whoOf(one, view)),
      cell('Suggested', suggestedOf(one, view)),
    ]),
  });
}

function cell(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function stageLink(one: OpenReturn): Html {
  const { childId, episodeId } = one;
  return html`<a class="govuk-link" href="${to(paths.return, { childId, episodeId })}">${STAGE_WORDS[one.stage]}<span class="govuk-visually-hidden">, the return of ${fullName(one)}</span></a>`;
}

/** A child's name, leading to the child. */
export function childLink(one: OpenReturn): Html {
  return html`<a class="govuk-link govuk-!-font-weight-bold" href="${to(paths.child, { childId: one.childId })}">${fullName(one)}</a>`;
}

function dueOf({ dueAt }: OpenReturn, now: Instant): Html {
  const late = dueAt < now;
  return html`${formatInstant(dueAt)}<br>${tag({ text: formatDue(dueAt, now), classes: late ? 'govuk-tag--red' : 'govuk-tag--grey' })}`;
}

function levelOf({ triageLevel }: OpenReturn): Html | '' {
  return triageLevel === null ? '' : html`<br>Our triage: ${LEVEL_WORDS[triageLevel]}`;
}

function whoOf(one: OpenReturn, view: OpenView): Html {
  const who =
    one.interviewerName ??
    (one.allocatedTo === null || one.allocatedTo === view.agency ? 'Nobody yet' : view.nameOf(one.allocatedTo));
  const { childId, episodeId } = one;
  const hidden = html`<span class="govuk-visually-hidden"> the interview of ${fullName(one)}</span>`;
  return html`${who}${askedOf(one, view)}${
    view.allocates
      ? html`<br><a class="govuk-link" href="${to(paths.allocateInterview, { childId, episodeId })}">${one.interviewerId === null ? 'Allocate' : 'Change'}${hidden}</a>`
      : ''
  }${
    view.asks
      ? html`<br><a class="govuk-link" href="${to(paths.requestInterview, { childId, episodeId })}">Ask a provider<span class="govuk-visually-hidden"> for the interview of ${fullName(one)}</span></a>`
      : ''
  }`;
}

function askedOf(one: OpenReturn, { nameOf, now, asks }: OpenView): Html | '' {
  const { askedOf: provider, answerBy, accepted, withdrawnAt, givenBackAt, requestRef, childId } = one;
  if (provider === null || answerBy === null || requestRef === null) return '';
  const standing = standingOf({ accepted, answerBy, withdrawnAt, givenBackAt }, now);
  const until = standing === 'waiting' ? `, until ${formatInstant(answerBy)}` : '';
  const stands = asks && (standing === 'waiting' || standing === 'accepted');
  return html`<br>${nameOf(provider)} was asked. ${STANDING_WORDS[standing]}${until}.${stands ? html` <a class="govuk-link" href="${to(paths.withdrawRequest, { childId, requestRef })}">Withdraw<span class="govuk-visually-hidden"> the request for ${fullName(one)}</span></a>` : ''}`;
}

function suggestedOf({ suggestions, interviewerId, allocatedTo }: ListedReturn, { agency, asks }: OpenView): Html {
  const [first] = suggestions.suggested;
  if (interviewerId !== null || (allocatedTo !== null && allocatedTo !== agency)) return nothing;
  if (first === undefined) return html`Nobody of ours may hold it${asks ? ': ask a provider' : ''}`;
  return html`<strong>${first.interviewer.name}</strong>. ${first.because.map(({ sentence }) => sentence).join(' ')}`;
}
