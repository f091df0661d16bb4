/** The lists of interviews sent and received. */
import { fullName } from '../../domain/chronology/words.ts';
import { latenessOf, latenessWords } from '../../domain/duties/lateness.ts';
import { sharingStateOf } from '../../domain/interview/sharing.ts';
import { RECEIVED_WORDS, SHARING_WORDS } from '../../domain/interview/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { childCell, heldCell, labelled, nextCell, purposeCell, stateCell } from './cells.ts';
import type { ReceivedInterview, SharedInterview } from './queries.ts';

type Listed<Row> = {
  readonly rows: readonly Row[];
  readonly more: boolean;
  readonly all: boolean;
  readonly agencyName: (code: string) => string;
  readonly now: Instant;
};

const TAG_COLOURS = { late: 'govuk-tag--red', 'due-today': 'govuk-tag--yellow', later: 'govuk-tag--grey' } as const;

function foot(view: Pick<Listed<unknown>, 'more' | 'all' | 'rows'>, path: string): Html {
  return html`${view.more ? html`<p class="govuk-body">Only the first ${view.rows.length} are shown, the longest waiting first.</p>` : ''}
<p class="govuk-body">${
    view.all
      ? html`<a class="govuk-link" href="${path}">Show only what is open</a>`
      : html`<a class="govuk-link" href="${path}?show=all">Show everything of the last year</a>`
  }</p>`;
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
          const again = row.rewrittenAt !== null;
          const done = !again && (state === 'on-record' || state === 'received');
          const { childId, interviewRef } = row;
          return [
            childCell(row),
            heldCell(row.completedAt, now),
            purposeCell(row.purpose, row.toAgency === null ? null : agencyName(row.toAgency)),
            stateCell(
              state,
              SHARING_WORDS[state],
              row.sentAt === null
                ? ''
                : html`Sent ${formatInstant(row.sentAt)}${row.rewrittenAt === null ? '' : html`. Written again ${formatInstant(row.rewrittenAt)}`}`,
            ),
            nextCell(
              done ? null : to(paths.shareInterview, { childId, interviewRef }),
              done
                ? 'Nothing to do'
                : row.sentAt === null
                  ? 'Share it'
                  : again
                    ? 'Send what it says now'
                    : state === 'sent-back'
                      ? 'Read why, and send it again'
                      : 'Send it again',
              fullName(row),
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
          const { childId, transmissionRef } = row;
          return [
            childCell(row),
            labelled(
              'From',
              html`${row.fromAgency === null ? 'Not known' : agencyName(row.fromAgency)}<span class="homeward-under">${formatInstant(row.sentAt)}</span>`,
            ),
            purposeCell(row.purpose),
            stateCell(
              state,
              RECEIVED_WORDS[state],
              row.dueAt === null
                ? ''
                : html`${tag({ text: latenessWords(row.dueAt, now), classes: `homeward-tag ${TAG_COLOURS[latenessOf(row.dueAt, now)]}` })}`,
            ),
            nextCell(
              to(paths.receivedInterview, { childId, transmissionRef }),
              state === 'sent'
                ? 'Read it and say that it came'
                : state === 'received'
                  ? 'Say that it is on record'
                  : 'Read it',
              fullName(row),
            ),
          ];
        }),
      })
}
${foot(view, paths.receivedInterviews)}`;
}
