/** The page of approved providers and invoices. */
import { poundsOf, type ProviderTerms } from '../../domain/capacity/request.ts';
import { formatDate, formatMonth } from '../../domain/time/format.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { button } from '../../web/components/button.ts';
import { table } from '../../web/components/table.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import type { Invoiced } from './queries.ts';

/** What the page is made of. */
export type TermsView = {
  readonly agencyName: string;
  readonly today: PlainDate;
  readonly terms: readonly ProviderTerms[];
  readonly invoiced: readonly Invoiced[];
  readonly nameOf: (code: string) => string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
};

/** Approved providers with their prices, what is to be paid by month, and the form of a new approval. */
export function termsPage(view: TermsView): Html {
  return html`<span class="govuk-caption-l">${view.agencyName}</span>
<h1 class="govuk-heading-l">Approved providers</h1>
<p class="govuk-body">A provider can be asked for a single interview while it is approved. What each interview costs is what was agreed when it was asked.</p>
${view.terms.length === 0 ? html`<p class="govuk-body">No provider is approved.</p>` : termsTable(view)}
<h2 class="govuk-heading-m" id="invoices">To be paid</h2>
${view.invoiced.length === 0 ? html`<p class="govuk-body">No interview that a provider accepted has been held yet.</p>` : invoiceTable(view)}
<h2 class="govuk-heading-m">Approve a provider</h2>
<form method="post" action="${paths.providerTerms}" novalidate>
${csrfField(view.csrfToken)}
${showFields(view.fields, view.typed, view.errors)}
${button({ text: 'Approve the provider', preventDoubleClick: true })}
</form>`;
}

function termsTable(view: TermsView): Html {
  return scrolling(
    'Approved providers',
    table({
      caption: 'Approvals',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Provider' },
        { text: 'From' },
        { text: 'Until' },
        { text: 'Interview', format: 'numeric' },
        { text: 'Travel', format: 'numeric' },
        { text: 'Withdrawn', format: 'numeric' },
        { text: 'Areas' },
        { text: 'End it' },
      ],
      firstCellIsHeader: true,
      rows: view.terms.map((one) => [
        { text: one.providerName },
        { text: formatDate(one.fromOn) },
        { text: one.toOn === null ? 'No end is known' : formatDate(one.toOn) },
        { text: poundsOf(one.pricePence), format: 'numeric' },
        { text: poundsOf(one.travelPence), format: 'numeric' },
        { text: one.cancelPence === null ? 'Nothing' : poundsOf(one.cancelPence), format: 'numeric' },
        { text: one.areas.length === 0 ? 'Everywhere' : one.areas.map(view.nameOf).join(', ') },
        { html: endForm(one, view) },
      ]),
    }),
  );
}

function endForm({ termsId, toOn, providerName }: ProviderTerms, { today, csrfToken }: TermsView): Html {
  if (toOn !== null && toOn < today) return html`Ended`;
  return html`<form method="post" action="${to(paths.endProviderTerms, { termsId })}">
${csrfField(csrfToken)}${button({ html: html`End<span class="govuk-visually-hidden"> the approval of ${providerName}</span>`, classes: 'govuk-button--secondary govuk-!-margin-bottom-0' })}
</form>`;
}

function invoiceTable({ invoiced, nameOf }: TermsView): Html {
  return scrolling(
    'To be paid',
    table({
      caption: 'Accepted and held, or withdrawn after that, by month and provider',
      captionClasses: 'govuk-visually-hidden',
      head: [
        { text: 'Month' },
        { text: 'Provider' },
        { text: 'Interviews', format: 'numeric' },
        { text: 'Withdrawn', format: 'numeric' },
        { text: 'Total', format: 'numeric' },
      ],
      firstCellIsHeader: true,
      rows: invoiced.map((one) => [
        { text: formatMonth(one.month) },
        { text: nameOf(one.provider) },
        { text: String(one.interviews), format: 'numeric' },
        { text: String(one.withdrawn), format: 'numeric' },
        { text: poundsOf(one.pence), format: 'numeric' },
      ]),
    }),
  );
}
