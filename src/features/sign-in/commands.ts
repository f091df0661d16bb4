/** Signing in: the password, and letting somebody in who has proved who they are. */
import { createHash } from 'node:crypto';
import { accountToSignIn, type SignInAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Requester } from '../../db/requester.ts';
import { seeDevice } from '../../db/second-factors.ts';
import { countAttempts, forgetAttempts, recordAttempt } from '../../db/sign-in-attempts.ts';
import type { Database } from '../../db/transaction.ts';
import { ATTEMPT_WINDOW, mayAttempt } from '../../domain/access/sign-in-limits.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { LONGEST_PASSWORD, verifyPassword } from '../../password.ts';
import type { Attempted } from '../../second-factor/prove.ts';

/** What was typed, and where it came from. */
export type Attempt = Attempted & { readonly email: string; readonly password: string };

/** Whose account it opens; or that address and password do not belong together; or that there were too many attempts. */
export type PasswordOutcome =
  | { readonly kind: 'known'; readonly account: SignInAccount }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'too-many' };

/**
 * Checks an address and a password. An account that does not exist, is closed or has no password is answered as a wrong
 * password is, after the same work.
 */
export async function checkPassword(database: Database, attempt: Attempt, now: Instant): Promise<PasswordOutcome> {
  const email = attempt.email.trim().toLowerCase();
  const digests = { account: digest(email), source: digest(attempt.source) };
  const nobody: Requester = { userId: null, agencyCode: null, purpose: 'sign-in', requestId: attempt.requestId };
  const refused = (aboutUserId: number | null, reason: string) => ({
    verb: 'consultation' as const,
    act: 'sign-in-refused',
    outcome: 'refused' as const,
    route: attempt.route,
    childIds: [],
    aboutUserId,
    detail: { factor: 'password', reason },
  });
  const account = await database.transaction('request', nobody, async (tx) => {
    const found = await accountToSignIn(tx, email);
    if (!mayAttempt(await countAttempts(tx, digests, instant(now - ATTEMPT_WINDOW)))) {
      await recordAudit(tx, nobody, refused(found?.userId ?? null, 'too-many'));
      return 'too-many';
    }
    await recordAttempt(tx, digests, now);
    return found;
  });
  if (account === 'too-many') return { kind: 'too-many' };
  const known = await verifyPassword(attempt.password.slice(0, LONGEST_PASSWORD + 1), account?.passwordHash ?? null);
  if (!known || account === undefined) {
    await database.transaction('request', nobody, (tx) =>
      recordAudit(tx, nobody, refused(account?.userId ?? null, 'refused')),
    );
    return { kind: 'unknown' };
  }
  await database.transaction('request', nobody, (tx) => forgetAttempts(tx, digests));
  return { kind: 'known', account };
}

/** Records that somebody signs in, before they are let in, and whether their device is new. */
export async function recordSignIn(
  database: Database,
  account: SignInAccount,
  by: {
    readonly methods: readonly string[];
    readonly route: string;
    readonly requestId: string;
    readonly userAgent: string;
  },
  now: Instant,
): Promise<void> {
  const { userId, agencyCode, role } = account;
  const requester: Requester = { userId, agencyCode, role, purpose: 'sign-in', requestId: by.requestId };
  await database.transaction('request', requester, async (tx) => {
    const newDevice = await seeDevice(tx, userId, digest(`${userId} ${by.userAgent}`), now);
    await recordAudit(tx, requester, {
      verb: 'consultation',
      act: 'sign-in',
      route: by.route,
      childIds: [],
      aboutUserId: userId,
      detail: { methods: by.methods.join(' '), newDevice },
    });
  });
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
