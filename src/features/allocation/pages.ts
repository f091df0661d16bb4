/** The page of allocation. */
import { LANGUAGES } from '../../domain/capacity/interviewer.ts';
import type { LearntLengths } from '../../domain/capacity/lengths.ts';
import { waitingList } from '../../domain/capacity/waiting.ts';
import { formatDate, formatDue } from '../../domain/time/format.ts';
import { LEVEL_WORDS } from '../../domain/triage/words.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Capacity } from './commands.ts';
import { lengthWords } from './length-words.ts';
import { childLink, openPart, type OpenView } from './open-pages.ts';
import type { OpenReturn } from './open-queries.ts';

/** What the page is made of. */
export type AllocationView = OpenView & {
  readonly agencyName: string;
  readonly counts: {
    readonly open: number;
    readonly late: number;
    readonly unnamed: number;
    readonly leftOver: number;
  };
  /** The first of those for whom nobody is named; null where a choice or a later page is shown. */
  readonly waiting: readonly OpenReturn[] | null;
  readonly capacity: Capacity;
  /** How long interviews are taken to need. */
  readonly lengths: LearntLengths;
  readonly keeps: boolean;
  readonly approves: boolean;
};

/** Open returns, the soonest due first, with whom to give them to; the waiting list; and the week's capacity. */
export function allocationPage(view: AllocationView): Html {
  const { counts } = view;
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
${cameBackLine(view)}
${openPart(view)}
${view.waiting === null ? '' : waitingPart(view, view.waiting)}
${capacityPart(view)}`;
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

function cameBackLine({ choices }: AllocationView): Html | '' {
  if (choices.cameBack === 0) return '';
  const came = choices.cameBack === 1 ? '1 came back' : `${choices.cameBack} came back`;
  return html`<p class="govuk-body">${came} from a provider that refused or did not answer in time. <a class="govuk-link" href="${to(paths.allocation, null, { who: 'came-back' })}">Give ${choices.cameBack === 1 ? 'it' : 'them'} again</a></p>`;
}

function waitingPart({ now, counts }: AllocationView, unnamed: readonly OpenReturn[]): Html {
  const waiting = waitingList(unnamed.map((one) => ({ ...one, order: one.episodeId })));
  const left = counts.unnamed - waiting.length;
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
</ol>
${left > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.allocation, null, { who: 'nobody' })}">Show all ${String(counts.unnamed)} with nobody named</a></p>` : ''}`
}`;
}

function capacityPart({ capacity: { until, people }, lengths }: AllocationView): Html {
  const total = people.reduce((sum, { room }) => sum + room, 0);
  const booked = people.reduce((sum, one) => sum + one.booked, 0);
  return html`<h2 class="govuk-heading-m" id="capacity">Capacity this week</h2>
${
  people.length === 0
    ? html`<p class="govuk-body">Nobody of the agency is on record as an interviewer.</p>`
    : html`<p class="govuk-body">Until Sunday ${formatDate(until)} there is room for ${String(total)} more ${total === 1 ? 'interview' : 'interviews'}; ${String(booked)} open ${booked === 1 ? 'one has' : 'ones have'} an interviewer. ${lengthWords(lengths)}</p>
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
