/** A letter, to read and to print: before it leaves, with the form that keeps it as sent, and afterwards as it was sent. */
import { fullName } from '../../domain/chronology/words.ts';
import type { FormView } from '../../decisions/record-form.ts';
import type { Opened } from '../../decisions/opened.ts';
import type { LetterForm } from '../../domain/triage/acts.ts';
import { sentWords, shownLetter } from '../../domain/triage/kept-letter.ts';
import type { LetterPart, LetterPicture } from '../../domain/triage/letter.ts';
import type { SentLetter } from '../../domain/triage/state.ts';
import { FORM_WORDS, READER_WORDS } from '../../domain/triage/words.ts';
import { changedMeanwhile } from '../../web/changed-meanwhile.ts';
import { button } from '../../web/components/button.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, raw, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';

/** What the page shows besides its form. */
export type LetterView = {
  /** The letter as it would leave now. */
  readonly text: string;
  readonly form: LetterForm;
  /** To whom, in which form. */
  readonly title: string;
  readonly action: string;
  /** The last time it was sent; null where it was not. */
  readonly before: SentLetter | null;
  /** Whether it holds the words that were sent before. */
  readonly isCopy: boolean;
  readonly addressHidden: boolean;
};

/** The letter. On paper nothing else is printed. */
export function letterPage(
  view: FormView,
  { text, form, title, action, before, isCopy, addressHidden }: LetterView,
): Html {
  const { fields, typed, errors, changes, csrfToken, opened } = view;
  return html`<div class="homeward-screen-only">
<span class="govuk-caption-l">${fullName(opened.record.details)}</span>
<h1 class="govuk-heading-l">${title}</h1>
${changes.length === 0 ? '' : changedMeanwhile(changes)}
${
  addressHidden
    ? warningText({
        text: 'This child’s address is hidden. Make sure that whoever gets this letter may know where it is sent, and write no address in it.',
      })
    : ''
}
<p class="govuk-body">Read it first. When it is going out, say to whom and how below: its words are then kept exactly as they left, and can be printed from the page of this triage.</p>
${before === null ? '' : html`<p class="govuk-body">It was sent before: ${sentWords(before)}.${isCopy ? ' This is a copy with the same words, and says so.' : ''}</p>`}
</div>
${article(text, form)}
<form class="homeward-screen-only" method="post" action="${action}" novalidate>
<h2 class="govuk-heading-m">When it leaves</h2>
${csrfField(csrfToken)}
<input type="hidden" name="version" value="${opened.record.version}">
${showFields(fields, typed, errors)}
${button({ text: 'Mark as sent', preventDoubleClick: true })}
</form>`;
}

/** A letter as it was sent. On paper nothing else is printed. */
export function sentLetterPage({ record }: Opened, sent: SentLetter): Html {
  const { to: reader, form, text } = sent;
  return html`<div class="homeward-screen-only">
<span class="govuk-caption-l">${fullName(record.details)}</span>
<h1 class="govuk-heading-l">Letter to the ${READER_WORDS[reader].toLowerCase()}, ${FORM_WORDS[form].toLowerCase()}, as sent</h1>
<p class="govuk-body">Sent ${sentWords(sent)}.</p>
<p class="govuk-body">${text === null ? 'It was sent before the words of letters were kept.' : 'These are its words as they were kept then. Print this page: only the letter is printed.'}</p>
</div>
${text === null ? '' : article(text, form)}`;
}

function article(text: string, form: LetterForm): Html {
  const { opening, parts, close } = shownLetter(text);
  return html`<article class="homeward-letter${form === 'easy-read' ? ' homeward-letter--easy' : ''}" aria-label="The letter" tabindex="-1">
${opening.map((block) => html`<p class="homeward-as-typed">${block}</p>`)}
${parts.map((part) => (form === 'easy-read' ? easyPart(part) : plainPart(part)))}
${close.length === 0 ? '' : html`<p class="homeward-letter__close">${close.map((line) => html`${line}<br>`)}</p>`}
</article>`;
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
