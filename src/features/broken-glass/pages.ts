/** The pages of emergency openings: the form, the list of those to review, and one review. */
import { GLASS_REASONS, GLASS_REVIEWS, reviewStanding } from '../../domain/access/broken-glass.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { warningText } from '../../web/components/warning-text.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { glassFields, reviewFields } from './fields.ts';
import type { Glass } from './queries.ts';

/** A form as it was typed. */
export type ShownForm = { readonly csrfToken: string; readonly typed: Typed; readonly errors: readonly FieldError[] };

/** The form that opens a record in an emergency. */
export function glassPage({ csrfToken, typed, errors }: ShownForm, hours: number): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Open a record in an emergency</h1>
<p class="govuk-body">Use this when a child’s safety needs a record that you cannot open otherwise. It opens at once, for ${hours} hours.</p>
${warningText({ text: 'The agency that answers for the record is told at once, and somebody there reviews the reason within a day.', iconFallbackText: 'Warning' })}
<form method="post" action="${paths.breakGlass}" novalidate>
${csrfField(csrfToken)}${showFields(glassFields, typed, errors)}
${button({ text: 'Open the record', classes: 'govuk-button--warning', preventDoubleClick: true })}
</form></div></div>`;
}

/** The openings for which an agency answers. */
export function reviewsPage(openings: readonly Glass[], now: Instant): Html {
  return html`<h1 class="govuk-heading-l">Emergency openings to review</h1>
<p class="govuk-body">Records that your agency answers for, opened by somebody who could not otherwise. Review each within a day.</p>
${
  openings.length === 0
    ? insetText({ text: 'Nothing was opened in an emergency.' })
    : scrolling(
        'Emergency openings',
        table({
          caption: 'Emergency openings',
          captionClasses: 'govuk-visually-hidden',
          head: [{ text: 'Opened' }, { text: 'By' }, { text: 'Reason' }, { text: 'Review' }],
          rows: openings.map((glass) => [
            {
              html: html`<a class="govuk-link" href="${to(paths.glassReview, { glassId: glass.glassId })}">${formatInstant(glass.openedAt)}</a>`,
            },
            { text: `${glass.openedBy}, ${glass.openedByAgency}` },
            { text: GLASS_REASONS[glass.reason] },
            { html: standing(glass, now) },
          ]),
        }),
      )
}`;
}

function standing(glass: Glass, now: Instant): Html {
  const how = reviewStanding(glass, now);
  if (how === 'reviewed') return html`${glass.review === null ? '' : GLASS_REVIEWS[glass.review]}`;
  if (how === 'late') return tag({ text: `Late since ${formatInstant(glass.reviewDueAt)}`, classes: 'govuk-tag--red' });
  return html`Due ${formatInstant(glass.reviewDueAt)}`;
}

/** One opening, and the form of its review where the person may make it. */
export function reviewPage(glass: Glass, now: Instant, form: ShownForm | null, seesChild: boolean): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Emergency opening</h1>
${summaryList({
  rows: [
    { key: { text: 'Opened by' }, value: { text: `${glass.openedBy}, ${glass.openedByAgency}` } },
    { key: { text: 'Opened' }, value: { text: formatInstant(glass.openedAt) } },
    {
      key: { text: glass.endedAt === null && glass.untilAt > now ? 'Open until' : 'Was open until' },
      value: { text: formatInstant(glass.endedAt ?? glass.untilAt) },
    },
    { key: { text: 'Reason' }, value: { text: GLASS_REASONS[glass.reason] } },
    {
      key: { text: 'What had happened' },
      value: { html: html`<span class="homeward-as-typed">${glass.words}</span>` },
    },
    { key: { text: 'Review' }, value: { html: standing(glass, now) } },
    ...(glass.reviewedAt === null
      ? []
      : [
          {
            key: { text: 'Reviewed' },
            value: { text: `${formatInstant(glass.reviewedAt)}, by ${glass.reviewedBy ?? 'somebody'}` },
          },
          {
            key: { text: 'What the review found' },
            value: { html: html`<span class="homeward-as-typed">${glass.reviewWords ?? ''}</span>` },
          },
        ]),
  ],
})}
${seesChild ? html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.child, { childId: glass.childId })}">Open the child’s record</a></p>` : nothing}
${
  form === null
    ? glass.reviewedAt === null
      ? insetText({ text: 'You opened this record yourself: somebody else reviews it.' })
      : nothing
    : html`<form method="post" action="${to(paths.glassReview, { glassId: glass.glassId })}" novalidate>
${csrfField(form.csrfToken)}${showFields(reviewFields, form.typed, form.errors)}
<p class="govuk-body">If the record is still open, it is closed to them when you save this.</p>
${button({ text: 'Save the review', preventDoubleClick: true })}
</form>`
}</div></div>`;
}
