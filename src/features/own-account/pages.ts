/** The pages of one's own account. */
import type { SignInAccount } from '../../db/accounts.ts';
import type { OwnSession } from '../../db/own-sessions.ts';
import type { Factors } from '../../db/second-factors.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Offered } from '../../second-factor/enrol.ts';
import { setUpForms, type FormTarget } from '../../second-factor/forms.ts';
import { button } from '../../web/components/button.ts';
import { notificationBanner } from '../../web/components/notification-banner.ts';
import { passwordInput } from '../../web/components/password-input.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { table } from '../../web/components/table.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { scrolling } from '../../web/scrolling.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import type { Owner } from './commands.ts';

/** What was done just now, by the word in the address. */
export const NEWS: ReadonlyMap<string, string> = new Map([
  ['password', 'Your password is changed. You are signed out everywhere else.'],
  [
    'added',
    'There is a new way to confirm that it is you. If you did not add it, end your other sessions and ask an administrator for a recovery.',
  ],
  ['removed', 'It can no longer be used to confirm that it is you.'],
  ['session', 'The session has ended.'],
  ['sessions', 'Your other sessions have ended.'],
]);

/** The words for how somebody proved who they are; those of a provider are left out. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ['password', 'password'],
  ['passkey', 'passkey'],
  ['code', 'one-time code'],
  ['recovery', 'recovery'],
  ['demonstration', 'one click, in the demonstration'],
  ['oidc', 'your agency’s sign-in'],
]);

/** What the page of one's own account shows. */
export type OwnAccount = {
  readonly owner: Owner;
  readonly account: SignInAccount;
  readonly factors: Factors;
  readonly sessions: readonly OwnSession[];
  readonly ownTokenHash: Buffer;
  readonly csrfToken: string;
  readonly news: string | null;
};

/** The page of one's own account. */
export function accountPage(shown: OwnAccount): Html {
  const { owner, account } = shown;
  return html`${shown.news === null ? nothing : notificationBanner({ type: 'success', text: shown.news })}
<h1 class="govuk-heading-l">Your account</h1>
${summaryList({
  rows: [
    { key: { text: 'Name' }, value: { text: account.displayName } },
    { key: { text: 'Email address' }, value: { text: account.email } },
    { key: { text: 'Agency' }, value: { text: owner.agencyName } },
    { key: { text: 'What you do' }, value: { text: isRole(account.role) ? ROLES[account.role].title : account.role } },
  ],
})}
${account.passwordHash === null ? nothing : withPassword(shown)}
${sessionsPart(shown)}`;
}

function withPassword({ factors, csrfToken }: OwnAccount): Html {
  const several = factors.passkeys.length + (factors.code === null ? 0 : 1) > 1;
  return html`<h2 class="govuk-heading-m">Password</h2>
${button({ text: 'Change your password', href: paths.changePassword, classes: 'govuk-button--secondary' })}
<h2 class="govuk-heading-m">What you confirm with</h2>
${scrolling(
  'Passkeys and authenticator app',
  table({
    caption: 'Passkeys and authenticator app',
    captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'Name' }, { text: 'Added' }, { text: 'Last used' }, { text: 'Remove' }],
    firstCellIsHeader: true,
    rows: [
      ...factors.passkeys.map((passkey) => [
        { text: `Passkey: ${passkey.name}` },
        { text: formatInstant(passkey.addedAt) },
        { text: passkey.lastUsedAt === null ? 'Never' : formatInstant(passkey.lastUsedAt) },
        {
          html: several
            ? removal(csrfToken, paths.removePasskey, passkey.name, passkey.credentialId)
            : html`The only one`,
        },
      ]),
      ...(factors.code === null
        ? []
        : [
            [
              { text: 'Authenticator app' },
              { text: formatInstant(factors.code.addedAt) },
              { text: factors.code.lastUsedAt === null ? 'Never' : formatInstant(factors.code.lastUsedAt) },
              { html: several ? removal(csrfToken, paths.removeCode, 'authenticator app', null) : html`The only one` },
            ],
          ]),
    ],
  }),
)}
${button({ text: 'Add another', href: paths.addFactor, classes: 'govuk-button--secondary' })}`;
}

function removal(csrfToken: string, action: string, name: string, passkey: string | null): Html {
  return html`<form method="post" action="${action}">${csrfField(csrfToken)}${passkey === null ? html`<input type="hidden" name="app" value="yes">` : html`<input type="hidden" name="passkey" value="${passkey}">`}
<button type="submit" class="homeward-link-button govuk-link">Remove<span class="govuk-visually-hidden"> ${name}</span></button></form>`;
}

function sessionsPart({ sessions, ownTokenHash, csrfToken }: OwnAccount): Html {
  return html`<h2 class="govuk-heading-m">Where you are signed in</h2>
${scrolling(
  'Sessions',
  table({
    caption: 'Sessions',
    captionClasses: 'govuk-visually-hidden',
    head: [
      { text: 'Device' },
      { text: 'From' },
      { text: 'Signed in' },
      { text: 'Last used' },
      { text: 'By' },
      { text: 'End' },
    ],
    firstCellIsHeader: true,
    rows: sessions.map((session) => {
      const own = session.tokenHash.equals(ownTokenHash);
      const device = session.device ?? 'Not known';
      return [
        { text: device },
        { text: session.source ?? 'Not known' },
        { text: formatInstant(session.begunAt) },
        { text: formatInstant(session.lastSeenAt) },
        { text: session.methods.flatMap((method) => METHODS.get(method) ?? []).join(' and ') },
        { html: own ? html`This one` : ending(csrfToken, session.sessionId, device) },
      ];
    }),
  }),
)}
${
  sessions.length > 1
    ? html`<form method="post" action="${paths.endOtherSessions}">${csrfField(csrfToken)}${button({ text: 'End all other sessions', classes: 'govuk-button--secondary' })}</form>`
    : nothing
}`;
}

function ending(csrfToken: string, sessionId: number, device: string): Html {
  return html`<form method="post" action="${to(paths.endSession, { sessionId })}">${csrfField(csrfToken)}
<button type="submit" class="homeward-link-button govuk-link">End<span class="govuk-visually-hidden"> the session on ${device}</span></button></form>`;
}

/** Asks for another password. */
export function passwordPage(csrfToken: string, error: string | null): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Change your password</h1>
<p class="govuk-body">You are signed out everywhere else when it changes.</p>
<form method="post" action="${paths.changePassword}" novalidate>${csrfField(csrfToken)}
${passwordInput({
  id: 'password',
  name: 'password',
  label: { text: 'New password' },
  hint: { text: '12 characters or more. Three or four words that do not belong together are good.' },
  autocomplete: 'new-password',
  errorMessage: error === null ? undefined : { text: error },
})}
${button({ text: 'Change the password', preventDoubleClick: true })}
</form>
</div></div>`;
}

/** Asks for another factor. */
export function addFactorPage(shown: {
  readonly target: FormTarget;
  readonly offered: Offered;
  readonly replaces: boolean;
  readonly codeError: string | null;
  readonly passkeyError: string | null;
  readonly passkeyName: string;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Add a way to confirm</h1>
${shown.replaces ? html`<p class="govuk-body">You have an authenticator app already: setting one up here replaces it.</p>` : nothing}
${setUpForms(shown.target, shown.offered, { ...shown, app: true })}
</div></div>`;
}
