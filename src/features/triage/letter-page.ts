/** A letter, to read and to print, and the form by which it is marked as sent. */
import type { FormView } from '../../decisions/record-form.ts';
import type { LetterForm } from '../../domain/triage/acts.ts';
import type { Letter, LetterPart, LetterPicture } from '../../domain/triage/letter.ts';
import { changedMeanwhile } from '../../web/changed-meanwhile.ts';
import { button } from '../../web/components/button.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, raw, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';

/** What the page shows besides its form. */
export type LetterView = {
  readonly letter: Letter;
  readonly form: LetterForm;
  /** To whom, in which form. */
  readonly title: string;
  readonly action: string;
  readonly sentBefore: string | null;
};

/** The letter. On paper nothing else is printed. */
export function letterPage(view: FormView, { letter, form, title, action, sentBefore }: LetterView): Html {
  const { fields, typed, errors, changes, csrfToken, opened } = view;
  return html`<div class="homeward-screen-only">
<h1 class="govuk-heading-l">${title}</h1>
${changes.length === 0 ? '' : changedMeanwhile(changes)}
<p class="govuk-body">Print this page: only the letter is printed. Read it first, and write in what is missing.</p>
${sentBefore === null ? '' : html`<p class="govuk-body">${sentBefore}</p>`}
</div>
<article class="homeward-letter${form === 'easy-read' ? ' homeward-letter--easy' : ''}" aria-label="The letter" tabindex="-1">
<p>${letter.close.at(-1) ?? ''}</p>
<p>${letter.date}</p>
<p>${letter.greeting}</p>
${letter.parts.map((part) => (form === 'easy-read' ? easyPart(part) : plainPart(part)))}
<p class="homeward-letter__close">${letter.close.map((line) => html`${line}<br>`)}</p>
</article>
<form class="homeward-screen-only" method="post" action="${action}" novalidate>
<h2 class="govuk-heading-m">When it has left</h2>
${csrfField(csrfToken)}
<input type="hidden" name="version" value="${opened.record.version}">
${showFields(fields, typed, errors)}
${button({ text: 'Mark as sent', preventDoubleClick: true })}
</form>`;
}

function plainPart({ heading, sentences }: LetterPart): Html {
  return html`${heading === null ? '' : html`<h2>${heading}</h2>`}${sentences.map((sentence) => html`<p>${sentence}</p>`)}`;
}

function easyPart({ heading, picture, sentences }: LetterPart): Html {
  return html`<div class="homeward-letter__part">${drawing(picture)}<div>${plainPart({ heading, picture, sentences })}</div></div>`;
}

/** Pictures drawn with few lines, each for one thing that easy read says. */
const DRAWINGS: Readonly<Record<LetterPicture, string>> = {
  hello: '<circle cx="32" cy="32" r="26"/><path d="M20 38q12 14 24 0M22 24v2M42 24v2"/>',
  talk: '<path d="M6 10h36v24H22l-10 9v-9H6zM48 22h10v24h-6v8l-9-8H28v-6"/>',
  choose: '<path d="M32 58V34M32 34 12 14M32 34 52 14M12 28V14h14M38 14h14v14"/>',
  safe: '<path d="M32 6 54 14v16q0 18-22 28Q10 48 10 30V14zM22 31l8 8 14-15"/>',
  time: '<circle cx="32" cy="32" r="26"/><path d="M32 14v18l12 8"/>',
  ring: '<path d="M14 8h10l5 14-7 5q5 12 15 16l5-7 14 5v10q0 5-6 5Q14 52 8 14q0-6 6-6z"/>',
};

function drawing(picture: LetterPicture): Html {
  return html`<svg class="homeward-letter__picture" viewBox="0 0 64 64" width="96" height="96" aria-hidden="true" focusable="false" fill="none" stroke="currentColor" stroke-width="4" stroke-linejoin="round" stroke-linecap="round">${raw(DRAWINGS[picture])}</svg>`;
}
