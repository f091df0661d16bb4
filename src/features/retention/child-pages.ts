/** The pages of how long one record is kept, and the forms about it. */
import { isHolding, type AgencyClock } from '../../domain/retention/standing.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { ChildRetention } from './commands.ts';
import { HOLD_WORDS } from './fields.ts';

/** Each agency's clocks, with where they come from. */
export function clockTable(clocks: readonly AgencyClock[], agencyName: (code: string) => string): Html {
  const caption = 'How long each agency keeps it';
  return scrolling(
    caption,
    table({
      caption,
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Agency' }, { text: 'Why' }, { text: 'Until' }, { text: 'Source' }],
      rows: clocks.map((clock) => [
        { text: agencyName(clock.agency) },
        { text: clock.because.sentence },
        { text: formatDate(londonDate(clock.dueAt)) },
        { text: clock.because.source },
      ]),
    }),
  );
}

/** How long a record is kept, who holds it, and what can be done. */
export function childPage(view: {
  readonly record: ChildRetention;
  readonly reviewId: number | null;
  readonly agencyName: (code: string) => string;
  /** Code of the reader's agency. */
  readonly own: string;
  readonly now: Instant;
}): Html {
  const { record, reviewId, agencyName, own, now } = view;
  const { childId, standing } = record;
  const until =
    standing.kind === 'kept'
      ? `It is kept until ${formatDate(londonDate(standing.until))}.`
      : standing.kind === 'due'
        ? `It is due for review since ${formatDate(londonDate(standing.since))}.`
        : 'It is kept.';
  return html`<span class="govuk-caption-l">${record.name}</span>
    <h1 class="govuk-heading-l">How long the record is kept</h1>
    ${insetText({ text: `${until} ${standing.because.sentence}` })}
    ${
      reviewId === null
        ? nothing
        : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.retentionReview, { reviewId })}">Decide on the record</a></p>`
    }
    ${clockTable(record.clocks, agencyName)}
    <h2 class="govuk-heading-m">Holds</h2>
    ${record.holds.length === 0 ? html`<p class="govuk-body">Nobody has held the record.</p>` : holdTable(record, agencyName, own, now)}
    <div class="govuk-button-group">
      ${button({ text: 'Hold the record', href: to(paths.holdRecord, { childId }) })}
      <a class="govuk-link" href="${to(paths.askErasure, { childId })}">Record that erasure is asked for</a>
    </div>`;
}

function holdTable({ holds }: ChildRetention, agencyName: (code: string) => string, own: string, now: Instant): Html {
  const caption = 'Who holds or has held the record, the latest first';
  return scrolling(
    caption,
    table({
      caption,
      captionClasses: 'govuk-visually-hidden',
      head: [{ text: 'Agency' }, { text: 'Why' }, { text: 'Since' }, { text: 'Until' }],
      rows: holds.map((hold) => {
        const holding = isHolding(hold, now);
        const end = hold.liftedAt ?? hold.until;
        const words = end === null ? 'Not lifted' : formatDate(londonDate(end));
        return [
          { text: agencyName(hold.agency) },
          { text: `${HOLD_WORDS[hold.kind]}: ${hold.reason}` },
          { text: `${formatInstant(hold.placedAt)}, ${hold.placedBy}` },
          holding && hold.agency === own
            ? {
                html: html`${words} <a class="govuk-link" href="${to(paths.liftHold, { holdId: hold.holdId })}">Lift the hold</a>`,
              }
            : { text: words },
        ];
      }),
    }),
  );
}

/** A page with one form. */
export function formPage(shown: {
  readonly csrfToken: string;
  readonly heading: string;
  readonly says: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly submit: string;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
<p class="govuk-body">${shown.says}</p>
<form method="post" action="${shown.action}" novalidate>
${csrfField(shown.csrfToken)}
${showFields(shown.fields, shown.typed, shown.errors)}
${button({ text: shown.submit, preventDoubleClick: true })}
</form>
</div></div>`;
}
