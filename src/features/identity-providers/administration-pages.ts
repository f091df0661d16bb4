/** The pages of providers, for who keeps the accounts of an agency. */
import type { IdentityProvider } from '../../db/identity-providers.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { warningText } from '../../web/components/warning-text.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { scrolling } from '../../web/scrolling.ts';
import { credentialFile } from './client-keys.ts';
import { inTwoThirds } from './pages.ts';
import type { PersonOfProvider } from './queries.ts';

/** The providers of one agency. */
export function providersPage(agencyName: string, providers: readonly IdentityProvider[]): Html {
  return html`<span class="govuk-caption-l">${agencyName}</span>
    <h1 class="govuk-heading-l">Identity providers</h1>
    <p class="govuk-body">People sign in to Homeward with the account that they have at your agency. When they leave the agency, that account ends, and with it their way in.</p>
    ${
      providers.length === 0
        ? html`<p class="govuk-body">Your agency has added none.</p>`
        : scrolling(
            'Providers through which people sign in',
            table({
              caption: 'Providers through which people sign in',
              captionClasses: 'govuk-table__caption--m',
              head: [{ text: 'Name' }, { text: 'Issuer' }, { text: 'Since' }, { text: 'Use' }],
              firstCellIsHeader: true,
              rows: providers.map((provider) => [
                {
                  html:
                    provider.closedAt === null
                      ? html`<a class="govuk-link" href="${to(paths.provider, { providerId: provider.providerId })}">${provider.name}</a>`
                      : html`${provider.name}`,
                },
                { html: html`<span class="homeward-as-typed">${provider.issuer}</span>` },
                { text: formatInstant(provider.openedAt) },
                { text: provider.closedAt === null ? 'Open' : `Closed ${formatInstant(provider.closedAt)}` },
              ]),
            }),
          )
    }
    ${button({ text: 'Add a provider', href: paths.newProvider })}`;
}

/** One provider: what was agreed, what is still to be done, and who signs in through it. */
export function providerPage(
  provider: IdentityProvider,
  people: readonly PersonOfProvider[],
  backTo: URL | null,
): Html {
  const { providerId } = provider;
  return html`<h1 class="govuk-heading-l">${provider.name}</h1>
    ${summaryList({
      rows: [
        ['Issuer', provider.issuer],
        ['Client ID', provider.clientId],
        [
          'Address that the provider leads back to',
          backTo?.href ?? 'None: whoever runs Homeward sets HOMEWARD_ADDRESS',
        ],
        ['Tenant ID', provider.tenants.join(' ') || 'None'],
        ['Levels, one of which is required', provider.acrValues.join(' ') || 'None'],
        ['Methods, all of which are required', provider.amrValues.join(' ') || 'None'],
        ['Signed in at the provider within', `${provider.maxAgeSeconds / 60} minutes`],
        ['Key, in the folder of keys', credentialFile(provider)],
      ].map(([key = '', value = '']) => ({
        key: { text: key },
        value: { html: html`<span class="homeward-as-typed">${value}</span>` },
      })),
    })}
    ${people.length === 0 ? html`<p class="govuk-body">Nobody signs in through it yet.</p>` : peopleTable(providerId, people)}
    <div class="govuk-button-group">${button({ text: 'Invite a person', href: to(paths.invite, { providerId }) })}
      <a class="govuk-link" href="${to(paths.closeProvider, { providerId })}">Close this provider</a></div>`;
}

function peopleTable(providerId: number, people: readonly PersonOfProvider[]): Html {
  return scrolling(
    'People who sign in through it',
    table({
      caption: 'People who sign in through it',
      captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Name' }, { text: 'What they do' }, { text: 'Joined' }, { text: 'Invitation' }],
      firstCellIsHeader: true,
      rows: people.map((person) => [
        { text: person.displayName },
        { text: isRole(person.role) ? ROLES[person.role].title : person.role },
        { text: person.joinedAt === null ? 'Not yet' : formatInstant(person.joinedAt) },
        {
          html: html`${person.invitedUntil === null ? nothing : html`Works until ${formatInstant(person.invitedUntil)}<br />`}
          <a class="govuk-link" href="${to(paths.inviteAgain, { providerId, userId: person.userId })}">Invite again<span class="govuk-visually-hidden">: ${person.displayName}</span></a>`,
        },
      ]),
    }),
  );
}

/** A form, as it was typed. */
export function formBody(shown: {
  readonly csrfToken: string;
  readonly heading: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly submit: string;
}): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">${shown.heading}</h1>
    <form method="post" action="${shown.action}" novalidate>
      ${csrfField(shown.csrfToken)} ${showFields(shown.fields, shown.typed, shown.errors)}
      ${button({ text: shown.submit, preventDoubleClick: true })}
    </form>`);
}

/** The code of an invitation, shown this once. */
export function invitationPage(shown: {
  readonly code: string;
  readonly address: string;
  readonly backTo: string;
}): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">The invitation is ready</h1>
    <p class="govuk-body" id="code-name">Invitation code</p>
    ${insetText({ html: html`<code class="homeward-reference" aria-labelledby="code-name">${shown.code}</code>` })}
    ${warningText({ text: 'It is shown only now and kept nowhere. Copy it before you leave this page.', iconFallbackText: 'Warning' })}
    <p class="govuk-body">Give it to the person in person or by telephone, not by email. They type it at <span class="homeward-reference">${shown.address}</span> and sign in with their own account. It works once, for 7 days.</p>
    ${button({ text: 'Back to the provider', href: shown.backTo })}`);
}

/** Asks before something is done. */
export function confirmBody(shown: {
  readonly csrfToken: string;
  readonly heading: string;
  readonly says: string;
  readonly action: string;
  readonly submit: string;
  readonly warns: boolean;
  readonly backTo: string;
}): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">${shown.heading}</h1>
    <p class="govuk-body">${shown.says}</p>
    <form method="post" action="${shown.action}">
      ${csrfField(shown.csrfToken)}
      <div class="govuk-button-group">
        ${button({ text: shown.submit, preventDoubleClick: true, ...(shown.warns ? { classes: 'govuk-button--warning' } : {}) })}
        <a class="govuk-link" href="${shown.backTo}">Cancel</a>
      </div>
    </form>`);
}
