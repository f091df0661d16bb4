/** The pages of recoveries. */
import type { Recovery } from '../../db/recoveries.ts';
import { decideConfirmation } from '../../domain/access/recovery.ts';
import { RECOVERY_CODE_LIMIT } from '../../domain/access/sign-in-limits.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { button } from '../../web/components/button.ts';
import { insetText } from '../../web/components/inset-text.ts';
import { summaryList } from '../../web/components/summary-list.ts';
import { warningText } from '../../web/components/warning-text.ts';
import { html, nothing, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';

/** The recoveries under way in an agency. */
export function recoveriesPage(
  requester: SignedIn,
  recoveries: readonly Recovery[],
  csrfToken: string,
  now: Instant,
): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<span class="govuk-caption-l">${requester.agencyName}</span>
<h1 class="govuk-heading-l">Recoveries</h1>
<p class="govuk-body">Somebody who lost what they sign in with gets back by two people: an administrator starts the recovery, and another administrator or a person of information governance confirms it. Make sure in person, or by a call to a number that you knew before, that it is really them who asks.</p>
${recoveries.length === 0 ? html`<p class="govuk-body">No recovery is under way.</p>` : nothing}
${recoveries.map((recovery) => oneRecovery(requester, recovery, csrfToken, now))}
</div></div>`;
}

function oneRecovery(requester: SignedIn, recovery: Recovery, csrfToken: string, now: Instant): Html {
  const { recoveryId } = recovery;
  return html`${summaryList({
    card: { title: { text: recovery.displayName } },
    rows: [
      {
        key: { text: 'Started' },
        value: {
          text: `${formatInstant(recovery.startedAt)} by ${recovery.startedByName ?? 'the operator of Homeward'}`,
        },
      },
      { key: { text: 'State' }, value: { text: stateOf(recovery, now) } },
    ],
  })}
${recovery.confirmedAt === null ? confirmation(requester, recovery) : nothing}
<form method="post" action="${to(paths.withdrawRecovery, { recoveryId })}">${csrfField(csrfToken)}
${button({ html: html`Withdraw<span class="govuk-visually-hidden"> the recovery of ${recovery.displayName}</span>`, classes: 'govuk-button--secondary' })}</form>`;
}

function confirmation(requester: SignedIn, recovery: Recovery): Html {
  const decision = requester.userId === null ? null : decideConfirmation(recovery, requester.userId);
  if (decision?.allowed !== true)
    return insetText({
      html: html`${decision?.because.sentence ?? ''} If there is nobody else, the operator of Homeward confirms it by the command line: <code>./homeward admin recover</code>.`,
    });
  return button({
    html: html`Confirm<span class="govuk-visually-hidden"> the recovery of ${recovery.displayName}</span>`,
    href: to(paths.confirmRecovery, { recoveryId: recovery.recoveryId }),
  });
}

function stateOf({ confirmedAt }: Recovery, now: Instant): string {
  if (confirmedAt === null) return 'Waits for a second person';
  return now - confirmedAt < RECOVERY_CODE_LIMIT
    ? `Confirmed ${formatInstant(confirmedAt)}; the code is valid for an hour from then`
    : 'The code was not used in time: start another recovery';
}

/** Asks before a recovery is confirmed. */
export function confirmPage(recovery: Recovery, csrfToken: string): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Confirm the recovery of ${recovery.displayName}</h1>
<p class="govuk-body">Confirm only when you have made sure yourself, in person or by a call to a number that you knew before, that it is really them who asks. You are then shown a code to give to them.</p>
<form method="post" action="${to(paths.confirmRecovery, { recoveryId: recovery.recoveryId })}">${csrfField(csrfToken)}
<div class="govuk-button-group">${button({ text: 'Confirm and show the code', preventDoubleClick: true })}
<a class="govuk-link" href="${paths.recoveries}">Cancel</a></div>
</form>
</div></div>`;
}

/** Asks before a recovery is started. */
export function startPage(userId: number, displayName: string, csrfToken: string): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">Start a recovery for ${displayName}</h1>
<p class="govuk-body">Do this when they have lost their password, their authenticator app or their passkeys, and you are sure that it is them who asks. A second person of your agency must confirm it and gives them a code. With it they choose a new password and set up a new factor; what they had before stops working, and they are signed out everywhere.</p>
<form method="post" action="${to(paths.startRecovery, { userId })}">${csrfField(csrfToken)}
<div class="govuk-button-group">${button({ text: 'Start the recovery', preventDoubleClick: true })}
<a class="govuk-link" href="${paths.administration}">Cancel</a></div>
</form>
</div></div>`;
}

/** The code, shown this once. */
export function codePage(displayName: string, code: string): Html {
  return html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">The recovery is confirmed</h1>
<p class="govuk-body" id="secret-name">Recovery code of ${displayName}</p>
${insetText({ html: html`<code class="homeward-reference" aria-labelledby="secret-name">${code}</code>` })}
${warningText({ text: 'It is shown only now, is valid for an hour and works once. Give it to them in person or by telephone, not by email.', iconFallbackText: 'Warning' })}
<p class="govuk-body">They enter it by the link on the sign-in page: get back into your account.</p>
${button({ text: 'Back to recoveries', href: paths.recoveries })}
</div></div>`;
}
