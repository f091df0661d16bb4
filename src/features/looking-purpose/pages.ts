/** The page that asks why a record outside the caseload is opened. It says nothing of the child. */
import { button } from '../../web/components/button.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { purposeFields } from './fields.ts';

/** What the page is made of. */
export type PurposeView = {
  readonly action: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** What was being opened. */
  readonly returnTo: string;
  readonly csrfToken: string;
};

/** Asks for the reason. */
export function purposePage(view: PurposeView): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Why are you opening this record?</h1>
<p class="govuk-body">This child is not in your caseload: the child is not missing now, nothing is due from your agency, and you recorded nothing of the child in the last 90 days.</p>
<p class="govuk-body">Your reason is kept with your name, and the agencies that answer for the child can read it. You are asked once a day for each child.</p>
<form method="post" action="${view.action}" novalidate>
${csrfField(view.csrfToken)}
<input type="hidden" name="return" value="${view.returnTo}">
${showFields(purposeFields, view.typed, view.errors)}
${button({ text: 'Open the record', preventDoubleClick: true })}
</form>
</div></div>`;
}
