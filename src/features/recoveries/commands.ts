/** Starting, confirming and withdrawing the recovery of an account. */
import { openAccountOf } from '../../db/accounts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { confirmRecovery, listRecoveries, startRecovery, withdrawRecovery } from '../../db/recoveries.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { decideConfirmation } from '../../domain/access/recovery.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { digestOfRecoveryCode, newRecoveryCode } from '../../second-factor/recovery-code.ts';
import type { SignedIn } from '../../web/session.ts';

/** An administrator starts the recovery of another's account; the name of the person, or undefined where it has none to recover. */
export async function start(
  database: Database,
  administrator: SignedIn,
  userId: number,
  route: string,
  now: Instant,
): Promise<string | undefined> {
  return database.transaction('request', administrator, async (tx) => {
    const account = await recoverable(tx, administrator, userId);
    if (account === undefined) return undefined;
    const { agencyCode } = administrator;
    await startRecovery(tx, { userId, agencyCode, startedBy: administrator.userId }, now);
    await audit(tx, administrator, 'recovery-started', userId, route);
    return account.displayName;
  });
}

/** An open account of the same agency, not one's own, that signs in by password. */
export async function recoverable(
  tx: Transaction,
  administrator: SignedIn,
  userId: number,
): Promise<{ displayName: string } | undefined> {
  const account = await openAccountOf(tx, userId);
  const theirs =
    account !== undefined &&
    account.agencyCode === administrator.agencyCode &&
    account.userId !== administrator.userId &&
    account.passwordHash !== null;
  return theirs ? account : undefined;
}

/** What came of a confirmation: the code, shown this once; or why not; or that there is nothing to confirm. */
export type Confirmed =
  | { readonly kind: 'confirmed'; readonly code: string; readonly displayName: string }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'absent' };

/** A second person confirms a recovery, and is given its code to hand over. */
export async function confirm(
  database: Database,
  confirmer: SignedIn,
  recoveryId: number,
  route: string,
  now: Instant,
): Promise<Confirmed> {
  return database.transaction('request', confirmer, async (tx) => {
    const open = await listRecoveries(tx, confirmer.agencyCode);
    const recovery = open.find((one) => one.recoveryId === recoveryId && one.confirmedAt === null);
    if (recovery === undefined || confirmer.userId === null) return { kind: 'absent' };
    const decision = decideConfirmation(recovery, confirmer.userId);
    if (!decision.allowed) {
      await audit(tx, confirmer, 'recovery-confirmed', recovery.userId, route, decision.because.code);
      return { kind: 'refused', sentence: decision.because.sentence };
    }
    const code = newRecoveryCode();
    if (!(await confirmRecovery(tx, recoveryId, confirmer.userId, digestOfRecoveryCode(code), now)))
      return { kind: 'absent' };
    await audit(tx, confirmer, 'recovery-confirmed', recovery.userId, route);
    return { kind: 'confirmed', code, displayName: recovery.displayName };
  });
}

/** Withdraws a recovery; false where there is none under way. */
export async function withdraw(
  database: Database,
  requester: SignedIn,
  recoveryId: number,
  route: string,
  now: Instant,
): Promise<boolean> {
  return database.transaction('request', requester, async (tx) => {
    const withdrawn = await withdrawRecovery(tx, recoveryId, requester.agencyCode, now);
    if (withdrawn !== undefined) await audit(tx, requester, 'recovery-withdrawn', withdrawn.userId, route);
    return withdrawn !== undefined;
  });
}

async function audit(
  tx: Transaction,
  requester: SignedIn,
  act: string,
  aboutUserId: number,
  route: string,
  reason: string | null = null,
): Promise<void> {
  await recordAudit(tx, requester, {
    verb: 'alteration',
    act,
    outcome: reason === null ? 'allowed' : 'refused',
    route,
    childIds: [],
    aboutUserId,
    detail: reason === null ? {} : { reason },
  });
}
