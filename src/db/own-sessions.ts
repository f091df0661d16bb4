/** The sessions of one person, as they see them themselves. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A session in the list of its person's. */
export type OwnSession = {
  readonly sessionId: number;
  readonly tokenHash: Buffer;
  readonly begunAt: Instant;
  readonly lastSeenAt: Instant;
  readonly methods: readonly string[];
  readonly source: string | null;
  readonly device: string | null;
};

/** The sessions of a person begun and used after these instants, the one used last first. */
export async function listOwnSessions(
  tx: Transaction,
  userId: number,
  begunAfter: Instant,
  usedAfter: Instant,
): Promise<OwnSession[]> {
  return tx.query<OwnSession>(
    sql`select session_id as "sessionId", token_hash as "tokenHash", (extract(epoch from created_at) * 1000)::float8 as "begunAt",
        (extract(epoch from last_seen_at) * 1000)::float8 as "lastSeenAt", methods, source, device
      from homeward.session
      where user_id = ${userId} and created_at > ${toIso(begunAfter)} and last_seen_at > ${toIso(usedAfter)}
      order by last_seen_at desc, session_id`,
  );
}

/** Ends one session of a person; false where they have none of this number. */
export async function endOwnSession(tx: Transaction, userId: number, sessionId: number): Promise<boolean> {
  const ended = await tx.query(
    sql`delete from homeward.session where user_id = ${userId} and session_id = ${sessionId} returning session_id`,
  );
  return ended.length > 0;
}

/** Ends the sessions of a person, all but one where one is given; returns how many. */
export async function endSessionsOf(tx: Transaction, userId: number, but: Buffer | null = null): Promise<number> {
  const ended = await tx.query(
    sql`delete from homeward.session where user_id = ${userId} and token_hash is distinct from ${but} returning session_id`,
  );
  return ended.length;
}
