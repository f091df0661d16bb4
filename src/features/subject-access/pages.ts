/** The pages on which a copy for the child is made and agreed. */
import { copyOf, REDACTION_REASONS, type RedactionReason } from '../../domain/access/copy-for-subject.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { pagination } from '../../web/components/pagination.ts';
import { table } from '../../web/components/table.ts';
import { warningText } from '../../web/components/warning-text.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { showField, showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { passageFields, reviewFields, startFields } from './fields.ts';
import type { Copy, KeptPassage } from './queries.ts';

/** The title of these pages, without the child's name. */
export const SUBJECT_ACCESS_TITLE = 'Copy of the record for the child';

const STATES: Readonly<Record<Copy['state'], string>> = {
  deciding: 'Passages are being decided',
  'to-review': 'Waits for a second person',
  finished: 'Finished',
};

/** The copies made so far, and the form to begin one. */
export function copiesPage(view: {
  readonly childId: number;
  readonly name: string;
  readonly copies: readonly Copy[];
  readonly mayMake: boolean;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
}): Html {
  const { childId, copies } = view;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${view.name}</span>
<h1 class="govuk-heading-l">${SUBJECT_ACCESS_TITLE}</h1>
<p class="govuk-body">When a child, or somebody who acts for the child, asks for what is on record, the record is gathered here in plain words. You decide passage by passage what would harm or identify somebody else, and a second person agrees.</p>
<p class="govuk-body">Addresses, postcodes and distances are never part of a copy, and neither are names of staff.</p>
${
  copies.length === 0
    ? html`<p class="govuk-body">No copy has been made.</p>`
    : table({
        caption: 'Copies',
        captionClasses: 'govuk-table__caption--m',
        head: [{ text: 'Asked on' }, { text: 'Where it stands' }, { text: 'Started' }],
        rows: copies.map((copy) => [
          {
            html: html`<a class="govuk-link" href="${to(paths.subjectCopy, { copyId: copy.copyId })}">${formatDate(copy.askedOn)}</a>`,
          },
          { text: STATES[copy.state] },
          { text: `${copy.starter}, ${formatInstant(copy.startedAt)}` },
        ]),
      })
}
${
  view.mayMake
    ? html`<h2 class="govuk-heading-m">Begin a copy</h2>
<form method="post" action="${to(paths.subjectAccess, { childId })}" novalidate>${csrfField(view.csrfToken)}
${showFields(startFields, view.typed, view.errors)}
${button({ text: 'Gather the record', preventDoubleClick: true })}</form>`
    : ''
}
</div></div>`;
}

/** What the page of one copy is made of. */
export type CopyView = {
  readonly copy: Copy;
  readonly passages: readonly KeptPassage[];
  /** Passages on this page of the form. */
  readonly shown: readonly KeptPassage[];
  readonly page: number;
  readonly pages: number;
  /** Whether passages in codes are shown too. */
  readonly all: boolean;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly mayMake: boolean;
  readonly isSecond: boolean;
  readonly csrfToken: string;
};

/** One copy, as far as it has come. */
export function copyPage(view: CopyView): Html {
  const { copy, passages } = view;
  const undecided = passages.filter(({ decision }) => decision === null).length;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${SUBJECT_ACCESS_TITLE}</h1>
<p class="govuk-body">Asked for on ${formatDate(copy.askedOn)}. The answer is due by ${formatDate(plusDays(copy.askedOn, 30))}. ${STATES[copy.state]}.</p>
${copy.returnedWhy === null ? '' : insetText({ text: `Sent back: ${copy.returnedWhy}` })}
${copy.state === 'deciding' ? deciding(view, undecided) : copy.state === 'to-review' ? reviewing(view) : finished(copy)}
</div></div>`;
}

