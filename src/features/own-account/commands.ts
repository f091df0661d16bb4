/** What people change of their own account. */
import { changeOwnPassword } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { endOwnSession, endSessionsOf } from '../../db/own-sessions.ts';
import { countFactors, removeOneTimeCode, removePasskey } from '../../db/second-factors.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { hashPassword } from '../../password.ts';
import type { SignedIn } from '../../web/session.ts';

/** Somebody in a session of their own. */
export type Owner = SignedIn & { readonly userId: number };

/** Changes the password, and ends every other session. */
export async function changePassword(
  database: Database,
  owner: Owner,
  password: string,
  tokenHash: Buffer,
  route: string,
): Promise<void> {
  const passwordHash = await hashPassword(password);
  await database.transaction('request', owner, async (tx) => {
    await changeOwnPassword(tx, passwordHash);
    const ended = await endSessionsOf(tx, owner.userId, tokenHash);
    await audit(tx, owner, 'password-changed', route, { sessionsEnded: ended });
  });
}

/** What came of taking a factor away: the last one stays. */
export type Removed = 'removed' | 'last' | 'absent';

/** Takes a passkey away, or the authenticator app where no passkey is named. */
export async function removeFactor(
  database: Database,
  owner: Owner,
  credentialId: string | null,
  route: string,
): Promise<Removed> {
  return database.transaction('request', owner, async (tx) => {
    if ((await countFactors(tx, owner.userId)) <= 1) return 'last';
    const removed =
      credentialId === null
        ? await removeOneTimeCode(tx, owner.userId)
        : await removePasskey(tx, owner.userId, credentialId);
    if (!removed) return 'absent';
    await audit(tx, owner, 'factor-removed', route, { factor: credentialId === null ? 'code' : 'passkey' });
    return 'removed';
  });
}

/** Ends one session of one's own, or all but this one where none is named; how many. */
export async function endSessions(
  database: Database,
  owner: Owner,
  which: { readonly sessionId: number } | { readonly but: Buffer },
  route: string,
): Promise<number> {
  return database.transaction('request', owner, async (tx) => {
    const ended =
      'but' in which
        ? await endSessionsOf(tx, owner.userId, which.but)
        : Number(await endOwnSession(tx, owner.userId, which.sessionId));
    if (ended > 0) await audit(tx, owner, 'sessions-ended', route, { sessionsEnded: ended });
    return ended;
  });
}

async function audit(
  tx: Transaction,
  owner: Owner,
  act: string,
  route: string,
  detail: Readonly<Record<string, string | number>>,
): Promise<void> {
  await recordAudit(tx, owner, { verb: 'alteration', act, route, childIds: [], aboutUserId: owner.userId, detail });
}
