/** Recoveries of accounts: of one's own agency, and nobody else's. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A recovery that is under way. */
export type Recovery = {
  readonly recoveryId: number;
  readonly userId: number;
  readonly displayName: string;
  readonly agencyCode: string;
  /** Null for the operator. */
  readonly startedBy: number | null;
  readonly startedByName: string | null;
  readonly startedAt: Instant;
  readonly confirmedAt: Instant | null;
};

/** The recoveries of an agency that are neither used nor withdrawn, the oldest first. */
export async function listRecoveries(tx: Transaction, agencyCode: string): Promise<Recovery[]> {
  return tx.query<Recovery>(
    sql`select r.recovery_id as "recoveryId", r.user_id as "userId", u.display_name as "displayName", r.agency_code as "agencyCode",
        r.started_by as "startedBy", s.display_name as "startedByName",
        (extract(epoch from r.started_at) * 1000)::float8 as "startedAt", (extract(epoch from r.confirmed_at) * 1000)::float8 as "confirmedAt"
      from homeward.account_recovery r
      join homeward.user_account u on u.user_id = r.user_id and u.disabled_at is null
      left join homeward.user_account s on s.user_id = r.started_by
      where r.agency_code = ${agencyCode} and r.used_at is null and r.withdrawn_at is null
      order by r.started_at, r.recovery_id`,
  );
}

/** Starts a recovery in place of any before; null for the operator. */
export async function startRecovery(
  tx: Transaction,
  started: { readonly userId: number; readonly agencyCode: string; readonly startedBy: number | null },
  now: Instant,
): Promise<number> {
  await tx.query(
    sql`update homeward.account_recovery set withdrawn_at = ${toIso(now)}
      where user_id = ${started.userId} and used_at is null and withdrawn_at is null`,
  );
  const { id } = await tx.one<{ id: number }>(
    sql`insert into homeward.account_recovery (user_id, agency_code, started_by, started_at)
      values (${started.userId}, ${started.agencyCode}, ${started.startedBy}, ${toIso(now)}) returning recovery_id as id`,
  );
  return id;
}

/** Confirms a recovery and keeps the digest of its code; false where it is not waiting for that. */
export async function confirmRecovery(
  tx: Transaction,
  recoveryId: number,
  confirmedBy: number | null,
  codeDigest: Buffer,
  now: Instant,
): Promise<boolean> {
  const confirmed = await tx.query(
    sql`update homeward.account_recovery
      set confirmed_by = ${confirmedBy}, confirmed_at = ${toIso(now)}, code_digest = ${codeDigest}
      where recovery_id = ${recoveryId} and confirmed_at is null and used_at is null and withdrawn_at is null
      returning recovery_id`,
  );
  return confirmed.length > 0;
}

/** Withdraws a recovery of an agency; the account it was for, or undefined where there is none under way. */
export async function withdrawRecovery(
  tx: Transaction,
  recoveryId: number,
  agencyCode: string,
  now: Instant,
): Promise<{ userId: number } | undefined> {
  return tx.maybeOne<{ userId: number }>(
    sql`update homeward.account_recovery set withdrawn_at = ${toIso(now)}
      where recovery_id = ${recoveryId} and agency_code = ${agencyCode} and used_at is null and withdrawn_at is null
      returning user_id as "userId"`,
  );
}

/** Uses up the code of a recovery that was confirmed after an instant; false where it does not hold. Of many at once one succeeds. */
export async function useRecovery(
  tx: Transaction,
  userId: number,
  codeDigest: Buffer,
  confirmedAfter: Instant,
  now: Instant,
): Promise<boolean> {
  const used = await tx.query(
    sql`update homeward.account_recovery set used_at = ${toIso(now)}
      where user_id = ${userId} and code_digest = ${codeDigest} and confirmed_at > ${toIso(confirmedAfter)}
        and used_at is null and withdrawn_at is null
      returning recovery_id`,
  );
  return used.length > 0;
}

/** How many open accounts of an agency have one of these roles, some people left out. */
export async function countWithRole(
  tx: Transaction,
  agencyCode: string,
  roles: readonly string[],
  without: readonly number[],
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*) as count from homeward.user_account
      where agency_code = ${agencyCode} and disabled_at is null and role = any (${roles}::text[]) and user_id <> all (${without}::bigint[])`,
  );
  return count;
}
