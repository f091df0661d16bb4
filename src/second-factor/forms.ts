/** The forms by which somebody proves who they are, or sets up what they will prove it with. */
import { button } from '../web/components/button.ts';
import { errorMessage } from '../web/components/error-message.ts';
import { input } from '../web/components/input.ts';
import { insetText } from '../web/components/inset-text.ts';
import { html, nothing, type Html } from '../web/html.ts';
import { csrfField } from '../web/layout.ts';
import type { Offered } from './enrol.ts';
import type { Squares } from './one-time-code.ts';

/** Where a form goes, with its token. */
export type FormTarget = { readonly csrfToken: string; readonly action: string };

/** The field of a code, with what is wrong with it. */
export function codeInput(label: string, error: string | null): Html {
  return input({
    id: 'code',
    name: 'code',
    label: { text: label },
    hint: { text: '6 figures' },
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    spellcheck: false,
    classes: 'govuk-input--width-10',
    errorMessage: error === null ? undefined : { text: error },
  });
}

/**
 * A form that has the browser make a passkey, or use one. Only a script can ask the browser; the form stays hidden
 * without one, and says what else there is.
 */
export function passkeyForm(
  { csrfToken, action }: FormTarget,
  shown: {
    readonly act: 'make' | 'use';
    readonly options: string;
    readonly submit: string;
    readonly secondary?: boolean;
    readonly before?: Html;
    readonly error?: string | null;
  },
): Html {
  return html`<form method="post" action="${action}" data-passkey="${shown.act}" data-passkey-options="${shown.options}" hidden>
${csrfField(csrfToken)}<input type="hidden" name="credential" value="">
<div class="govuk-form-group${shown.error ? ' govuk-form-group--error' : ''}" id="passkey" tabindex="-1">
${shown.error ? errorMessage({ id: 'passkey-error', text: shown.error }) : nothing}
${shown.before ?? nothing}
<p class="govuk-body" data-passkey-status aria-live="polite"></p>
${button({ text: shown.submit, ...(shown.secondary ? { classes: 'govuk-button--secondary' } : {}) })}
</div>
</form>
<noscript><p class="govuk-body">Passkeys need JavaScript, which is off in this browser.</p></noscript>`;
}

/** Everything to set up a factor with: the app first, since it works everywhere, then the passkey where one can be made. */
export function setUpForms(
  target: FormTarget,
  offered: Offered,
  shown: {
    readonly app: boolean;
    readonly codeError: string | null;
    readonly passkeyError: string | null;
    readonly passkeyName: string;
  },
): Html {
  return html`${shown.app ? appForm(target, offered, shown.codeError) : nothing}
${offered.passkeyOptions === null ? nothing : makePasskeyForm(target, offered.passkeyOptions, shown)}`;
}

function appForm({ csrfToken, action }: FormTarget, offered: Offered, error: string | null): Html {
  return html`<section aria-labelledby="app">
<h2 class="govuk-heading-m" id="app">An authenticator app</h2>
<ol class="govuk-list govuk-list--number">
<li>Install an authenticator app on your telephone, or open the one you have.</li>
<li>Add an account in it, by the picture or by the key.</li>
<li>Enter the code that it shows.</li>
</ol>
${picture(offered.picture)}
${insetText({ html: html`The key, if you cannot use the picture: <code class="homeward-reference">${offered.keyText}</code>` })}
<form method="post" action="${action}" novalidate>
${csrfField(csrfToken)}
${codeInput('Code that the app shows', error)}
${button({ text: 'Use this app', preventDoubleClick: true })}
</form>
</section>`;
}

function makePasskeyForm(
  target: FormTarget,
  options: string,
  shown: { readonly passkeyError: string | null; readonly passkeyName: string },
): Html {
  return html`<section aria-labelledby="make-passkey">
<h2 class="govuk-heading-m" id="make-passkey">A passkey</h2>
<p class="govuk-body">A passkey is kept by this device, a telephone or a security key, and opened by your PIN, your finger or your face. Nobody can trick it out of you.</p>
${passkeyForm(target, {
  act: 'make',
  options,
  submit: 'Make a passkey',
  error: shown.passkeyError,
  before: input({
    id: 'name',
    name: 'name',
    label: { text: 'What will you call it?' },
    value: shown.passkeyName,
    spellcheck: false,
    classes: 'govuk-input--width-20',
  }),
})}
</section>`;
}

function picture({ size, dark }: Squares): Html {
  return html`<svg class="homeward-squares" viewBox="0 0 ${size} ${size}" role="img" aria-labelledby="squares-name" shape-rendering="crispEdges">
<title id="squares-name">Picture of the key, for the camera of the authenticator app</title>
<rect width="${size}" height="${size}" fill="#fff"/><path d="${dark}" fill="#000"/>
</svg>`;
}
