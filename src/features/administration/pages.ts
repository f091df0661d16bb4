/** The pages of administration. */
import type { Account } from '../../db/accounts.ts';
import type { ApiClient } from '../../db/api-clients.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { table } from '../../web/components/table.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { paths, to } from '../../web/paths.ts';

/** The accounts and the systems of one agency. */
export function administrationPage(
  agencyName: string,
  ownId: number | null,
  accounts: readonly Account[],
  systems: readonly ApiClient[],
): Html {
  return html`<span class="govuk-caption-l">${agencyName}</span>
<h1 class="govuk-heading-l">Accounts</h1>
${table({
  caption: 'People who may sign in',
  captionClasses: 'govuk-table__caption--m',
  head: [{ text: 'Name' }, { text: 'Email address' }, { text: 'What they do' }, { text: 'Team' }, { text: 'Account' }],
  firstCellIsHeader: true,
  rows: accounts.map((account) => [
    { html: nameOfPerson(account, ownId) },
    { text: account.email },
    { text: isRole(account.role) ? ROLES[account.role].title : account.role },
    { text: account.team ?? 'None' },
    { html: standing(account, ownId) },
  ]),
})}
${button({ text: 'Open an account', href: paths.newAccount })}
<h2 class="govuk-heading-l">Agencies</h2>
<p class="govuk-body"><a class="govuk-link" href="${paths.agencies}">See with which agencies children are shared, what was agreed and what is restricted</a></p>
<h2 class="govuk-heading-l">Identity providers</h2>
<p class="govuk-body"><a class="govuk-link" href="${paths.providers}">Let people sign in with the account of the agency</a></p>
<h2 class="govuk-heading-l">Files of children’s rows</h2>
<p class="govuk-body"><a class="govuk-link" href="${paths.exportLimit}">Set from what size on a second person decides on a file</a></p>
<h2 class="govuk-heading-l">Systems</h2>
${
  systems.length === 0
    ? html`<p class="govuk-body">No system of the agency uses the API.</p>`
    : table({
        caption: 'Systems that may use the API',
        captionClasses: 'govuk-table__caption--m',
        head: [{ text: 'Name' }, { text: 'Since' }, { text: 'Access' }],
        firstCellIsHeader: true,
        rows: systems.map((system) => [
          { html: nameOf(system) },
          { text: formatInstant(system.createdAt) },
          { text: access(system) },
        ]),
      })
}
${button({ text: 'Let a system in', href: paths.newSystem, classes: 'govuk-button--secondary' })}`;
}

function nameOfPerson({ userId, displayName, closedAt }: Account, ownId: number | null): Html {
  if (closedAt !== null || userId === ownId) return html`${displayName}`;
  return html`<a class="govuk-link" href="${to(paths.accountOfPerson, { userId })}">${displayName}</a>`;
}

function standing(account: Account, ownId: number | null): Html {
  if (account.closedAt !== null) return html`Closed ${formatInstant(account.closedAt)}`;
  if (account.userId === ownId) return html`Yours`;
  return html`<a class="govuk-link" href="${to(paths.closeAccount, { userId: account.userId })}">Close<span class="govuk-visually-hidden"> the account of ${account.displayName}</span></a>${account.byPassword ? html` or <a class="govuk-link" href="${to(paths.startRecovery, { userId: account.userId })}">recover<span class="govuk-visually-hidden"> the account of ${account.displayName}</span></a>` : nothing}`;
}

function access(system: ApiClient): string {
  if (system.endedAt !== null) return `Withdrawn ${formatInstant(system.endedAt)}`;
  const keys = system.keys === 1 ? '1 key or certificate' : `${system.keys} keys and certificates`;
  const until = system.tokenUntil === null ? '' : `Token alone until ${formatInstant(system.tokenUntil)}`;
  if (system.keys === 0) return until === '' ? 'None yet: it has no key' : until;
  return until === '' ? keys : `${until}; ${keys}`;
}

function nameOf(system: ApiClient): Html {
  if (system.endedAt !== null) return html`${system.name}`;
  return html`<a class="govuk-link" href="${to(paths.system, { clientId: system.clientId })}">${system.name}</a>`;
}
