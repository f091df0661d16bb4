/** The sign-in page, and the door of the demonstration. */
import type { DemonstrationPerson } from '../../db/accounts.ts';
import type { IdentityProvider } from '../../db/identity-providers.ts';
import { isRole, ROLES } from '../../domain/access/roles.ts';
import { button } from '../../web/components/button.ts';
import type { ErrorItem } from '../../web/components/error-summary.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { input } from '../../web/components/input.ts';
import { passwordInput } from '../../web/components/password-input.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';

/** What the sign-in page shows. */
export type SignInPage = {
  readonly csrfToken: string;
  /** Where to go afterwards: a path of ours. */
  readonly back: string;
  /** The address as typed. */
  readonly email: string;
  readonly errors: readonly ErrorItem[];
  /** Whether something typed waits for its author. */
  readonly holdsSubmission: boolean;
  /** Whether this address can have passkeys. */
  readonly passkeys: boolean;
  readonly demonstration: readonly DemonstrationPerson[];
  readonly providers: readonly IdentityProvider[];
};

/** What the sign-in page says of a wrong address, a wrong password and a missing one alike: nothing that tells them apart. */
export const NOT_KNOWN: ErrorItem = { text: 'Enter the email address and password of an open account', href: '#email' };

/** The body of the sign-in page. */
export function signInBody(shown: SignInPage): Html {
  const offers = shown.demonstration.length > 0;
  return html`<h1 class="govuk-heading-l">Sign in</h1>
    ${shown.holdsSubmission ? insetText({ text: KEPT }) : nothing} ${offers ? door(shown) : nothing}
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">
        ${shown.providers.length > 0 ? throughAgency(shown) : nothing}
        ${offers || shown.providers.length > 0 ? html`<h2 class="govuk-heading-m">Sign in to an account of your own</h2>` : nothing} ${passwordForm(shown)}
        ${
          shown.passkeys
            ? html`<p class="govuk-body">Or <a class="govuk-link" href="${to(paths.signInByPasskey, null, { return: shown.back === paths.home ? null : shown.back })}">sign in with a passkey</a>.</p>`
            : nothing
        }
        <p class="govuk-body">If you cannot sign in, ask an administrator of your agency to start a recovery. With the code of a recovery, <a class="govuk-link" href="${paths.recover}">get back into your account</a>.</p>
      </div>
    </div>`;
}

const KEPT =
  'Your session ended before your form was sent. What you typed is kept for you: sign in again to see it and send it.';

function passwordForm(shown: SignInPage): Html {
  const error = shown.errors.find(({ href }) => href === '#email');
  return html`<form method="post" action="${paths.signIn}" novalidate>
    ${csrfField(shown.csrfToken)}<input type="hidden" name="return" value="${shown.back}" />
    ${input({
      id: 'email',
      name: 'email',
      type: 'email',
      label: { text: 'Email address' },
      value: shown.email,
      autocomplete: 'username',
      spellcheck: false,
      errorMessage: error === undefined ? undefined : { text: NOT_KNOWN.text },
    })}
    ${passwordInput({ id: 'password', name: 'password', label: { text: 'Password' }, autocomplete: 'current-password' })}
    ${button({ text: 'Sign in', preventDoubleClick: true })}
  </form>`;
}

/** The agencies' own ways to sign in: one is chosen, and no address is typed. */
function throughAgency({ providers, back }: SignInPage): Html {
  const agencies = Map.groupBy(providers, ({ agencyName }) => agencyName);
  return html`<section aria-labelledby="agency-account">
    <h2 class="govuk-heading-m" id="agency-account">Sign in with the account of your agency</h2>
    ${[...agencies].map(
      ([agency, ones]) =>
        html`<h3 class="govuk-heading-s govuk-!-margin-bottom-1">${agency}</h3>
          ${ones.map(({ providerId, name }) =>
            button({
              text: `Sign in with ${name}`,
              href: to(paths.signInThrough, { providerId }, { return: back === paths.home ? null : back }),
              classes: 'govuk-!-margin-bottom-4',
            }),
          )}`,
    )}
    <p class="govuk-body"><a class="govuk-link" href="${paths.join}">Use an invitation</a> if it is your first time.</p>
  </section>`;
}

/** The people of each agency, side by side where there is room. */
function door(shown: SignInPage): Html {
  const agencies = Map.groupBy(shown.demonstration, ({ agencyName }) => agencyName);
  return html`<section aria-labelledby="demonstration">
    <h2 class="govuk-heading-m" id="demonstration">Look around as one of these people</h2>
    <p class="govuk-body">This is a demonstration. Every child and every person in it is invented.</p>
    <div class="homeward-people">
      ${[...agencies].map(
        ([agency, people]) =>
          html`<div class="homeward-people__agency">
            <h3 class="govuk-heading-s">${agency}</h3>
            <ul class="govuk-list">
              ${people.map((person) => html`<li>${oneClick(person, shown)}</li>`)}
            </ul>
          </div>`,
      )}
    </div>
  </section>`;
}

function oneClick(person: DemonstrationPerson, shown: SignInPage): Html {
  const role = isRole(person.role) ? ROLES[person.role] : { title: person.role, does: '' };
  const says = `does-${person.userId}`;
  return html`<form method="post" action="${paths.signInAs}">
    ${csrfField(shown.csrfToken)}<input type="hidden" name="return" value="${shown.back}" />
    <input type="hidden" name="person" value="${person.userId}" />
    ${button({
      text: `${role.title}: ${person.displayName}`,
      classes: 'govuk-button--secondary govuk-!-margin-bottom-1',
      preventDoubleClick: true,
      attributes: { 'aria-describedby': says },
    })}
    <p class="govuk-hint govuk-!-margin-bottom-2" id="${says}">${role.does}</p>
  </form>`;
}
