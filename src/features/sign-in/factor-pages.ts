/** The pages between the password and the session, and the one that asks again. */
import { codeInput, passkeyForm, setUpForms, type FormTarget } from '../../second-factor/forms.ts';
import type { Offered } from '../../second-factor/enrol.ts';
import { button } from '../../web/components/button.ts';
import { passwordInput } from '../../web/components/password-input.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths } from '../../web/paths.ts';

const LOST = html`<p class="govuk-body">If you have lost what you sign in with, ask an administrator of your agency to start a recovery. With the code of a recovery, <a class="govuk-link" href="${paths.recover}">get back into your account</a>.</p>`;

/** A passkey instead of address and password. */
export function passkeyAloneBody(shown: {
  readonly target: FormTarget;
  readonly options: string;
  readonly error: string | null;
}): Html {
  return narrow(html`<h1 class="govuk-heading-l">Sign in with a passkey</h1>
<p class="govuk-body">Your browser asks for your PIN, your finger or your face.</p>
${passkeyForm(shown.target, { act: 'use', options: shown.options, submit: 'Use a passkey', error: shown.error })}
<p class="govuk-body"><a class="govuk-link" href="${paths.signIn}">Sign in with your email address and password</a></p>`);
}

/** What is asked for after the password. */
export function secondFactorBody(shown: {
  readonly target: FormTarget;
  readonly code: boolean;
  readonly options: string | null;
  readonly codeError: string | null;
  readonly passkeyError: string | null;
}): Html {
  return narrow(html`<h1 class="govuk-heading-l">Confirm that it is you</h1>
${
  shown.options === null
    ? nothing
    : passkeyForm(shown.target, {
        act: 'use',
        options: shown.options,
        submit: 'Use a passkey',
        error: shown.passkeyError,
        before: html`<p class="govuk-body">Use the passkey of this account.</p>`,
      })
}
${
  shown.code
    ? html`<form method="post" action="${shown.target.action}" novalidate>
${csrfField(shown.target.csrfToken)}
${codeInput('Code from your authenticator app', shown.codeError)}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>`
    : nothing
}
${
  !shown.code && shown.options === null
    ? html`<p class="govuk-body">The passkey of this account belongs to another address of Homeward. Open Homeward at the address where you made it.</p>`
    : nothing
}
${LOST}`);
}

/** The first factor of an account. */
export function setUpBody(shown: {
  readonly target: FormTarget;
  readonly offered: Offered;
  readonly codeError: string | null;
  readonly passkeyError: string | null;
  readonly passkeyName: string;
}): Html {
  return narrow(html`<h1 class="govuk-heading-l">Protect your account</h1>
<p class="govuk-body">A password alone can be guessed or stolen, and what is recorded here can put a child in danger. From now on you sign in with your password and one of these, or with a passkey alone. Set up one now; you can add others later.</p>
${setUpForms(shown.target, shown.offered, { ...shown, app: true })}`);
}

/** Asks somebody who is signed in to prove again who they are. */
export function confirmBody(shown: {
  readonly target: FormTarget;
  readonly back: string;
  readonly displayName: string;
  readonly demonstration: boolean;
  readonly code: boolean;
  readonly options: string | null;
  readonly error: string | null;
  readonly passkeyError: string | null;
}): Html {
  const { target, back } = shown;
  const action = target.action;
  return narrow(html`<h1 class="govuk-heading-l">Confirm that it is you</h1>
<p class="govuk-body">What you are about to do matters, so we make sure that nobody else sits at your screen. Nothing that you typed is lost.</p>
${
  shown.demonstration
    ? html`<form method="post" action="${action}">${csrfField(target.csrfToken)}<input type="hidden" name="return" value="${back}">
${button({ text: `Yes, I am ${shown.displayName}`, preventDoubleClick: true })}</form>`
    : nothing
}
${
  shown.options === null
    ? nothing
    : passkeyForm(target, { act: 'use', options: shown.options, submit: 'Use a passkey', error: shown.passkeyError })
}
${
  shown.code
    ? html`<form method="post" action="${action}" novalidate>${csrfField(target.csrfToken)}<input type="hidden" name="return" value="${back}">
${passwordInput({ id: 'password', name: 'password', label: { text: 'Password' }, autocomplete: 'current-password', errorMessage: shown.error === null ? undefined : { text: shown.error } })}
${codeInput('Code from your authenticator app', null)}
${button({ text: 'Continue', preventDoubleClick: true })}
</form>`
    : nothing
}
${
  !shown.demonstration && !shown.code && shown.options === null
    ? html`<p class="govuk-body">This account has nothing here to confirm with. Sign out, and sign in again.</p>`
    : nothing
}`);
}

function narrow(body: Html): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${body}</div></div>`;
}
