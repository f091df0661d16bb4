/** The pages of a child's addresses. */
import { isStillOpen } from '../../domain/access/hidden-address.ts';
import { formatDate, formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList, type SummaryRow } from '../../web/components/summary-list.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import type { rights } from './commands.ts';
import type { Address, AddressRequest, Sight } from './queries.ts';

/** Kinds of address in words. */
export const KIND_WORDS: Readonly<Record<Address['kind'], string>> = {
  home: 'Family home',
  placement: 'Placement',
  other: 'Another address',
  'missing-from': 'Last postcode missing from',
};

/** Who may read an address, in words. */
export const CLASS_WORDS: Readonly<Record<Address['class'], string>> = {
  open: 'Every agency that works with the child',
  restricted: 'The responsible authority and the police',
  hidden: 'Nobody, but for one look at a time with a second person’s approval',
};

const REQUEST_WORDS: Readonly<Record<AddressRequest['kind'], string>> = {
  reveal: 'To see the address',
  unhide: 'To end the hiding',
};

/** What the page of a child's addresses shows. */
export type AddressesView = {
  readonly childId: number;
  readonly hidden: boolean;
  readonly addresses: readonly Address[];
  readonly requests: readonly AddressRequest[];
  readonly sights: readonly Sight[];
  readonly may: Awaited<ReturnType<typeof rights>>;
  readonly agencyName: (code: string) => string;
  readonly userId: number | null;
  readonly now: Instant;
  readonly csrfToken: string;
};

/** A child's addresses, and what can be done about them. */
export function addressesPage(view: AddressesView): Html {
  const { childId, hidden, addresses, may } = view;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Addresses</h1>
${
  hidden
    ? html`${warningText({ text: 'The address of this child is hidden from everybody.', iconFallbackText: 'Warning' })}
<p class="govuk-body">Postcodes, distances and addresses in what people wrote are left out of every page, list, report and file.</p>
${seeIt(view)}`
    : addresses.length === 0
      ? html`<p class="govuk-body">No address is on record.</p>`
      : addresses.map(addressList)
}
<div class="govuk-button-group">
${may.record ? button({ text: 'Record an address', href: to(paths.addressNew, { childId }), classes: 'govuk-button--secondary' }) : ''}
${!hidden && may.hide ? button({ text: 'Hide the address', href: to(paths.addressHide, { childId }), classes: 'govuk-button--warning' }) : ''}
${hidden && may.unhide ? button({ text: 'Ask to end the hiding', href: to(paths.addressUnhide, { childId }), classes: 'govuk-button--secondary' }) : ''}
</div>
${requestList(view)}
${sightList(view)}
</div></div>`;
}

function seeIt({ childId, may, requests, userId, now, csrfToken }: AddressesView): Html | '' {
  if (!may.ask) return '';
  const open = requests.find(
    ({ kind, askedBy, approved, untilAt }) =>
      kind === 'reveal' && askedBy === userId && approved === true && isStillOpen(untilAt, now),
  );
  if (open !== undefined) {
    return html`<p class="govuk-body">You may see it until ${formatInstant(open.untilAt ?? now)}. Every sight is recorded and shown to the responsible authority.</p>
<form method="post" action="${to(paths.addressSee, { childId })}">${csrfField(csrfToken)}<input type="hidden" name="why" value="${open.why}">${button({ text: 'Show the address' })}</form>`;
  }
  return may.named
    ? html`<p class="govuk-body">You are named on this record. <a class="govuk-link" href="${to(paths.addressSee, { childId })}">Say what you need the address for, and see it</a>.</p>`
    : html`<p class="govuk-body"><a class="govuk-link" href="${to(paths.addressAsk, { childId })}">Ask to see it</a>: somebody else of the responsible authority decides.</p>`;
}

function addressList(address: Address): Html {
  return summaryList({ rows: addressRows(address) });
}

function addressRows({ kind, class: reader, lines, postcode, fromOn, toOn }: Address): SummaryRow[] {
  const rows: readonly (readonly [string, string | null])[] = [
    [KIND_WORDS[kind], [...lines, ...(postcode === null ? [] : [postcode])].join(', ')],
    ['From', fromOn && formatDate(fromOn)],
    ['To', toOn && formatDate(toOn)],
    ['Who may read it', reader === 'hidden' ? null : CLASS_WORDS[reader]],
  ];
  return rows.flatMap(([key, text]) => (text === null ? [] : [{ key: { text: key }, value: { text } }]));
}

function requestList({ childId, requests, may, agencyName, userId }: AddressesView): Html | '' {
  if (requests.length === 0) return '';
  return html`<h2 class="govuk-heading-m">What was asked for</h2>
<ul class="govuk-list govuk-list--bullet">${requests.map((request) => {
    const { requestId, kind, why, askedAt, askedBy, askedByName, askedByAgency, decidedAt, approved } = request;
    const outcome =
      decidedAt === null
        ? may.approve && askedBy !== userId
          ? html` <a class="govuk-link" href="${to(paths.addressRequest, { childId, requestId })}">Decide<span class="govuk-visually-hidden"> what ${askedByName} asked for ${formatInstant(askedAt)}</span></a>`
          : ' Waits for a decision.'
        : approved === true
          ? ` Approved ${formatInstant(decidedAt)}.`
          : ` Refused ${formatInstant(decidedAt)}.`;
    return html`<li>${REQUEST_WORDS[kind]}: ${askedByName}, ${agencyName(askedByAgency)}, ${formatInstant(askedAt)}. <span class="homeward-as-typed">${why}</span>${outcome}</li>`;
  })}</ul>`;
}

function sightList({ sights, agencyName }: AddressesView): Html | '' {
  if (sights.length === 0) return '';
  return html`<h2 class="govuk-heading-m">Who has seen the hidden address</h2>
<ul class="govuk-list govuk-list--bullet">${sights.map(
    ({ at, name, agencyCode, why }) =>
      html`<li>${name}, ${agencyName(agencyCode)}, ${formatInstant(at)}: <span class="homeward-as-typed">${why}</span></li>`,
  )}</ul>`;
}

/** What is asked for, above the decision on it. */
export function requestAbout(
  { kind, why, askedAt, askedByName, askedByAgency }: AddressRequest,
  agencyName: (code: string) => string,
): Html {
  return summaryList({
    rows: [
      { key: { text: 'Asked for' }, value: { text: REQUEST_WORDS[kind] } },
      { key: { text: 'By' }, value: { text: `${askedByName}, ${agencyName(askedByAgency)}` } },
      { key: { text: 'When' }, value: { text: formatInstant(askedAt) } },
      { key: { text: 'What for' }, value: { html: html`<span class="homeward-as-typed">${why}</span>` } },
    ],
  });
}

/** The hidden address, on the one page that ever shows it. */
export function revealedPage(addresses: readonly Address[], childId: number): Html {
  return html`<h1 class="govuk-heading-l">The hidden address</h1>
${insetText({ text: 'That you saw it is recorded, with what you said you need it for. Do not write it into the record or a message.' })}
${addresses.map(addressList)}
<p class="govuk-body"><a class="govuk-link" href="${to(paths.addresses, { childId })}">Back to addresses</a></p>`;
}
