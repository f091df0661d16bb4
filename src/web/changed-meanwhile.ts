import { insetText } from './components/inset-text.ts';
import { type Html, html } from './html.ts';

/** One thing that changed since a page was opened; when and from whom, where that is open to the reader. */
export type Change = {
  readonly what: string;
  readonly told: { readonly when: string; readonly by: string } | null;
};

/** What changed while somebody was typing, above the form with everything they typed still in it. */
export function changedMeanwhile(changes: readonly Change[]): Html {
  return insetText({
    classes: 'homeward-changed',
    html: html`<h2 class="govuk-heading-m">This record changed while you were working on it</h2>
<p class="govuk-body">Nothing you typed is lost, and nothing of it is on record yet. This is new:</p>
<ul class="govuk-list govuk-list--bullet">${changes.map(
      ({ what, told }) => html`<li>${what}${told === null ? '' : `, ${told.when}, from ${told.by}`}</li>`,
    )}</ul>
<p class="govuk-body">If yours still holds, send it again.</p>`,
  });
}