function deciding(view: CopyView, undecided: number): Html {
  const { copy, shown, page, pages, all } = view;
  const here = (at: number): string =>
    to(paths.subjectCopy, { copyId: copy.copyId }, { page: at, all: all ? 'yes' : null });
  if (!view.mayMake) return html`<p class="govuk-body">Information governance decides the passages first.</p>`;
  return html`<p class="govuk-body">${undecided === 0 ? 'Every passage is decided.' : `${undecided} ${undecided === 1 ? 'passage is' : 'passages are'} still to be decided.`} ${
    all
      ? html`<a class="govuk-link" href="${to(paths.subjectCopy, { copyId: copy.copyId })}">Show only what people wrote in their own words</a>`
      : html`Facts that were recorded as codes are kept whole unless you <a class="govuk-link" href="${to(paths.subjectCopy, { copyId: copy.copyId }, { all: 'yes' })}">decide otherwise</a>.`
  }</p>
${
  shown.length === 0
    ? html`<p class="govuk-body">Nobody wrote anything in their own words.</p>`
    : html`<form method="post" action="${here(page)}" novalidate>${csrfField(view.csrfToken)}
${shown.map((passage) => passageForm(passage, view))}
${button({ text: 'Save these decisions', preventDoubleClick: true })}</form>`
}
${pages > 1 ? pagination({ previous: page > 1 ? { href: here(page - 1) } : null, next: page < pages ? { href: here(page + 1) } : null }) : ''}
${
  undecided === 0
    ? html`<form method="post" action="${to(paths.subjectCopySend, { copyId: copy.copyId })}">${csrfField(view.csrfToken)}
${button({ text: 'Send it to a second person', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`
    : ''
}`;
}

function passageForm(passage: KeptPassage, { typed, errors }: CopyView): Html {
  const [decision, reason] = passageFields(passage);
  return html`<section class="homeward-passage" aria-labelledby="passage-${passage.position}">
<h2 class="govuk-heading-s" id="passage-${passage.position}">Passage ${passage.position}. ${passage.section}: ${passage.heading}</h2>
${insetText({ html: html`<span class="homeward-as-typed">${passage.text}</span>` })}
${passage.proposed === null ? '' : html`<p class="govuk-body"><strong>Proposed instead:</strong> <span class="homeward-as-typed">${passage.proposed}</span></p>`}
${showField(decision, typed, errors)}${showField(reason, typed, errors)}
</section>`;
}

function reviewing(view: CopyView): Html {
  const { copy, passages } = view;
  if (!view.isSecond)
    return html`<p class="govuk-body">You had a part in making this copy, so somebody else of information governance or a team manager agrees to it.</p>`;
  return html`${warningText({ text: 'Read what is kept as the child would read it, and as somebody would who means harm.', iconFallbackText: 'Warning' })}
${passages.map(
  (
    passage,
  ) => html`<section class="homeward-passage"><h2 class="govuk-heading-s">${passage.section}: ${passage.heading}</h2>
<p class="govuk-body homeward-as-typed">${copyOf(passage) ?? ''}</p>
${
  passage.decision === 'whole'
    ? ''
    : html`<p class="govuk-body-s homeward-quiet">${reasonWords(passage.reason)}. As recorded: <span class="homeward-as-typed">${passage.text}</span></p>`
}</section>`,
)}
<form method="post" action="${to(paths.subjectCopyReview, { copyId: copy.copyId })}" novalidate>${csrfField(view.csrfToken)}
${showFields(reviewFields, view.typed, view.errors)}
${button({ text: 'Save the review', preventDoubleClick: true })}</form>`;
}

function finished(copy: Copy): Html {
  return html`<p class="govuk-body">Agreed by ${copy.reviewer ?? 'a second person'}${copy.reviewedAt === null ? '' : html`, ${formatInstant(copy.reviewedAt)}`}. It changes no more.</p>
${button({ text: 'Open the copy to print', href: to(paths.subjectCopyDocument, { copyId: copy.copyId }) })}`;
}

/** A reason in words. */
export function reasonWords(reason: string | null): string {
  return reason !== null && Object.hasOwn(REDACTION_REASONS, reason)
    ? REDACTION_REASONS[reason as RedactionReason]
    : 'No reason was given';
}
