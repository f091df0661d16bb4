/** Signing in and out in the audit: who tried, how, and what came of it. */
import type { Database } from '../transaction.ts';
import { recordAudit } from './record.ts';

/** One attempt to sign in, one signing out, or one change to how somebody signs in. */
export type SignInEvent = {
  readonly act:
    | 'sign-in'
    | 'sign-out'
    | 'confirm-identity'
    | 'add-second-factor'
    | 'remove-second-factor'
    | 'recover-account'
    | 'end-sessions';
  readonly outcome: 'allowed' | 'refused';
  /** The account, where it is known; of a failed attempt the one that was tried, or null where there is none. */
  readonly account: { readonly userId: number; readonly agencyCode: string; readonly role: string } | null;
  readonly requestId: string;
  readonly route: string;
  /** password, passkey, code, recovery, demonstration, oidc: codes only, never what was typed. */
  readonly methods?: readonly string[];
  /** Why it was refused, as a short code: wrong-password, wrong-code, too-many, closed, not-allowed-here. */
  readonly because?: string;
};

/**
 * Records it in a transaction of its own, and resolves once that is durable: before the session is used, and for a refusal
 * before it is answered. A failed attempt belongs to nobody yet, and names the account that was tried as what it is about.
 */
export async function auditSignIn(database: Database, event: SignInEvent): Promise<void> {
  const known = event.outcome === 'allowed' ? event.account : null;
  const requester = {
    userId: known?.userId ?? null,
    agencyCode: known?.agencyCode ?? null,
    purpose: 'sign-in',
    requestId: event.requestId,
    ...(known === null ? {} : { role: known.role }),
  };
  await database.transaction('request', requester, (tx) =>
    recordAudit(tx, requester, {
      verb: 'consultation',
      act: event.act,
      outcome: event.outcome,
      route: event.route,
      childIds: [],
      aboutUserId: event.account?.userId ?? null,
      detail: {
        ...(event.methods === undefined ? {} : { methods: event.methods.join(' ') }),
        ...(event.because === undefined ? {} : { because: event.because }),
      },
    }),
  );
}
