/** Using a recovery: its code once, then a new password in place of everything the person had. */
import { accountToSignIn, changeOwnPassword, type SignInAccount } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { endSessionsOf } from '../../db/own-sessions.ts';
import { useRecovery } from '../../db/recoveries.ts';
import type { Requester } from '../../db/requester.ts';
import { removeFactors } from '../../db/second-factors.ts';
import { countAttempts, forgetAttempts, recordAttempt } from '../../db/sign-in-attempts.ts';
import type { Database } from '../../db/transaction.ts';
import { ATTEMPT_WINDOW, CODE_LIMITS, mayAttempt, RECOVERY_CODE_LIMIT } from '../../domain/access/sign-in-limits.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { hashPassword } from '../../password.ts';
import { digestsOf, type Attempted } from '../../second-factor/prove.ts';
import { digestOfRecoveryCode } from '../../second-factor/recovery-code.ts';
import type { PasswordOutcome } from './commands.ts';

/** What was typed, and where it came from. */
export type RecoveryAttempt = Attempted & { readonly email: string; readonly code: string };

/**
 * Uses a recovery code, and ends every session of the account. An address that nobody has, a code that is wrong, used,
 * withdrawn or too old are answered alike.
 */
export async function useRecoveryCode(
  database: Database,
  attempt: RecoveryAttempt,
  now: Instant,
): Promise<PasswordOutcome> {
  const email = attempt.email.trim().toLowerCase();
  const digests = digestsOf('recovery', email, attempt.source);
  const nobody: Requester = { userId: null, agencyCode: null, purpose: 'sign-in', requestId: attempt.requestId };
  const account = await database.transaction('request', nobody, async (tx) => {
    if (!mayAttempt(await countAttempts(tx, digests, instant(now - ATTEMPT_WINDOW)), CODE_LIMITS)) return 'too-many';
    await recordAttempt(tx, digests, now);
    return accountToSignIn(tx, email);
  });
  if (account === 'too-many') return { kind: 'too-many' };
  const requester = account === undefined ? nobody : inTheName(account, attempt);
  return database.transaction('request', requester, async (tx) => {
    const code = digestOfRecoveryCode(attempt.code);
    const known = await useRecovery(tx, account?.userId ?? 0, code, instant(now - RECOVERY_CODE_LIMIT), now);
    await recordAudit(tx, requester, {
      verb: known ? 'alteration' : 'consultation',
      act: known ? 'recovery-used' : 'sign-in-refused',
      outcome: known ? 'allowed' : 'refused',
      route: attempt.route,
      childIds: [],
      aboutUserId: account?.userId ?? null,
      detail: { factor: 'recovery' },
    });
    if (!known || account === undefined) return { kind: 'unknown' };
    await endSessionsOf(tx, account.userId);
    await forgetAttempts(tx, digests);
    return { kind: 'known', account };
  });
}

/** Gives the account a new password and takes its factors and sessions away, at one stroke: the old password never meets an account without a factor. */
export async function takeNewPassword(
  database: Database,
  account: SignInAccount,
  password: string,
  attempted: Attempted,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  const requester = inTheName(account, attempted);
  await database.transaction('request', requester, async (tx) => {
    await changeOwnPassword(tx, passwordHash);
    await removeFactors(tx, account.userId);
    await endSessionsOf(tx, account.userId);
    const shared = { verb: 'alteration' as const, route: attempted.route, childIds: [], aboutUserId: account.userId };
    await recordAudit(tx, requester, { ...shared, act: 'password-changed', detail: { by: 'recovery' } });
    await recordAudit(tx, requester, { ...shared, act: 'factor-removed', detail: { factor: 'all', by: 'recovery' } });
  });
}

function inTheName({ userId, agencyCode, role }: SignInAccount, { requestId }: Attempted): Requester {
  return { userId, agencyCode, role, purpose: 'sign-in', requestId };
}
