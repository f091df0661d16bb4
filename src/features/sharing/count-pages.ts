/** How the sharing of interviews stands, as counts that open. */
import {
  sharesOf,
  COUNTED_STATES,
  sharingStateOf,
  figureOf,
  type SharingCount,
  type SharingFigure,
} from '../../domain/interview/sharing.ts';
import { COUNTED_WORDS, PURPOSE_WORDS, SHARING_WORDS } from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { monthInWords } from '../../domain/time/month.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { childCell, heldCell, labelled, purposeCell, stateCell } from './cells.ts';
import type { Counted } from './count-queries.ts';
import type { SharedInterview } from './queries.ts';

const FIGURE_WORDS: Readonly<Record<SharingFigure, string>> = {
  ...COUNTED_WORDS,
  'not-received': 'Recorded, not received',
};

/** What each number counts, in a sentence. */
const FIGURE_HELP: Readonly<Record<SharingFigure, string>> = {
  'not-recorded': 'It was held, and no interview is written in Homeward, so that there is nothing to send.',
  'not-sent': 'It is written, and nobody has sent it.',
  sent: 'It was sent, and nobody has said that it came.',
  'sent-back': 'Its receiver sent it back, with a reason.',
  received: 'Its receiver says that it came, and not yet that it is on record.',
  'on-record': 'It is on the receiver’s own record.',
  'earlier-text': 'It was written again after it was sent, and what it says now was not sent.',
  'not-received':
    'It is written, and what it says is not with its receiver: not sent, not acknowledged, sent back, or sent in an earlier text.',
};

/** How many interviews stand in each state, by month and purpose; each number opens for whoever may open figures. */
export function countsPage({ rows, opens }: { readonly rows: readonly SharingCount[]; readonly opens: boolean }): Html {
  return html`<h1 class="govuk-heading-l">Sharing of interviews</h1>
<p class="govuk-body-l">Of the interviews held in each month, how many were recorded, sent, received and put on record.</p>
<p class="govuk-body">Not recorded and not received are two things: the first is work of whoever held the interview, the second of whoever sends it and whoever receives it. Where an interview was written again and nothing but its earlier text was sent, its receiver does not know what the child says now: it is counted as not received. A month is that in which the interview was held, in London; the count is as it stands now.</p>
${
  rows.length === 0
    ? html`<p class="govuk-body homeward-quiet">No interview of the last twelve months was held.</p>`
    : table({
        classes: 'homeward-stacked',
        caption: 'By month and purpose',
        captionClasses: 'govuk-visually-hidden',
        head: [
          { text: 'Month' },
          { text: 'For' },
          ...COUNTED_STATES.map((state) => ({ text: COUNTED_WORDS[state], format: 'numeric' })),
          { text: 'Not recorded, %', format: 'numeric' },
          { text: 'Recorded, not received, %', format: 'numeric' },
        ],
        rows: rows.map((row) => [
          labelled('Month', html`${monthInWords(row.month)}`),
          labelled('For', html`${PURPOSE_WORDS[row.purpose]}`),
          ...COUNTED_STATES.map((state) =>
            figureCell(row, state, COUNTED_WORDS[state], String(row.counts[state]), opens),
          ),
          figureCell(row, 'not-recorded', 'Not recorded, %', `${sharesOf(row)?.notRecorded}%`, opens),
          figureCell(row, 'not-received', 'Recorded, not received, %', `${sharesOf(row)?.notReceived}%`, opens),
        ]),
      })
}
${rows.some(({ withheld }) => withheld) ? html`<p class="govuk-body">A row with a count below 5 is withheld, so that nobody can be known by it.</p>` : ''}`;
}

function figureCell(row: SharingCount, figure: SharingFigure, label: string, text: string, opens: boolean): TableCell {
  const { month, purpose } = row;
  const shown = row.withheld
    ? html`Withheld`
    : opens && figureOf(row.counts, figure) > 0
      ? html`<a class="govuk-link" href="${to(paths.sharingCounted, null, { month, purpose, figure })}">${text}<span class="govuk-visually-hidden"> ${FIGURE_WORDS[figure].toLowerCase()}, ${PURPOSE_WORDS[purpose].toLowerCase()}, ${monthInWords(month)}</span></a>`
      : html`${text}`;
  return { html: html`<div>${shown}</div>`, format: 'numeric', attributes: { 'data-label': label } };
}

/** What the page of one number is made of. */
export type CountedView = {
  readonly chosen: Counted;
  /** What the table of counts says, everybody counted. */
  readonly counted: number;
  readonly rows: readonly SharedInterview[];
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
};

/** The interviews behind one number. */
export function countedPage({ chosen, counted, rows, agencyName, now }: CountedView): Html {
  const { month, purpose, figure } = chosen;
  const rest = counted - rows.length;
  return html`<span class="govuk-caption-l">${PURPOSE_WORDS[purpose]}, ${monthInWords(month)}</span>
<h1 class="govuk-heading-l">${FIGURE_WORDS[figure]}: ${counted}</h1>
<p class="govuk-body-l">${FIGURE_HELP[figure]}</p>
${rest <= 0 ? '' : html`<p class="govuk-body">${rest === 1 ? '1 of them is of a child whom you may not see, and is' : `${rest} of them are of children whom you may not see, and are`} counted and not listed.</p>`}
${
  rows.length === 0
    ? html`<p class="govuk-body homeward-quiet">There is none to list.</p>`
    : table({
        classes: 'homeward-stacked',
        caption: 'Interviews, the longest held first',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Child' }, { text: 'Held' }, { text: 'For' }, { text: 'How it stands' }],
        rows: rows.map((row) => {
          const state = sharingStateOf(row);
          const steps = [
            row.sentAt === null ? null : `Sent ${formatInstant(row.sentAt)}`,
            row.receivedAt === null ? null : `Came ${formatInstant(row.receivedAt)}`,
            row.refusedAt === null ? null : `Sent back ${formatInstant(row.refusedAt)}`,
            row.recordedAt === null ? null : `On record ${formatInstant(row.recordedAt)}`,
            row.rewrittenAt === null ? null : `Written again ${formatInstant(row.rewrittenAt)}`,
          ].filter((step) => step !== null);
          return [
            childCell(row),
            heldCell(row.completedAt, now, row.heldBy === null ? null : agencyName(row.heldBy)),
            purposeCell(row.purpose, row.toAgency === null ? null : agencyName(row.toAgency)),
            stateCell(state, SHARING_WORDS[state], steps.length === 0 ? '' : html`${steps.join('. ')}`),
          ];
        }),
      })
}`;
}
