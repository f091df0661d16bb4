import { insetText } from './components/inset-text.ts';
import { type Html, html } from './html.ts';

/** One thing that changed since a page was opened. */
export type Change = { readonly what: string; readonly when: string; readonly by: string };

/** What changed while somebody was typing, above the form with everything they typed still in it. */
export function changedMeanwhile(changes: readonly Change[]): Html {
  return insetText({
    classes: 'homeward-changed',
    html: html`<h2 class="govuk-heading-m">This record changed while you were working on it</h2>
<p class="govuk-body">Nothing you typed is lost, and nothing of it is on record yet. This is new:</p>
<ul class="govuk-list govuk-list--bullet">${changes.map(({ what, when, by }) => html`<li>${what}, ${when}, from ${by}</li>`)}</ul>
<p class="govuk-body">If yours still holds, send it again.</p>`,
  });
}
