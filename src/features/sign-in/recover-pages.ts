/** The pages of the way back into an account. */
import { button } from '../../web/components/button.ts';
import { input } from '../../web/components/input.ts';
import { passwordInput } from '../../web/components/password-input.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths } from '../../web/paths.ts';

/** Asks for the code that the second person handed over. */
export function recoverBody(shown: {
  readonly csrfToken: string;
  readonly email: string;
  readonly error: string | null;
}): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Get back into your account</h1>
<p class="govuk-body">You need a recovery code. An administrator of your agency starts the recovery, a second person confirms it and gives you the code. It is valid for an hour and works once.</p>
<form method="post" action="${paths.recover}" novalidate>
${csrfField(shown.csrfToken)}
${input({
  id: 'email',
  name: 'email',
  type: 'email',
  label: { text: 'Email address' },
  value: shown.email,
  autocomplete: 'username',
  spellcheck: false,
  errorMessage: shown.error === null ? undefined : { text: shown.error },
})}
${input({
  id: 'code',
  name: 'code',
  label: { text: 'Recovery code' },
  hint: { text: '28 letters and figures, in groups of four' },
  autocomplete: 'off',
  autocapitalize: 'none',
  spellcheck: false,
})}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>
</div></div>`;
}

/** Asks for a password in place of the one that was lost. */
export function newPasswordBody(shown: { readonly csrfToken: string; readonly error: string | null }): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Choose a new password</h1>
<p class="govuk-body">After this you set up an authenticator app or a passkey. What you had before no longer works.</p>
<form method="post" action="${paths.newPassword}" novalidate>
${csrfField(shown.csrfToken)}
${passwordInput({
  id: 'password',
  name: 'password',
  label: { text: 'New password' },
  hint: { text: '12 characters or more. Three or four words that do not belong together are good.' },
  autocomplete: 'new-password',
  errorMessage: shown.error === null ? undefined : { text: shown.error },
})}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>
</div></div>`;
}
