/** A chronology as it reads: what happened, when we learnt it, from whom, and what was corrected. */
import type { Entry } from '../../domain/chronology/entry.ts';
import { tell } from '../../domain/chronology/tell.ts';
import type { ToldChange } from '../../domain/chronology/told.ts';
import { formatElapsed, formatInstant } from '../../domain/time/format.ts';
import { TWENTY_FOUR_HOURS } from '../../domain/time/instant.ts';
import { table } from '../../web/components/table.ts';
import { html, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import type { OpenedRecord } from './commands.ts';

/** What was learnt no later than this after it happened was learnt at once. */
const AT_ONCE_MINUTES = 10;
/** And what was learnt later than this is from a load of earlier records. */
const LOADED_AFTER_DAYS = 60;

/** Entries as a list, the latest first. `all` is the whole chronology, by which later corrections are found. */
export function chronologyList(
  entries: readonly Entry[],
  all: readonly Entry[],
  opened: OpenedRecord,
  headingLevel: 3 | 4 = 3,
): Html {
  const later = correctionsOf(all);
  return html`<ol class="homeward-chronology" reversed>
${entries.toReversed().map((entry) => entryItem(entry, later, opened, headingLevel))}
</ol>`;
}

/** The entries that correct or move each notification, by its reference. */
function correctionsOf(all: readonly Entry[]): Map<string, Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of all) {
    const { content } = entry;
    if (content.kind !== 'notification-corrected' && content.kind !== 'notification-moved') continue;
    found.set(content.notificationRef, [...(found.get(content.notificationRef) ?? []), entry]);
  }
  return found;
}

function entryItem(
  entry: Entry,
  later: ReadonlyMap<string, readonly Entry[]>,
  opened: OpenedRecord,
  headingLevel: 3 | 4,
): Html {
  const words = tell(entry, opened.agencyName);
  const heading = html`${words.heading}`;
  return html`<li class="homeward-entry homeward-entry--${entry.content.kind}" id="entry-${entry.version}" value="${entry.version}">
${headingLevel === 3 ? html`<h3 class="govuk-heading-s homeward-entry__heading">${heading}</h3>` : html`<h4 class="govuk-heading-s homeward-entry__heading">${heading}</h4>`}
<p class="govuk-body homeward-entry__when">${whenWords(entry)}</p>
<p class="govuk-body-s homeward-quiet homeward-entry__who">${learntWords(entry)} from ${opened.teller(entry)}.</p>
${words.facts.length === 0 ? '' : html`<dl class="homeward-facts">${words.facts.map(({ name, said }) => html`<div><dt>${name}</dt><dd class="homeward-as-typed">${said}</dd></div>`)}</dl>`}
${words.changes.length === 0 ? '' : changesTable(words.changes)}
${words.why === null ? '' : html`<p class="govuk-body"><strong>Why:</strong> <span class="homeward-as-typed">${words.why}</span></p>`}
${sinceCorrected(entry, later)}
${correctLink(entry, later, opened)}
</li>`;
}

function isTold(entry: Entry): boolean {
  const { kind } = entry.content;
  return kind === 'notification-received' || kind === 'interview-recorded' || kind === 'review-recorded';
}

function whenWords(entry: Entry): string {
  return isTold(entry) ? `Happened ${formatInstant(entry.occurredAt)}` : formatInstant(entry.occurredAt);
}

function learntWords(entry: Entry): string {
  if (!isTold(entry)) return `Recorded ${formatInstant(entry.recordedAt)}`;
  const after = entry.recordedAt - entry.occurredAt;
  if (after < AT_ONCE_MINUTES * 60_000) return `We learnt it at once, ${formatInstant(entry.recordedAt)},`;
  if (after > LOADED_AFTER_DAYS * TWENTY_FOUR_HOURS)
    return `We learnt it from earlier records, ${formatInstant(entry.recordedAt)},`;
  return `We learnt it ${formatElapsed(after)} later, ${formatInstant(entry.recordedAt)},`;
}

function changesTable(changes: readonly ToldChange[]): Html {
  return table({
    caption: 'What was corrected',
    captionClasses: 'govuk-visually-hidden',
    classes: 'homeward-stacked homeward-changes',
    head: [{ text: 'What' }, { text: 'It said' }, { text: 'It says now' }],
    firstCellIsHeader: true,
    rows: changes.map(({ name, was, now }) => [
      { text: name },
      { html: html`<del>${was}</del>`, attributes: { 'data-label': 'It said' } },
      { html: html`<ins>${now}</ins>`, attributes: { 'data-label': 'It says now' } },
    ]),
  });
}

function sinceCorrected(entry: Entry, later: ReadonlyMap<string, readonly Entry[]>): Html | '' {
  if (entry.content.kind !== 'notification-received') return '';
  const since = (later.get(entry.content.notification.notificationRef) ?? []).filter(
    ({ version }) => version > entry.version,
  );
  if (since.length === 0) return '';
  return html`<p class="govuk-body homeward-entry__since">${since.map(({ version, content, recordedAt }) => {
    const what = content.kind === 'notification-moved' ? 'Moved to another child' : 'Corrected';
    return html`<a class="govuk-link" href="#entry-${version}">${what} ${formatInstant(recordedAt)}</a> `;
  })}</p>`;
}

function correctLink(entry: Entry, later: ReadonlyMap<string, readonly Entry[]>, opened: OpenedRecord): Html | '' {
  if (entry.content.kind !== 'notification-received' || !opened.may.correct) return '';
  const { notificationRef } = entry.content.notification;
  const moved = (later.get(notificationRef) ?? []).some(
    ({ content, version }) => content.kind === 'notification-moved' && version > entry.version,
  );
  const newer = opened.entries.some(
    ({ content, version }) =>
      content.kind === 'notification-received' &&
      content.notification.notificationRef === notificationRef &&
      version > entry.version,
  );
  if (moved || newer) return '';
  const address = to(paths.correct, { childId: opened.childId, version: entry.version });
  return html`<p class="govuk-body homeward-entry__act"><a class="govuk-link" href="${address}">Correct this<span class="govuk-visually-hidden">: what happened ${formatInstant(entry.occurredAt)}</span></a></p>`;
}
