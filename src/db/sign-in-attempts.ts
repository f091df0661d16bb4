/** Attempts to sign in that have not succeeded, by digests of the address typed and of where they came from. */
import sql from 'sql-template-tag';
import { plusHours, toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** Digests that tell one account and one source from another, and name neither. */
export type AttemptDigests = { readonly account: Buffer; readonly source: Buffer };

/** How many attempts there were since an instant. */
export type AttemptCounts = {
  /** For this account from this source. */
  readonly here: number;
  /** From this source, for any account. */
  readonly fromSource: number;
  /** For this account, from anywhere. */
  readonly forAccount: number;
};

/** Counts attempts since an instant. Until the transaction ends, attempts on the same account or from the same source wait. */
export async function countAttempts(
  tx: Transaction,
  { account, source }: AttemptDigests,
  since: Instant,
): Promise<AttemptCounts> {
  await tx.query(
    sql`select pg_advisory_xact_lock(key)
      from (select distinct key from unnest(array[${account.readInt32BE(0)}::bigint, ${source.readInt32BE(0)}::bigint]) as key order by key) as keys`,
  );
  return tx.one<AttemptCounts>(
    sql`select count(*) filter (where account_digest = ${account} and source_digest = ${source}) as here,
        count(*) filter (where source_digest = ${source}) as "fromSource",
        count(*) filter (where account_digest = ${account}) as "forAccount"
      from homeward.sign_in_attempt
      where at > ${toIso(since)} and (account_digest = ${account} or source_digest = ${source})`,
  );
}

/** Records an attempt, before its password is checked: so many at once are counted too. Those older than a day go. */
export async function recordAttempt(tx: Transaction, { account, source }: AttemptDigests, now: Instant): Promise<void> {
  await tx.query(
    sql`insert into homeward.sign_in_attempt (account_digest, source_digest, at) values (${account}, ${source}, ${toIso(now)})`,
  );
  await tx.query(sql`delete from homeward.sign_in_attempt where at < ${toIso(plusHours(now, -24))}`);
}

/** Forgets the attempts of someone who has signed in, from where they did: their own slips are no guesses. */
export async function forgetAttempts(tx: Transaction, { account, source }: AttemptDigests): Promise<void> {
  await tx.query(
    sql`delete from homeward.sign_in_attempt where account_digest = ${account} and source_digest = ${source}`,
  );
}
