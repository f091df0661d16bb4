/** The finished copy, as it is printed and given to the child. */
import { copyOf } from '../../domain/access/copy-for-subject.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { html, type Html } from '../../web/html.ts';
import { reasonWords } from './pages.ts';
import type { Copy, KeptPassage } from './queries.ts';

/** The title of the document, without the child's name: titles stay in the browser's history. */
export const DOCUMENT_TITLE = 'Copy of a record';

/** The document in plain words. */
export function documentPage(agency: string, copy: Copy, passages: readonly KeptPassage[]): Html {
  const sections = [...Map.groupBy(passages, ({ section }) => section)];
  const reasons = new Set(
    passages.flatMap(({ decision, reason }) => (decision === 'whole' ? [] : [reasonWords(reason)])),
  );
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">What ${agency} has on record about you</h1>
<p class="govuk-body">You asked for this on ${formatDate(copy.askedOn)}. ${copy.reviewedAt === null ? '' : `It was finished ${formatInstant(copy.reviewedAt)}.`} It is a copy of the record of times when you were missing or away, and of what was done.</p>
<p class="govuk-body">Addresses are left out of every copy. People who work with you are named by their job and their agency.</p>
${
  reasons.size === 0
    ? ''
    : html`<p class="govuk-body">Where it says <em>[taken out]</em>, <em>[another person]</em> or <em>[left out]</em>, something is not shown, because:</p>
<ul class="govuk-list govuk-list--bullet">${[...reasons].map((reason) => html`<li>${reason}</li>`)}</ul>`
}
<p class="govuk-body">If you think something is wrong or missing, tell ${agency}. You can also complain to the Information Commissioner.</p>
${sections.map(
  ([section, all]) => html`<h2 class="govuk-heading-m">${section}</h2>
${all.map(
  (passage) => html`<section class="homeward-passage"><h3 class="govuk-heading-s">${passage.heading}</h3>
<p class="govuk-body homeward-as-typed">${copyOf(passage) ?? ''}</p></section>`,
)}`,
)}
</div></div>`;
}
