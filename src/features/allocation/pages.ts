/** The page of allocation. */
import { LANGUAGES } from '../../domain/capacity/interviewer.ts';
import { STANDING_WORDS, standingOf } from '../../domain/capacity/request.ts';
import type { Suggestions } from '../../domain/capacity/suggest.ts';
import { waitingList } from '../../domain/capacity/waiting.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { STAGE_WORDS } from '../../domain/interview/words.ts';
import { formatDate, formatDue, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { LEVEL_WORDS } from '../../domain/triage/words.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Capacity } from './commands.ts';
import type { OpenReturn } from './queries.ts';

/** An open return with whom to give it to. */
export type ListedReturn = OpenReturn & { readonly suggestions: Suggestions };

/** What the page is made of. */
export type AllocationView = {
  readonly agency: string;
  readonly agencyName: string;
  readonly now: Instant;
  readonly open: readonly ListedReturn[];
  readonly counts: {
    readonly open: number;
    readonly late: number;
    readonly unnamed: number;
    readonly leftOver: number;
  };
  /** Whether those are shown that were due too long ago to be worked at. */
  readonly leftOver: boolean;
  readonly capacity: Capacity;
  readonly nameOf: (code: string) => string;
  readonly keeps: boolean;
  readonly approves: boolean;
};

/** Open returns, the soonest due first, with whom to give them to; the waiting list; and the week's capacity. */
export function allocationPage(view: AllocationView): Html {
  const { counts, open } = view;
  return html`<span class="govuk-caption-l">${view.agencyName}</span>
<h1 class="govuk-heading-l">Allocation of return interviews</h1>
<p class="govuk-body">${counts.open === 0 ? 'No return is waiting for an interview.' : sentenceOf(counts)}</p>
<ul class="govuk-list">
<li><a class="govuk-link" href="${paths.forecast}">What will be late, with these people</a></li>
${view.keeps ? html`<li><a class="govuk-link" href="${paths.interviewers}">Who interviews, when, where and in which languages</a></li>` : ''}
${view.approves ? html`<li><a class="govuk-link" href="${paths.providerTerms}">Approved providers, prices and invoices</a></li>` : ''}
<li><a class="govuk-link" href="${paths.interviewWork}">Our own figures, and what pays for them</a></li>
</ul>
${leftOverLine(view)}
${open.length === 0 ? '' : openTable(view)}
${waitingPart(view)}
${capacityPart(view.capacity)}`;
}

function sentenceOf({ open, late, unnamed }: AllocationView['counts']): string {
  const returns = open === 1 ? '1 return is open' : `${open} returns are open`;
  return `${returns}: ${late} late, ${unnamed} with nobody named to interview.`;
}

function leftOverLine({ counts, leftOver }: AllocationView): Html | '' {
  if (leftOver)
    return html`<p class="govuk-body">These were due more than two weeks ago, the latest first. <a class="govuk-link" href="${paths.allocation}">Show those still worked at</a></p>`;
  if (counts.leftOver === 0) return '';
  const were = counts.leftOver === 1 ? '1 more was' : `${counts.leftOver.toLocaleString('en-GB')} more were`;
  return html`<p class="govuk-body">${were} due more than two weeks ago. <a class="govuk-link" href="${to(paths.allocation, null, { older: 'yes' })}">Show them: each needs an outcome</a></p>`;
}

function openTable(view: AllocationView): Html {
  const left = (view.leftOver ? view.counts.leftOver : view.counts.open) - view.open.length;
  return html`${scrolling(
    'Open returns',
    table({
      caption: view.leftOver ? 'Open returns that were due long ago' : 'Open returns, the soonest due first',
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Child' }, { text: 'Due' }, { text: 'Stands' }, { text: 'Interviewer' }, { text: 'Suggested' }],
      firstCellIsHeader: true,
      rows: view.open.map((one) => [
        { html: childLink(one) },
        { html: dueOf(one, view.now) },
        { html: html`${STAGE_WORDS[one.stage]}${levelOf(one)}` },
        { html: whoOf(one, view) },
        { html: suggestedOf(one, view.agency) },
      ]),
    }),
  )}
${left > 0 ? html`<p class="govuk-body">${left} more are not shown.</p>` : ''}`;
}

function childLink(one: OpenReturn): Html {
  return html`<a class="govuk-link" href="${to(paths.child, { childId: one.childId })}">${fullName(one)}</a>`;
}

function dueOf({ dueAt }: OpenReturn, now: Instant): Html {
  const late = dueAt < now;
  return html`${formatInstant(dueAt)}<br>${tag({ text: formatDue(dueAt, now), classes: late ? 'govuk-tag--red' : 'govuk-tag--grey' })}`;
}

function levelOf({ triageLevel }: OpenReturn): Html | '' {
  return triageLevel === null ? '' : html`<br>Our triage: ${LEVEL_WORDS[triageLevel]}`;
}

function whoOf(one: OpenReturn, view: AllocationView): Html {
  const who =
    one.interviewerName ??
    (one.allocatedTo === null || one.allocatedTo === view.agency ? 'Nobody yet' : view.nameOf(one.allocatedTo));
  const { childId, episodeId } = one;
  const hidden = html`<span class="govuk-visually-hidden"> the interview of ${fullName(one)}</span>`;
  return html`${who}${askedOf(one, view)}<br><a class="govuk-link" href="${to(paths.allocateInterview, { childId, episodeId })}">${one.interviewerId === null ? 'Allocate' : 'Change'}${hidden}</a><br><a class="govuk-link" href="${to(paths.requestInterview, { childId, episodeId })}">Ask a provider<span class="govuk-visually-hidden"> for the interview of ${fullName(one)}</span></a>`;
}

function askedOf(one: OpenReturn, { nameOf, now }: AllocationView): Html | '' {
  const { askedOf: provider, answerBy, accepted, withdrawnAt, requestRef, childId } = one;
  if (provider === null || answerBy === null || requestRef === null) return '';
  const standing = standingOf({ accepted, answerBy, withdrawnAt }, now);
  const until = standing === 'waiting' ? `, until ${formatInstant(answerBy)}` : '';
  const stands = standing === 'waiting' || standing === 'accepted';
  return html`<br>${nameOf(provider)} was asked. ${STANDING_WORDS[standing]}${until}.${stands ? html` <a class="govuk-link" href="${to(paths.withdrawRequest, { childId, requestRef })}">Withdraw<span class="govuk-visually-hidden"> the request for ${fullName(one)}</span></a>` : ''}`;
}

function suggestedOf({ suggestions, interviewerId, allocatedTo }: ListedReturn, agency: string): Html {
  const [first] = suggestions.suggested;
  if (interviewerId !== null || (allocatedTo !== null && allocatedTo !== agency)) return nothing;
  if (first === undefined) return html`Nobody of ours may hold it: ask a provider`;
  return html`<strong>${first.interviewer.name}</strong>. ${first.because.map(({ sentence }) => sentence).join(' ')}`;
}

function waitingPart({ open, now, agency }: AllocationView): Html {
  // What a provider has, it names somebody for.
  const ours = open.filter(({ allocatedTo }) => allocatedTo === null || allocatedTo === agency);
  const waiting = waitingList(ours.map((one) => ({ ...one, order: one.episodeId })));
  return html`<h2 class="govuk-heading-m" id="waiting-list">Waiting list</h2>
<p class="govuk-body">Returns with nobody named: red first, then amber, then what was not triaged, then green; of each the soonest due first.</p>
${
  waiting.length === 0
    ? html`<p class="govuk-body">Nobody is waiting.</p>`
    : html`<ol class="govuk-list govuk-list--number">
${waiting.map(
  (one) =>
    html`<li>${childLink(one)}: ${one.triageLevel === null ? 'not triaged' : LEVEL_WORDS[one.triageLevel]}, ${formatDue(one.dueAt, now)}</li>`,
)}
</ol>`
}`;
}

function capacityPart({ until, people }: Capacity): Html {
  const total = people.reduce((sum, { room }) => sum + room, 0);
  const booked = people.reduce((sum, one) => sum + one.booked, 0);
  return html`<h2 class="govuk-heading-m" id="capacity">Capacity this week</h2>
${
  people.length === 0
    ? html`<p class="govuk-body">Nobody of the agency is on record as an interviewer.</p>`
    : html`<p class="govuk-body">Until Sunday ${formatDate(until)} there is room for ${String(total)} more ${total === 1 ? 'interview' : 'interviews'}; ${String(booked)} open ${booked === 1 ? 'one has' : 'ones have'} an interviewer.</p>
${scrolling(
  'Capacity this week',
  table({
    caption: 'Capacity this week, by person',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Interviewer' },
      { text: 'Can still begin', format: 'numeric' },
      { text: 'Open interviews', format: 'numeric' },
      { text: 'Languages' },
    ],
    firstCellIsHeader: true,
    rows: people.map(({ person, room, booked: open }) => [
      { text: person.name },
      { text: String(room), format: 'numeric' },
      {
        html:
          open > room
            ? html`${String(open)} ${tag({ text: 'more than fit', classes: 'govuk-tag--yellow' })}`
            : html`${String(open)}`,
        format: 'numeric',
      },
      { text: ['English', ...person.languages.map((code) => LANGUAGES[code] ?? code)].join(', ') },
    ]),
  }),
)}`
}`;
}
