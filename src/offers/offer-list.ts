/** Facts to try, as pages show them. */
import type { Offer } from '../domain/intelligence/offer.ts';
import { FACT_WORDS, factText, gradeText } from '../domain/intelligence/words.ts';
import { details } from '../web/components/details.ts';
import { tag } from '../web/components/tag.ts';
import { html, type Html } from '../web/html.ts';
import { paths, to } from '../web/paths.ts';

/** How many stand open before the rest is folded away. */
const OPEN_AT_FIRST = 8;

/** The facts to try, the first to be tried first, each with why; nothing for who reads none. On the page of facts itself no link leads there. */
export function offerList(
  childId: number,
  offers: readonly Offer[] | null,
  on: { readonly here: boolean } = { here: false },
): Html | '' {
  if (offers === null) return '';
  const first = offers.slice(0, OPEN_AT_FIRST);
  const rest = offers.slice(OPEN_AT_FIRST);
  const link = on.here
    ? ''
    : html` <a class="govuk-link" href="${to(paths.facts, { childId })}">See and record facts</a>`;
  return html`<section aria-labelledby="facts-to-try"><h2 class="govuk-heading-m" id="facts-to-try">What to try now</h2>
${
  offers.length === 0
    ? html`<p class="govuk-body homeward-quiet">No person, place or thing is on record of this child yet.${link}</p>`
    : html`<p class="govuk-body">People, places and things on record, the first to be tried first.${link}</p>
<ol class="govuk-list govuk-list--number govuk-list--spaced">${first.map(offered)}</ol>
${rest.length === 0 ? '' : details({ summaryText: rest.length === 1 ? '1 more' : `${rest.length} more`, html: html`<ol class="govuk-list govuk-list--number govuk-list--spaced" start="${first.length + 1}">${rest.map(offered)}</ol>` })}`
}</section>`;
}

function offered({ fact, other, suspectedFalse, conditional, because }: Offer): Html {
  return html`<li>${suspectedFalse ? html`${tag({ text: 'Suspected false', classes: 'govuk-tag--red homeward-tag' })} ` : ''}<strong>${FACT_WORDS[fact.factKind]}: ${factText(fact)}</strong> <span class="homeward-quiet">${gradeText(fact.grading)}</span>
${fact.detail === null ? '' : html`<span class="homeward-under">${fact.detail}</span>`}
${conditional ? html`<span class="homeward-under"><strong>Conditions of handling:</strong> ${fact.conditions ?? 'not written down: ask who recorded it before you pass it on'}</span>` : ''}
<span class="homeward-under">${because.map(({ sentence }) => sentence).join(' ')}${other === null ? '' : html` <a class="govuk-link" href="${to(paths.facts, { childId: other.childId })}">Open the facts of ${other.name}</a>`}</span></li>`;
}
