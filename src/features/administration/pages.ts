/** The pages of administration. */
import type { Account } from '../../db/accounts.ts';
import type { ApiClient } from '../../db/api-clients.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { table } from '../../web/components/table.ts';
import { warningText } from '../../web/components/warning-text.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
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
    { text: account.displayName },
    { text: account.email },
    { text: isRole(account.role) ? ROLES[account.role].title : account.role },
    { text: account.team ?? 'None' },
    { html: standing(account, ownId) },
  ]),
})}
${button({ text: 'Open an account', href: paths.newAccount })}
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
          { text: system.name },
          { text: formatInstant(system.createdAt) },
          { html: access(system) },
        ]),
      })
}
${button({ text: 'Let a system in', href: paths.newSystem, classes: 'govuk-button--secondary' })}`;
}

function standing(account: Account, ownId: number | null): Html {
  if (account.closedAt !== null) return html`Closed ${formatInstant(account.closedAt)}`;
  if (account.userId === ownId) return html`Yours`;
  return html`<a class="govuk-link" href="${to(paths.closeAccount, { userId: account.userId })}">Close<span class="govuk-visually-hidden"> the account of ${account.displayName}</span></a>`;
}

function access(system: ApiClient): Html {
  if (system.endedAt !== null) return html`Withdrawn ${formatInstant(system.endedAt)}`;
  return html`<a class="govuk-link" href="${to(paths.withdrawSystem, { clientId: system.clientId })}">Withdraw<span class="govuk-visually-hidden"> the access of ${system.name}</span></a>`;
}

/** A form of administration, as it was typed. */
export type ShownForm = {
  readonly csrfToken: string;
  readonly heading: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly submit: string;
};

/** A page with one form. */
export function formPage(shown: ShownForm): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
<form method="post" action="${shown.action}" novalidate>
${csrfField(shown.csrfToken)}
${showFields(shown.fields, shown.typed, shown.errors)}
${button({ text: shown.submit, preventDoubleClick: true })}
</form>
</div></div>`;
}

/** A secret that is shown this once: the first password of a person, the token of a system. */
export function shownOncePage(shown: {
  readonly heading: string;
  readonly what: string;
  readonly secret: string;
  readonly next: Html;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
<p class="govuk-body" id="secret-name">${shown.what}</p>
${insetText({ html: html`<code class="homeward-reference" aria-labelledby="secret-name">${shown.secret}</code>` })}
${warningText({ text: 'It is shown only now and kept nowhere. Copy it before you leave this page.', iconFallbackText: 'Warning' })}
${shown.next}
${button({ text: 'Back to accounts', href: paths.administration })}
</div></div>`;
}

/** Asks before something is ended. */
export function confirmPage(shown: {
  readonly csrfToken: string;
  readonly heading: string;
  readonly says: string;
  readonly action: string;
  readonly submit: string;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${shown.heading}</h1>
${shown.says === '' ? nothing : html`<p class="govuk-body">${shown.says}</p>`}
<form method="post" action="${shown.action}">
${csrfField(shown.csrfToken)}
<div class="govuk-button-group">${button({ text: shown.submit, classes: 'govuk-button--warning', preventDoubleClick: true })}
<a class="govuk-link" href="${paths.administration}">Cancel</a></div>
</form>
</div></div>`;
}
