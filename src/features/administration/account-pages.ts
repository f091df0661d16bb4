/** The pages of one person's account: what they are, what another role would open and close, and closing it. */
import type { AccountStanding, SightCount } from '../../db/account-rights.ts';
import type { Account } from '../../db/accounts.ts';
import { roleWords } from '../../domain/access/audit-words.ts';
import { isRank } from '../../domain/access/ranks.ts';
import { rankWords, type NewRole, type RoleChange } from '../../domain/access/role-change.ts';
import { ROLES } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { actsList, countOf } from '../../web/administration-pages.ts';
import { button } from '../../web/components/button.ts';
import { summaryList, type SummaryRow } from '../../web/components/summary-list.ts';
import { asTyped } from './fields.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';

/** What the page of an account is made from. */
export type ShownAccount = {
  readonly account: Account;
  readonly standing: AccountStanding;
  /** Sessions that have not ended. */
  readonly sessions: number;
  readonly isPolice: boolean;
  readonly csrfToken: string;
};

/** One person's account. */
export function accountPage({ account, standing, sessions, isPolice, csrfToken }: ShownAccount): Html {
  const { userId, displayName } = account;
  const row = (key: string, text: string): SummaryRow => ({ key: { text: key }, value: { text } });
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">Account</span>
<h1 class="govuk-heading-l">${displayName}</h1>
${summaryList({
  rows: [
    row('Email address', account.email),
    row('What they do', roleWords(account.role)),
    isPolice ? row('Rank', rankText(account.rank)) : null,
    row('Team', account.team ?? 'None'),
    row('Account since', formatInstant(account.createdAt)),
    row('Last sign-in', standing.lastSignedInAt === null ? 'Never' : formatInstant(standing.lastSignedInAt)),
    row('Signs in with', waysOf(account, standing)),
    row('Signed in now', sessions === 0 ? 'No' : sessions === 1 ? 'On 1 device' : `On ${sessions} devices`),
  ],
})}
<div class="govuk-button-group">${button({ text: 'Change what they may do', href: to(paths.changeRole, { userId }) })}
${button({ text: 'Close the account', href: to(paths.closeAccount, { userId }), classes: 'govuk-button--warning' })}
${account.byPassword ? html`<a class="govuk-link" href="${to(paths.startRecovery, { userId })}">Recover the account</a>` : nothing}</div>
${
  sessions === 0
    ? nothing
    : html`<form method="post" action="${to(paths.endSessionsOfPerson, { userId })}" novalidate>
${csrfField(csrfToken)}
${button({ text: 'Sign them out everywhere', classes: 'govuk-button--secondary', preventDoubleClick: true })}
</form>`
}
</div></div>`;
}

function rankText(rank: string | null): string {
  return isRank(rank) ? rankWords(rank) : 'None';
}

function waysOf(account: Account, { passkeys, hasApp }: AccountStanding): string {
  const ways = [
    ...(account.byPassword ? ['a password'] : []),
    ...(hasApp ? ['an authenticator app'] : []),
    ...(passkeys > 0 ? [passkeys === 1 ? 'a passkey' : `${passkeys} passkeys`] : []),
  ];
  if (ways.length === 0) return 'No password, app or passkey here';
  const words = ways.join(' and ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A change of role about to be made. */
export type ShownRoleChange = {
  readonly account: Account;
  readonly wanted: NewRole;
  readonly change: RoleChange;
  readonly sight: SightCount;
  readonly isPolice: boolean;
  readonly csrfToken: string;
};

/** What another role, rank or team opens and closes, before it is given. */
export function roleChangePage({ account, wanted, change, sight, isPolice, csrfToken }: ShownRoleChange): Html {
  const { userId, displayName } = account;
  const row = (key: string, before: string, after: string): SummaryRow => ({
    key: { text: key },
    value: { text: before === after ? `${after}, as now` : `${after}; now ${lowerFirst(before)}` },
  });
  const { gains, loses, widens, narrows } = change;
  const isSame = gains.length + loses.length + widens.length + narrows.length === 0;
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${displayName}</span>
<h1 class="govuk-heading-l">What this changes</h1>
${summaryList({
  rows: [
    row('What they do', roleWords(account.role), ROLES[wanted.role].title),
    isPolice ? row('Rank', rankText(account.rank), rankText(wanted.rank)) : null,
    row('Team', account.team ?? 'None', wanted.team ?? 'None'),
  ],
})}
${actsList('They will be able to', gains)}
${actsList('They will no longer be able to', loses)}
${actsList('They will be able to do this of more children, or see more of them', widens)}
${actsList('They will be able to do this of fewer children, or see less of them', narrows)}
${isSame ? html`<p class="govuk-body">What they may do stays the same.</p>` : nothing}
<h2 class="govuk-heading-m">Children on record</h2>
<p class="govuk-body">${sightWords(sight)}</p>
<p class="govuk-body">It holds from their next click on. What they recorded stays on record.</p>
<form method="post" action="${to(paths.changeRole, { userId })}" novalidate>
${csrfField(csrfToken)}
${Object.entries({ ...asTyped(wanted), was: heldNow(account), confirmed: 'yes' }).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<div class="govuk-button-group">${button({ text: 'Make this change', preventDoubleClick: true })}
<a class="govuk-link" href="${to(paths.accountOfPerson, { userId })}">Cancel</a></div>
</form></div></div>`;
}

/** What a person is now, by which a change that was shown is known to be still the change that is made. */
export function heldNow({ role, rank, team }: Pick<Account, 'role' | 'rank' | 'team'>): string {
  return JSON.stringify([role, rank, team]);
}

function sightWords({ before, after, gained, lost }: SightCount): string {
  if (gained === 0 && lost === 0) return `They see ${countOf(before)} of the agency, and go on seeing the same ones.`;
  return `They see ${countOf(before)} of the agency now and will see ${after}: ${gained} that they cannot see now, and ${lost} fewer of those that they can. Records opened in an emergency are not counted.`;
}

/** What closing an account ends. */
export function closingWords(acts: number, sight: SightCount, sessions: number): Html {
  const signedOut =
    sessions === 0
      ? 'They are not signed in now'
      : `They are signed out at once, on ${sessions === 1 ? '1 device' : `${sessions} devices`}`;
  return html`${signedOut}, and cannot sign in again. They lose ${acts === 1 ? '1 thing' : `${acts} things`} that they may do, and sight of ${countOf(sight.before)}. What they recorded stays on record.`;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}
