/** The lists of interviews sent and received, and the counts of how they stand. */
import { fullName } from '../../domain/chronology/words.ts';
import { latenessOf, latenessWords } from '../../domain/duties/lateness.ts';
import {
  SHARING_STATES,
  sharesOf,
  sharingStateOf,
  type SharingCount,
  type SharingState,
} from '../../domain/interview/sharing.ts';
import { PURPOSE_WORDS, SHARING_WORDS } from '../../domain/interview/words.ts';
import { formatElapsed, formatInstant, formatMonth } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { table, type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { ReceivedInterview, SharedInterview } from './queries.ts';

type Listed<Row> = {
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly all: boolean;
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
};

const COLOURS: Readonly<Record<SharingState, string>> = {
  'not-recorded': 'govuk-tag--red',
  'not-sent': 'govuk-tag--orange',
  sent: 'govuk-tag--yellow',
  'sent-back': 'govuk-tag--red',
  received: 'govuk-tag--blue',
  'on-record': 'govuk-tag--green',
};

const TAG_COLOURS = { late: 'govuk-tag--red', 'due-today': 'govuk-tag--yellow', later: 'govuk-tag--grey' } as const;

function labelled(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

function foot(view: Pick<Listed<unknown>, 'more' | 'all' | 'rows'>, path: string): Html {
  return html`${view.more ? html`<p class="govuk-body">Only the first ${view.rows.length} are shown, the longest waiting first.</p>` : ''}
<p class="govuk-body">${
    view.all
      ? html`<a class="govuk-link" href="${path}">Show only what is open</a>`
      : html`<a class="govuk-link" href="${path}?show=all">Show those that are done, too</a>`
  } of the last year.</p>`;
}

/** The agency's interviews, with how the sharing of each stands. */
export function sentListPage(view: Listed<SharedInterview>): Html {
  const { rows, all, agencyName, now } = view;
  return html`<h1 class="govuk-heading-l">Interviews to share</h1>
<p class="govuk-body-l">${all ? 'Every interview of the last year, and how its sharing stands.' : 'What is not on the receiver’s record yet, the longest held first.'}</p>
${
  rows.length === 0
    ? html`<p class="govuk-body homeward-quiet">Nothing is open.</p>`
    : table({
        classes: 'homeward-stacked',
        caption: 'Interviews',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Child' }, { text: 'Held' }, { text: 'For' }, { text: 'How it stands' }, { text: 'What next' }],
        rows: rows.map((row) => {
          const state = sharingStateOf(row);
          const name = fullName(row);
          return [
            labelled(
              'Child',
              html`<a class="govuk-link" href="${to(paths.child, { childId: row.childId })}">${name}</a>`,
            ),
            labelled(
              'Held',
              html`${formatInstant(row.completedAt)}<span class="homeward-under">${formatElapsed(now - row.completedAt)} ago</span>`,
            ),
            labelled(
              'For',
              html`${PURPOSE_WORDS[row.purpose]}${row.toAgency === null ? '' : html`<span class="homeward-under">${agencyName(row.toAgency)}</span>`}`,
            ),
            labelled(
              'How it stands',
              html`${tag({ text: SHARING_WORDS[state], classes: `homeward-tag ${COLOURS[state]}` })}${row.sentAt === null ? '' : html`<span class="homeward-under">Sent ${formatInstant(row.sentAt)}</span>`}`,
            ),
            labelled(
              'What next',
              state === 'on-record' || state === 'received'
                ? html`Nothing to do`
                : html`<a class="govuk-link" href="${to(paths.shareInterview, { childId: row.childId, interviewRef: row.interviewRef })}">${
                    row.sentAt === null
                      ? 'Share it'
                      : state === 'sent-back'
                        ? 'Read why, and send it again'
                        : 'Send it again'
                  }<span class="govuk-visually-hidden">: ${name}</span></a>`,
            ),
          ];
        }),
      })
}
${foot(view, paths.sentInterviews)}`;
}

/** What was sent to the agency, with what is to be said of it. */
export function receivedListPage(view: Listed<ReceivedInterview>): Html {
  const { rows, all, agencyName, now } = view;
  return html`<h1 class="govuk-heading-l">Interviews received</h1>
<p class="govuk-body-l">${all ? 'Every interview that was sent to you in the last year.' : 'What was sent to you and is not on your record yet: those without a receipt first.'}</p>
${
  rows.length === 0
    ? html`<p class="govuk-body homeward-quiet">Nothing is waiting.</p>`
    : table({
        classes: 'homeward-stacked',
        caption: 'Interviews received',
        captionClasses: 'govuk-visually-hidden',
        head: [{ text: 'Child' }, { text: 'From' }, { text: 'For' }, { text: 'How it stands' }, { text: 'What next' }],
        rows: rows.map((row) => {
          const state = sharingStateOf({ ...row, written: true, toldSharedAt: null });
          const name = fullName(row);
          return [
            labelled(
              'Child',
              html`<a class="govuk-link" href="${to(paths.child, { childId: row.childId })}">${name}</a>`,
            ),
            labelled(
              'From',
              html`${row.fromAgency === null ? 'Not known' : agencyName(row.fromAgency)}<span class="homeward-under">${formatInstant(row.sentAt)}</span>`,
            ),
            labelled('For', html`${PURPOSE_WORDS[row.purpose]}`),
            labelled(
              'How it stands',
              html`${tag({ text: state === 'sent' ? 'No receipt yet' : SHARING_WORDS[state], classes: `homeward-tag ${COLOURS[state]}` })}${
                row.dueAt === null
                  ? ''
                  : html` ${tag({ text: latenessWords(row.dueAt, now), classes: `homeward-tag ${TAG_COLOURS[latenessOf(row.dueAt, now)]}` })}`
              }`,
            ),
            labelled(
              'What next',
              html`<a class="govuk-link" href="${to(paths.receivedInterview, { childId: row.childId, transmissionRef: row.transmissionRef })}">${
                state === 'sent'
                  ? 'Read it and say that it came'
                  : state === 'received'
                    ? 'Say that it is on record'
                    : 'Read it'
              }<span class="govuk-visually-hidden">: ${name}</span></a>`,
            ),
          ];
        }),
      })
}
${foot(view, paths.receivedInterviews)}`;
}

/** How many interviews stand in each state, by month and purpose. */
export function countsPage(rows: readonly SharingCount[]): Html {
  return html`<h1 class="govuk-heading-l">Sharing of interviews</h1>
<p class="govuk-body-l">Of the interviews held in each month, how many were recorded, sent, received and put on record.</p>
<p class="govuk-body">Not recorded and not received are two things: the first is work of whoever held the interview, the second of whoever sends it and whoever receives it. A month is that in which the interview was held, in London; the count is as it stands now.</p>
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
          ...SHARING_STATES.map((state) => ({ text: SHARING_WORDS[state], format: 'numeric' })),
          { text: 'Not recorded, %', format: 'numeric' },
          { text: 'Recorded, not received, %', format: 'numeric' },
        ],
        rows: rows.map((row) => {
          const shares = sharesOf(row);
          const number = (label: string, text: string): TableCell => ({
            text,
            format: 'numeric',
            attributes: { 'data-label': label },
          });
          return [
            labelled('Month', html`${formatMonth(`${row.month}-01` as PlainDate)}`),
            labelled('For', html`${PURPOSE_WORDS[row.purpose]}`),
            ...SHARING_STATES.map((state) =>
              number(SHARING_WORDS[state], row.withheld ? 'Withheld' : String(row.counts[state])),
            ),
            number('Not recorded, %', shares === null ? 'Withheld' : `${shares.notRecorded}%`),
            number('Recorded, not received, %', shares === null ? 'Withheld' : `${shares.notReceived}%`),
          ];
        }),
      })
}
${rows.some(({ withheld }) => withheld) ? html`<p class="govuk-body">A row with a count below 5 is withheld, so that nobody can be known by it.</p>` : ''}`;
}
