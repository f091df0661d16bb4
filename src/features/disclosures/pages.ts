/** The ledger of a child, to read and to print. */
import type { LedgerLine, LedgerReader } from '../../domain/access/ledger.ts';
import type { Relationship } from '../../domain/chronology/record.ts';
import { RELATIONSHIP_WORDS, TOLD_WORDS } from '../../domain/chronology/words.ts';
import type { NotificationKind } from '../../domain/chronology/entry.ts';
import { formatDate, formatInstant, formatTime } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** The title, without the child's name. */
export const LEDGER_TITLE = 'Who was shown this record';

/** Something told of the child, which the agencies involved then saw. */
export type PassedOn = { readonly at: Instant; readonly by: string; readonly kind: NotificationKind };

/** What the ledger is made of. */
export type LedgerView = {
  readonly childId: number;
  readonly name: string;
  readonly ownAgency: string;
  readonly reader: LedgerReader;
  readonly lines: readonly LedgerLine[];
  readonly involved: readonly { readonly agency: string; readonly relationship: Relationship; readonly at: Instant }[];
  readonly passedOn: readonly PassedOn[];
  readonly agenciesNow: readonly string[];
  readonly madeAt: Instant;
};

/** The ledger in plain words. */
export function ledgerPage(view: LedgerView): Html {
  const { childId, reader, lines } = view;
  const other = reader === 'professional' ? 'subject' : 'professional';
  return html`<span class="govuk-caption-l">${view.name}</span>
<h1 class="govuk-heading-l">${LEDGER_TITLE}</h1>
<p class="govuk-body">This list says which agencies other than ${view.ownAgency} were shown the record that we keep about ${view.name}, when, for what purpose, and what allows them to see it. It also says what was copied or sent. It was made ${formatInstant(view.madeAt)}.</p>
${
  reader === 'subject'
    ? html`<p class="govuk-body">Staff are named by their role and their agency. Other people are not named.</p>`
    : ''
}
<p class="govuk-body homeward-screen-only"><a class="govuk-link" href="${to(paths.disclosures, { childId }, { version: other })}">${other === 'subject' ? 'Show the version for the child and family' : 'Show the version for professionals'}</a></p>
<h2 class="govuk-heading-m">What was shown</h2>
${lines.length === 0 ? html`<p class="govuk-body">No other agency has been shown the record, and nothing was copied or sent.</p>` : linesTable(lines)}
<h2 class="govuk-heading-m">Which agencies were let in</h2>
${involvedList(view)}
<h2 class="govuk-heading-m">What was told to us and passed on</h2>
${passedOnList(view)}`;
}

function linesTable(lines: readonly LedgerLine[]): Html {
  return table({
    caption: 'What was shown, the earliest first',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked',
    head: [
      { text: 'When' },
      { text: 'Who' },
      { text: 'What for' },
      { text: 'What allows it' },
      { text: 'What was shown' },
    ],
    rows: lines.map((line) => [
      cell('When', html`${formatDate(line.onDay)}<span class="homeward-under">${timesOf(line)}</span>`),
      cell('Who', html`${line.agency}<span class="homeward-under">${line.role}</span>`),
      cell('What for', html`${line.purpose}<span class="homeward-under">${line.what}</span>`),
      cell('What allows it', html`${line.basis}`),
      cell(
        'What was shown',
        html`${line.shown.length === 0 ? 'Not recorded by part of the record' : line.shown.join('; ')}`,
      ),
    ]),
  });
}

function timesOf({ times, firstAt, lastAt }: LedgerLine): string {
  return times === 1 ? formatTime(firstAt) : `${times} times, ${formatTime(firstAt)} to ${formatTime(lastAt)}`;
}

function involvedList({ involved, agenciesNow }: LedgerView): Html {
  return html`${
    involved.length === 0
      ? ''
      : html`<ul class="govuk-list govuk-list--bullet">${involved.map(({ agency, relationship, at }) => html`<li>${formatInstant(at)}: ${agency} (${RELATIONSHIP_WORDS[relationship].toLowerCase()})</li>`)}</ul>`
  }<p class="govuk-body">Agencies that may see the record today: ${agenciesNow.join(', ') || 'none'}.</p>`;
}

function passedOnList({ passedOn }: LedgerView): Html {
  if (passedOn.length === 0) return html`<p class="govuk-body">Nothing was told to us about an absence.</p>`;
  return html`<p class="govuk-body">Each of these could be read by the agencies involved at the time.</p>
<ul class="govuk-list govuk-list--bullet">${passedOn.map(({ at, by, kind }) => html`<li>${formatInstant(at)}: ${by} told us, ${TOLD_WORDS[kind].toLowerCase()}</li>`)}</ul>`;
}

function cell(label: string, content: Html): { html: Html; attributes: { 'data-label': string } } {
  return { html: html`<div>${content}</div>`, attributes: { 'data-label': label } };
}
