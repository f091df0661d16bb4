/** The pages of records that are due. */
import type { Review } from '../../db/retention/reviews.ts';
import type { Tombstone } from '../../db/retention/erase.ts';
import { fullName } from '../../domain/chronology/words.ts';
import { reviewState, type ReviewState } from '../../domain/retention/disposal.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { londonDate } from '../../domain/time/london.ts';
import { instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { clockTable } from './child-pages.ts';
import type { ChildRetention } from './commands.ts';

const BASIS_WORDS = { clock: 'Every agency’s clock has passed', request: 'Erasure was asked for' } as const;

function stateWords(state: ReviewState): string {
  if (state.kind === 'proposed') return 'Disposal is proposed: a second person decides';
  if (state.kind === 'confirmed') return `Confirmed ${formatInstant(state.at)}: it is erased a day later`;
  return 'Waits for a decision';
}

type Names = ReadonlyMap<number, { readonly forename: string; readonly surname: string }>;

function nameOf(names: Names, childId: number): string {
  return fullName(names.get(childId) ?? { forename: '', surname: '' });
}

/** What waits for a decision, what is held, and what was erased. */
export function listPage(view: {
  readonly reviews: readonly Review[];
  readonly held: readonly number[];
  readonly names: Names;
  readonly erased: readonly Tombstone[];
  readonly shownAtMost: number;
}): Html {
  const { reviews, held, names, erased, shownAtMost } = view;
  const full = [reviews, held, erased].some(({ length }) => length >= shownAtMost);
  return html`<h1 class="govuk-heading-l">Retention</h1>
    <p class="govuk-body">
      A record is due when the retention time of every agency involved has passed and nobody holds it. Nothing of a child
      goes by itself: two people decide, and a day passes.
    </p>
    <h2 class="govuk-heading-m">Due for review</h2>
    ${reviews.length === 0 ? html`<p class="govuk-body">Nothing is due.</p>` : reviewTable(reviews, names)}
    <h2 class="govuk-heading-m">Held</h2>
    ${
      held.length === 0
        ? html`<p class="govuk-body">No record is held.</p>`
        : html`<ul class="govuk-list">${held.map(
            (childId) =>
              html`<li><a class="govuk-link" href="${to(paths.retentionOfChild, { childId })}">${nameOf(names, childId)}</a></li>`,
          )}</ul>`
    }
    <h2 class="govuk-heading-m">Erased</h2>
    ${erased.length === 0 ? html`<p class="govuk-body">No record has been erased.</p>` : erasedTable(erased)}
    ${full ? insetText({ text: `Only ${shownAtMost} of each are shown.` }) : nothing}`;
}

function reviewTable(reviews: readonly Review[], names: Names): Html {
  const caption = 'Records due for review, the longest first';
  return scrolling(
    caption,
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Child' }, { text: 'Due since' }, { text: 'Why' }, { text: 'Decision' }],
      rows: reviews.map((review) => [
        {
          html: html`<a class="govuk-link" href="${to(paths.retentionReview, { reviewId: review.reviewId })}">${nameOf(names, review.childId)}</a>`,
        },
        { text: formatDate(londonDate(review.dueAt)) },
        { text: BASIS_WORDS[review.basis] },
        { text: stateWords(reviewState(review.decisions)) },
      ]),
    }),
  );
}

function erasedTable(erased: readonly Tombstone[]): Html {
  const caption = 'Records that were erased, the latest first';
  return scrolling(
    caption,
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Number the record had' }, { text: 'Erased' }, { text: 'Why' }, { text: 'Entries' }],
      rows: erased.map((stone) => [
        { text: String(stone.childId) },
        { text: formatInstant(instant(Temporal.Instant.from(stone.erasedAt).epochMilliseconds)) },
        { text: BASIS_WORDS[stone.basis] },
        { text: String(stone.entries) },
      ]),
    }),
  );
}

/** One record under review: what it is, by whose clocks, what was decided, what would go, and the form to decide. */
export function reviewPage(view: {
  readonly review: Review;
  readonly record: ChildRetention;
  readonly state: ReviewState;
  readonly agencyName: (code: string) => string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
}): Html {
  const { review, record, state, agencyName, fields, typed, errors, csrfToken } = view;
  const { size } = record;
  const rows: [string, string][] = [
    ['Child', record.name],
    ['Date of birth', record.dateOfBirth === null ? 'Not known' : formatDate(record.dateOfBirth)],
    ['Why it is here', BASIS_WORDS[review.basis]],
    ['Due since', formatDate(londonDate(review.dueAt))],
    ['Where it stands', record.standing.because.sentence],
    ['Decision', stateWords(state)],
    [
      'What would be erased',
      `Entries of the chronology: ${size.entries}; episodes: ${size.episodes}; interviews: ${size.interviews}; statuses: ${size.statuses}; screenings: ${size.screenings}; and every message, draft and rejected row that names the child`,
    ],
  ];
  if (review.requestedWhy !== null) rows.push(['Asked for', `${review.requestedWhy} (${review.requestedBy ?? ''})`]);
  return html`<h1 class="govuk-heading-l">Is this record to be kept?</h1>
    ${summaryList({ rows: rows.map(([key, value]) => ({ key: { text: key }, value: { text: value } })) })}
    <p class="govuk-body"><a class="govuk-link" href="${to(paths.child, { childId: record.childId })}">Read the record</a>, or
      <a class="govuk-link" href="${to(paths.retentionOfChild, { childId: record.childId })}">see who holds it</a></p>
    ${clockTable(record.clocks, agencyName)} ${decisionList(review, agencyName)}
    <form method="post" action="${to(paths.retentionReview, { reviewId: review.reviewId })}" novalidate>
      ${csrfField(csrfToken)} ${showFields(fields, typed, errors)}
      ${button({ text: 'Save the decision', preventDoubleClick: true })}
    </form>`;
}

const DECISION_WORDS = {
  keep: 'Kept for longer',
  dispose: 'Proposed to dispose of it',
  confirm: 'Confirmed',
  withdraw: 'Took the proposal back',
} as const;

function decisionList({ decisions }: Review, agencyName: (code: string) => string): Html {
  if (decisions.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">Decided so far</h2>
    <ul class="govuk-list govuk-list--bullet">${decisions.map(
      ({ kind, by, agency, at, reason }) =>
        html`<li>${DECISION_WORDS[kind]}: ${by}, ${agencyName(agency)}, ${formatInstant(instant(at))}. ${reason}</li>`,
    )}</ul>`;
}
