/** The parts of the page of a draft that show what others wrote of it and who else is writing. */
import { formatInstant } from '../../domain/time/format.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, type Html } from '../../web/html.ts';
import type { Difference, Meanwhile } from './meanwhile.ts';
import type { OtherDraft } from './queries.ts';

/** Who else has a draft of the same interview open. */
export function othersWriting(others: readonly OtherDraft[]): Html | '' {
  return others.length === 0
    ? ''
    : insetText({
        html: html`${others.map(
          ({ name, agency, startedAt, savedAt }) =>
            html`<p class="govuk-body">${name}, ${agency}, is writing this interview too: begun ${formatInstant(startedAt)}, last saved ${formatInstant(savedAt)}. What they write is shown to nobody until they send it. Agree who sends it.</p>`,
        )}`,
      });
}

/** Both texts, question by question. */
export function bothTexts(meanwhile: Meanwhile, differences: readonly Difference[]): Html {
  const { by, recordedAt, version } = meanwhile;
  const cell = (label: string, texts: readonly string[]) => ({
    html:
      texts.length === 0
        ? html`<span class="homeward-quiet">Nothing</span>`
        : html`<div class="homeward-as-typed">${texts.join(', ')}</div>`,
    attributes: { 'data-label': label },
  });
  return html`<section id="both-texts">
<h2 class="govuk-heading-m">${by} sent this interview too</h2>
${warningText({ text: `${by} sent it ${formatInstant(recordedAt)}, after you began. Nothing you wrote is lost. Read both texts, and then choose.` })}
<input type="hidden" name="seen" value="${version}">
${
  differences.length === 0
    ? html`<p class="govuk-body">The two say the same.</p>`
    : table({
        caption: 'What the two say differently',
        captionClasses: 'govuk-table__caption--s',
        classes: 'homeward-stacked',
        firstCellIsHeader: true,
        head: [{ text: 'Question' }, { text: by }, { text: 'You' }],
        rows: differences.map(({ field, theirs, mine }) => [
          { text: field.label },
          cell(by, theirs),
          cell('You', mine),
        ]),
      })
}
</section>`;
}
