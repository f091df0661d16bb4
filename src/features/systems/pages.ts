/** The page of one system: how it proves who it is, and what of it was not believed. */
import type { ClientKey } from '../../db/api-client-keys.ts';
import type { ApiClient } from '../../db/api-clients.ts';
import type { ActInWords } from '../../domain/access/role-change.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { actsList, countOf } from '../../web/administration-pages.ts';
import { button } from '../../web/components/button.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { clientNameOf } from './address.ts';

/** What the page of a system is made from. */
export type ShownSystem = {
  readonly system: ApiClient;
  readonly keys: readonly ClientKey[];
  /** Messages of the last thirty days that were not believed, by why. */
  readonly quarantined: readonly { readonly reason: string; readonly messages: number; readonly latestAt: Instant }[];
  /** Where it obtains its access tokens. */
  readonly tokenAddress: string;
};

/** One system of the agency. */
export function systemPage({ system, keys, quarantined, tokenAddress }: ShownSystem): Html {
  const { clientId, tokenUntil } = system;
  return html`<h1 class="govuk-heading-l">${system.name}</h1>
${summaryList({
  rows: [
    { key: { text: 'Identifier' }, value: { html: code(clientNameOf(clientId)) } },
    { key: { text: 'It obtains tokens at' }, value: { html: code(tokenAddress) } },
    { key: { text: 'Let in' }, value: { text: formatInstant(system.createdAt) } },
    tokenUntil === null
      ? null
      : { key: { text: 'Token alone' }, value: { text: `Enough until ${formatInstant(tokenUntil)}` } },
  ],
})}
<h2 class="govuk-heading-m">Keys and certificates</h2>
${
  keys.length === 0
    ? html`<p class="govuk-body">It has none yet.</p>`
    : scrolling(
        'Keys and certificates',
        table({
          head: [{ text: 'Thumbprint' }, { text: 'Kind' }, { text: 'Added' }, { text: 'Use' }],
          firstCellIsHeader: true,
          rows: keys.map((key) => [
            { html: code(key.thumbprint) },
            { text: key.algorithm === null ? 'Certificate' : `Key, ${key.algorithm}` },
            { text: formatInstant(key.addedAt) },
            { html: useOf(key, clientId) },
          ]),
        }),
      )
}
<div class="govuk-button-group">${button({ text: 'Add a key or certificate', href: to(paths.newSystemKey, { clientId }) })}
${button({ text: 'Withdraw access', href: to(paths.withdrawSystem, { clientId }), classes: 'govuk-button--warning' })}</div>
<h2 class="govuk-heading-m">Messages that were not believed</h2>
${
  quarantined.length === 0
    ? html`<p class="govuk-body">None in the last 30 days.</p>`
    : html`${scrolling(
        'Messages that were not believed',
        table({
          caption: 'In the last 30 days',
          head: [{ text: 'Why' }, { text: 'Messages', format: 'numeric' }, { text: 'Latest' }],
          firstCellIsHeader: true,
          rows: quarantined.map((one) => [
            { text: REASONS[one.reason] ?? 'Its proof or signature was incomplete, or its clock is wrong' },
            { text: String(one.messages), format: 'numeric' },
            { text: formatInstant(one.latestAt) },
          ]),
        }),
      )}<p class="govuk-body">What they said was not kept, and nothing was recorded from them. Ask whoever keeps the system whether it sent them.</p>`
}`;
}

/** Codes of what was not believed, in words. */
const REASONS: Readonly<Record<string, string>> = {
  unsigned: 'It was not signed',
  altered: 'Its content is not what was signed',
  forged: 'Its signature is not by a key of this system',
  'unknown-key': 'It was signed by a key that this system does not have',
  'wrong-force': 'It spoke for another agency, or was signed by another agency’s key',
  replayed: 'It came a second time',
  'token-alone': 'It came with a token alone',
  unreadable: 'It could not be read',
  'too-old': 'It was signed too long ago',
  'too-new': 'It was signed in the future',
};

function useOf(key: ClientKey, clientId: number): Html {
  if (key.endedAt !== null) return html`Ended ${formatInstant(key.endedAt)}`;
  const address = to(paths.endSystemKey, { clientId, keyId: key.keyId });
  return html`<a class="govuk-link" href="${address}">End<span class="govuk-visually-hidden"> the ${key.kind} ${key.thumbprint}</span></a>`;
}

function code(text: string): Html {
  return html`<code class="homeward-reference">${text}</code>`;
}

/** What stands above the form of a new key. */
export function beforeKey(takesCertificates: boolean): Html {
  return html`<p class="govuk-body">The private key stays where the system runs. To replace a key without a gap, add the new one, let the system use it, then end the old one.</p>
${takesCertificates ? nothing : html`<p class="govuk-body">Client certificates are not taken here: whoever runs Homeward has to set that up first.</p>`}`;
}

/** What letting a system in opens: said before it is. */
export function whatItOpens(acts: readonly ActInWords[], children: number): Html {
  return html`<p class="govuk-body">It will see ${countOf(children)} of the agency today, and every child whom the agency becomes involved with, but no restricted record.</p>
${actsList('It will be able to', acts)}`;
}

/** What withdrawing a system closes: said before it is. */
export function whatItCloses(acts: readonly ActInWords[], children: number): Html {
  return html`Its keys and tokens stop working at its next request: it no longer sees ${countOf(children)} of the agency, and can do none of the ${acts.length} things that a system may. What it recorded stays on record.`;
}
