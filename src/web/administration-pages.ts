/** Pages that every part of administration shows: one form, a secret once, and asking before something is ended. */
import { button } from './components/button.ts';
import { insetText } from './components/inset-text.ts';
import { warningText } from './components/warning-text.ts';
import type { Field, FieldError, Typed } from './forms/field.ts';
import { showFields } from './forms/show-form.ts';
import { html, nothing, type Html } from './html.ts';
import { csrfField } from './layout.ts';
import { paths } from './paths.ts';

/** A form of administration, as it was typed. */
export type ShownForm = {
  readonly csrfToken: string;
  readonly heading: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly submit: string;
  /** Words between the heading and the fields. */
  readonly says?: Html;
};

/** A page with one form. */
export function formPage(shown: ShownForm): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
${shown.says ?? nothing}
<form method="post" action="${shown.action}" novalidate>
${csrfField(shown.csrfToken)}
${showFields(shown.fields, shown.typed, shown.errors)}
${button({ text: shown.submit, preventDoubleClick: true })}
</form>
</div></div>`;
}

/** A secret that is shown this once: the first password of a person, the token of a system. */
export function shownOncePage(shown: {
  readonly heading: string;
  readonly what: string;
  readonly secret: string;
  readonly next: Html;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
<p class="govuk-body" id="secret-name">${shown.what}</p>
${insetText({ html: html`<code class="homeward-reference" aria-labelledby="secret-name">${shown.secret}</code>` })}
${warningText({ text: 'It is shown only now and kept nowhere. Copy it before you leave this page.', iconFallbackText: 'Warning' })}
${shown.next}
${button({ text: 'Back to accounts', href: paths.administration })}
</div></div>`;
}

/** Asks before something is ended. */
export function confirmPage(shown: {
  readonly csrfToken: string;
  readonly heading: string;
  readonly says: string | Html;
  readonly action: string;
  readonly submit: string;
  /** Where not doing it leads. */
  readonly cancel?: string;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
${shown.says === '' ? nothing : html`<p class="govuk-body">${shown.says}</p>`}
<form method="post" action="${shown.action}">
${csrfField(shown.csrfToken)}
<div class="govuk-button-group">${button({ text: shown.submit, classes: 'govuk-button--warning', preventDoubleClick: true })}
<a class="govuk-link" href="${shown.cancel ?? paths.administration}">Cancel</a></div>
</form>
</div></div>`;
}

/** What somebody may do, in the policy's words, under a heading; nothing where there is none. */
export function actsList(heading: string, acts: readonly { readonly sentence: string }[]): Html {
  return acts.length === 0
    ? nothing
    : html`<h2 class="govuk-heading-m">${heading}</h2>
<ul class="govuk-list govuk-list--bullet">${acts.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>`;
}

/** A number of children, who are never named to whoever administers. */
export function countOf(children: number): string {
  return children === 1 ? '1 child' : `${children.toLocaleString('en-GB')} children`;
}
