/** Signing in by password. */
import { createHash } from 'node:crypto';
import { accountToSignIn } from '../../db/accounts.ts';
import type { Requester } from '../../db/requester.ts';
import { countAttempts, forgetAttempts, recordAttempt } from '../../db/sign-in-attempts.ts';
import type { Database } from '../../db/transaction.ts';
import { ATTEMPT_WINDOW, mayAttempt } from '../../domain/access/sign-in-limits.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { LONGEST_PASSWORD, verifyPassword } from '../../password.ts';

/** What was typed, and where it came from. */
export type Attempt = {
  readonly email: string;
  readonly password: string;
  readonly source: string;
  readonly requestId: string;
};

/** Whose account it opens; or that address and password do not belong together; or that there were too many attempts. */
export type SignInOutcome =
  | { readonly kind: 'known'; readonly userId: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many' };

/**
 * Checks an address and a password. An account that does not exist, is closed or has no password is answered as a wrong
 * password is, after the same work.
 */
export async function signIn(database: Database, attempt: Attempt, now: Instant): Promise<SignInOutcome> {
  const email = attempt.email.trim().toLowerCase();
  const digests = { account: digest(email), source: digest(attempt.source) };
  const nobody: Requester = { userId: null, agencyCode: null, purpose: 'sign-in', requestId: attempt.requestId };
  const account = await database.transaction('request', nobody, async (tx) => {
    if (!mayAttempt(await countAttempts(tx, digests, instant(now - ATTEMPT_WINDOW)))) return 'too-many';
    await recordAttempt(tx, digests, now);
    return (await accountToSignIn(tx, email)) ?? { userId: null, passwordHash: null };
  });
  if (account === 'too-many') return { kind: 'too-many' };
  const { userId, passwordHash } = account;
  const known = await verifyPassword(attempt.password.slice(0, LONGEST_PASSWORD + 1), passwordHash);
  if (!known || userId === null) return { kind: 'unknown' };
  await database.transaction('request', nobody, (tx) => forgetAttempts(tx, digests));
  return { kind: 'known', userId };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
