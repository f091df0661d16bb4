/** The pages of the review queue. */
import { KIND_WORDS, PLACE_WORDS, RISK_WORDS, TOLD_WORDS } from '../../domain/chronology/words.ts';
import type { NamedChild } from '../../domain/child/matching.ts';
import { formatDate, formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList, type SummaryRow } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { ReviewItem } from './queries.ts';

/** Everything that waits. */
export function queuePage(
  items: readonly ReviewItem[],
  agencyName: (code: string) => string,
  now: Instant,
  shownAtMost: number,
): Html {
  return html`<h1 class="govuk-heading-l">Review queue</h1>
    <p class="govuk-body">
      Notifications whose child is not certain. Each waits until a person decides which child it is about; until then it
      counts in no figure and starts no duty.
    </p>
    ${items.length === 0 ? html`<p class="govuk-body">Nothing waits for your agency.</p>` : queueTable(items, agencyName, now)}
    ${items.length < shownAtMost ? '' : insetText({ text: `Only the ${shownAtMost} that have waited longest are shown.` })}`;
}

function queueTable(items: readonly ReviewItem[], agencyName: (code: string) => string, now: Instant): Html {
  return scrolling(
    'Notifications that wait, the longest first',
    table({
      caption: 'Notifications that wait, the longest first',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'What was told' },
        { text: 'Child, as named' },
        { text: 'Told by' },
        { text: 'Why it waits' },
        { text: 'Waiting for' },
      ],
      rows: items.map((item) => [
        {
          html: html`<a class="govuk-link" href="${to(paths.reviewItem, { reviewId: item.reviewId })}"
          >${TOLD_WORDS[item.notification.kind]}, ${formatInstant(item.notification.occurredAt)}</a
        >`,
        },
        { text: namedAs(item.named) },
        { text: agencyName(item.notification.reportedBy) },
        { text: item.because.sentence },
        { text: formatElapsed(now - item.receivedAt) },
      ]),
    }),
  );
}

function namedAs({ forename, surname, dateOfBirth }: NamedChild): string {
  const name = [forename, surname].filter((part) => part !== null).join(' ');
  return `${name === '' ? 'No name given' : name}${dateOfBirth === null ? '' : `, born ${formatDate(dateOfBirth)}`}`;
}

/** One item: what was told, why it waits, and the form to decide. */
export function itemPage(view: {
  readonly item: ReviewItem;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly agencyName: (code: string) => string;
  readonly csrfToken: string;
}): Html {
  const { item, fields, typed, errors, agencyName, csrfToken } = view;
  return html`<h1 class="govuk-heading-l">Which child is this notification about?</h1>
    ${insetText({ text: item.because.sentence })}
    <h2 class="govuk-heading-m">What was told</h2>
    ${summaryList({ rows: toldRows(item, agencyName) })}
    <form method="post" action="${to(paths.reviewItem, { reviewId: item.reviewId })}" novalidate>
      <input type="hidden" name="_csrf" value="${csrfToken}" />
      ${showFields(fields, typed, errors)} ${button({ text: 'Save the decision' })}
    </form>`;
}

function toldRows({ notification, named }: ReviewItem, agencyName: (code: string) => string): SummaryRow[] {
  const rows: readonly (readonly [string, string | null])[] = [
    ['What happened', notification.kind === 'found' ? TOLD_WORDS.found : KIND_WORDS[notification.kind]],
    ['When', formatInstant(notification.occurredAt)],
    ['Child, as named', namedAs(named)],
    ['Authority’s reference', named.childRef],
    ['Police reference', named.policeRef],
    ['Told by', agencyName(notification.reportedBy)],
    ['Incident', notification.incidentRef],
    ['Missing from', notification.missingFrom === null ? null : PLACE_WORDS[notification.missingFrom]],
    ['Postcode', notification.missingFromPostcode],
    ['Area', notification.missingFromAuthority === null ? null : agencyName(notification.missingFromAuthority)],
    ['Police risk', notification.risk === null ? null : RISK_WORDS[notification.risk]],
    ['Circumstances', notification.circumstances],
  ];
  return rows.flatMap(([key, value]) => (value === null ? [] : [{ key: { text: key }, value: { text: value } }]));
}

/** What a person sees who comes after someone else has decided. */
export function alreadyPage(): Html {
  return html`<h1 class="govuk-heading-l">This notification has been decided</h1>
    <p class="govuk-body">Someone has decided which child it is about since you opened it. Nothing of what you sent was recorded.</p>
    <p class="govuk-body"><a class="govuk-link" href="${paths.reviewQueue}">Back to the review queue</a></p>`;
}
