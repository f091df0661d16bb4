/** The page of a decision: a form that names its child and carries the version it was opened on. */
import { fullName } from '../domain/chronology/words.ts';
import { type Change, changedMeanwhile } from '../web/changed-meanwhile.ts';
import { button } from '../web/components/button.ts';
import type { Field, FieldError, Typed } from '../web/forms/field.ts';
import { showFields } from '../web/forms/show-form.ts';
import { html, type Html } from '../web/html.ts';
import { csrfField } from '../web/layout.ts';
import type { Opened } from './opened.ts';

/** A form about one record: what was typed, what is wrong with it, and what changed meanwhile. */
export type FormView = {
  readonly opened: Opened;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly changes: readonly Change[];
  readonly csrfToken: string;
};

/** A page with a form that names its child, says what it is about, and carries the version it was opened on. */
export function recordForm(
  view: FormView,
  o: { heading: string; about: Html; action: string; send: string; after?: Html; hidden?: Html },
): Html {
  const { opened, fields, typed, errors, changes, csrfToken } = view;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">${o.heading}</h1>
${changes.length === 0 ? '' : changedMeanwhile(changes)}
${o.about}
<form method="post" action="${o.action}" novalidate>
${csrfField(csrfToken)}
<input type="hidden" name="version" value="${opened.record.version}">
${o.hidden ?? ''}
${showFields(fields, typed, errors)}
${button({ text: o.send, preventDoubleClick: true })}
</form>
${o.after ?? ''}
</div></div>`;
}
