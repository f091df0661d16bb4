/** The letters of a return, on the page of its triage: which there are, and which were sent. */
import { LETTER_FORMS, LETTER_READERS, type LetterForm, type LetterReader } from '../../domain/triage/acts.ts';
import { letterName, lettersToSend, sentWords } from '../../domain/triage/kept-letter.ts';
import { FORM_WORDS, READER_WORDS } from '../../domain/triage/words.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { ReturnTriage } from './open-return.ts';

/** Each letter by its name in the address. */
export const LETTERS: ReadonlyMap<string, { readonly reader: LetterReader; readonly form: LetterForm }> = new Map(
  LETTER_READERS.flatMap((reader) => LETTER_FORMS.map((form) => [`${reader}-${form}`, { reader, form }] as const)),
);

/** The four letters with what was sent; none while the return is not green. */
export function lettersSection(childId: number, { episodeId, level, letters }: ReturnTriage): Html {
  const sent = letters.map((letter) => {
    const href = to(paths.triageSentLetter, { childId, episodeId, letterRef: letter.letterRef });
    return html`<li>${letterName(letter)}: sent ${sentWords(letter)}. <a class="govuk-link" href="${href}">Open it as sent<span class="govuk-visually-hidden">: ${letterName(letter)}, ${formatInstant(letter.sentAt)}</span></a></li>`;
  });
  const list = sent.length === 0 ? '' : html`<ul class="govuk-list govuk-list--bullet">${sent}</ul>`;
  if (level !== 'green')
    return html`<p class="govuk-body">A green return has letters, to the parent or carer and to the young person. For this one somebody offers the interview in person.</p>${list}`;
  const missing = lettersToSend(letters).map((reader) => `to the ${READER_WORDS[reader].toLowerCase()}`);
  return html`<p class="govuk-body">${
    missing.length === 0
      ? 'Both letters of this return were sent. The interview is owed until it is held, declined or closed.'
      : `Still to be sent: a letter ${missing.join(' and one ')}.`
  }</p>
${summaryList({
  rows: [...LETTERS].map(([letter, { reader, form }]) => {
    const before = letters.some((one) => one.to === reader && one.form === form);
    return {
      key: { text: `${READER_WORDS[reader]}, ${FORM_WORDS[form].toLowerCase()}` },
      value: { text: before ? 'Sent' : 'Not sent' },
      actions: {
        items: [
          {
            href: to(paths.triageLetter, { childId, episodeId, letter }),
            text: before ? 'Send again' : 'Read and send',
            visuallyHiddenText: `the letter to the ${READER_WORDS[reader].toLowerCase()}, ${FORM_WORDS[form].toLowerCase()}`,
          },
        ],
      },
    };
  }),
})}${list}`;
}
