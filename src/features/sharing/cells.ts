/** Cells that the lists of shared interviews have in common. */
import { fullName } from '../../domain/chronology/words.ts';
import type { TransmissionPurpose } from '../../domain/interview/acts.ts';
import type { SharingState } from '../../domain/interview/sharing.ts';
import { PURPOSE_WORDS } from '../../domain/interview/words.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { type TableCell } from '../../web/components/table.ts';
import { tag } from '../../web/components/tag.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

const COLOURS: Readonly<Record<SharingState, string>> = {
  'not-recorded': 'govuk-tag--red',
  'not-sent': 'govuk-tag--orange',
  sent: 'govuk-tag--yellow',
  'sent-back': 'govuk-tag--red',
  received: 'govuk-tag--blue',
  'on-record': 'govuk-tag--green',
};

/** A cell that says its column on a narrow screen. */
export function labelled(label: string, content: Html): TableCell {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}

/** The child, who leads to their record. */
export function childCell(row: {
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
}): TableCell {
  return labelled(
    'Child',
    html`<a class="govuk-link" href="${to(paths.child, { childId: row.childId })}">${fullName(row)}</a>`,
  );
}

/** When it was held, and by whom where that is said. */
export function heldCell(at: Instant, now: Instant, by: string | null = null): TableCell {
  return labelled(
    'Held',
    html`${formatInstant(at)}<span class="homeward-under">${by === null ? '' : `${by}, `}${formatElapsed(now - at)} ago</span>`,
  );
}

/** For what, and to whom where it was sent. */
export function purposeCell(purpose: TransmissionPurpose, receiver: string | null = null): TableCell {
  return labelled(
    'For',
    html`${PURPOSE_WORDS[purpose]}${receiver === null ? '' : html`<span class="homeward-under">${receiver}</span>`}`,
  );
}

/** How it stands, with more below. */
export function stateCell(state: SharingState, words: string, under: Html | '' = ''): TableCell {
  return labelled(
    'How it stands',
    html`${tag({ text: words, classes: `homeward-tag ${COLOURS[state]}` })}${under === '' ? '' : html`<span class="homeward-under">${under}</span>`}`,
  );
}

/** What to do next: a link whose words are completed by the name of the child. */
export function nextCell(href: string | null, text: string, name: string): TableCell {
  return labelled(
    'What next',
    href === null
      ? html`${text}`
      : html`<a class="govuk-link" href="${href}">${text}<span class="govuk-visually-hidden">: ${name}</span></a>`,
  );
}
