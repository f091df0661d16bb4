/** The pages of signing in through a provider, for who signs in. */
import type { IdentityProvider } from '../../db/identity-providers.ts';
import { button } from '../../web/components/button.ts';
import { input } from '../../web/components/input.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import { REASONS, type Reason } from './reasons.ts';

/** A sign-in that came to nothing, and what to do. */
export function refusedBody(reason: Reason, provider: IdentityProvider | null, returnPath: string): Html {
  const again = provider && to(paths.signInThrough, { providerId: provider.providerId }, { return: returnPath });
  return inTwoThirds(html`<h1 class="govuk-heading-l">You are not signed in</h1>
    <p class="govuk-body">${REASONS[reason]}</p>
    ${again ? button({ text: `Start again with ${provider.name}`, href: again }) : nothing}
    <p class="govuk-body"><a class="govuk-link" href="${paths.join}">Use an invitation</a></p>
    <p class="govuk-body"><a class="govuk-link" href="${paths.signIn}">Other ways to sign in</a></p>`);
}

/** What is wrong with the code of an invitation, whatever it is: nothing that tells one cause from another. */
export const NO_INVITATION = {
  text: 'Enter the invitation code as it was given to you. It works once, for 7 days',
  href: '#code',
} as const;

/** Asks for the code of an invitation. */
export function joinBody(shown: { readonly csrfToken: string; readonly wrong: boolean }): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">Use an invitation</h1>
    <p class="govuk-body">The person who keeps your agency’s accounts gave you a code. You need it once, the first time you sign in.</p>
    <form method="post" action="${paths.join}" novalidate>
      ${csrfField(shown.csrfToken)}
      ${input({
        id: 'code',
        name: 'code',
        label: { text: 'Invitation code' },
        hint: { text: 'Spaces and hyphens do not matter' },
        autocomplete: 'off',
        spellcheck: false,
        errorMessage: shown.wrong ? { text: NO_INVITATION.text } : undefined,
      })}
      ${button({ text: 'Continue', preventDoubleClick: true })}
    </form>`);
}

/** The code was right: leads to the provider. */
export function invitedBody(displayName: string, provider: IdentityProvider, address: URL): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">Sign in as ${displayName}</h1>
    <p class="govuk-body">The invitation is for ${displayName}, ${provider.agencyName}. If that is not you, do not go on: tell the person who gave it to you.</p>
    <p class="govuk-body">Sign in with your own account. From then on that account, and no other, opens Homeward for you.</p>
    ${button({ text: `Sign in with ${provider.name}`, href: address.href })}`);
}

/** Asks who signed in through a provider to prove there again who they are. */
export function confirmBody(provider: IdentityProvider, address: string): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">Confirm that it is you</h1>
    <p class="govuk-body">What you are about to do matters most, so ${provider.name} asks you again who you are. Nothing you typed is lost.</p>
    ${button({ text: `Confirm with ${provider.name}`, href: address })}`);
}

/** Signed out here; the provider may still be signed in. */
export function signedOutBody(provider: IdentityProvider, address: URL | null): Html {
  return inTwoThirds(html`<h1 class="govuk-heading-l">You are signed out of Homeward</h1>
    <p class="govuk-body">${provider.name} may still be signed in on this computer, and would let you straight back in. If others use it, sign out there too.</p>
    ${address === null ? nothing : button({ text: `Sign out of ${provider.name}`, href: address.href })}
    <p class="govuk-body"><a class="govuk-link" href="${paths.signIn}">Sign in again</a></p>`);
}

/** A column that is easy to read. */
export function inTwoThirds(content: Html): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">${content}</div></div>`;
}
