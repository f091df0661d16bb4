/** Sealing: each committed entry of the audit gets the next number and a digest chained to the one before. */
import sql, { raw } from 'sql-template-tag';
import type { Requester } from '../requester.ts';
import type { Database, Transaction } from '../transaction.ts';
import { auditIdOf, BEFORE_THE_FIRST, ENTRY_AS_JSON, sealedValues, sealHash } from './canonical.ts';

/** Entries sealed in one transaction at most. */
export const SEALED_AT_A_TIME = 5000;

/** The last seal: its number, 0 where there is none yet, and its digest in hexadecimal. */
export type LastSeal = { readonly sequence: number; readonly hash: string };

/** Seals what has committed by now, up to so many entries. Whoever calls it sees to it that nobody else does meanwhile. */
export async function sealSome(database: Database, requester: Requester): Promise<{ sealed: number; last: LastSeal }> {
  return database.transaction('job', requester, async (tx) => {
    const before = await lastSeal(tx);
    // What is listed and has no entry stays listed: that it is missing must be found.
    const rows = await tx.query<{ entry: unknown[] }>(
      sql`select ${raw(ENTRY_AS_JSON)} as entry from homeward.audit_unsealed u join homeward.audit_entry a using (audit_id)
        order by a.audit_id limit ${SEALED_AT_A_TIME}`,
    );
    let last = before;
    const seals = rows.map(({ entry }) => {
      const values = sealedValues(entry);
      const { hash: previous } = last;
      last = { sequence: last.sequence + 1, hash: sealHash(previous, last.sequence + 1, values) };
      return { sequence: last.sequence, auditId: auditIdOf(values), previous, hash: last.hash };
    });
    if (seals.length > 0) await keep(tx, seals);
    return { sealed: seals.length, last };
  });
}

type Seal = { readonly sequence: number; readonly auditId: number; readonly previous: string; readonly hash: string };

async function keep(tx: Transaction, seals: readonly Seal[]): Promise<void> {
  const ids = seals.map(({ auditId }) => auditId);
  await tx.query(
    sql`insert into homeward.audit_seal (sequence, audit_id, previous_hash, hash)
      select sequence, audit_id, decode(previous, 'hex'), decode(hash, 'hex')
      from unnest(${seals.map(({ sequence }) => sequence)}::bigint[], ${ids}::bigint[],
        ${seals.map(({ previous }) => previous)}::text[], ${seals.map(({ hash }) => hash)}::text[])
        as s (sequence, audit_id, previous, hash)`,
  );
  await tx.query(sql`delete from homeward.audit_unsealed where audit_id = any (${ids}::bigint[])`);
}

/** The last seal there is. */
export async function lastSeal(tx: Transaction): Promise<LastSeal> {
  const found = await tx.maybeOne<LastSeal>(
    sql`select sequence, encode(hash, 'hex') as hash from homeward.audit_seal order by sequence desc limit 1`,
  );
  return found ?? { sequence: 0, hash: BEFORE_THE_FIRST };
}

/** The digest of one seal; undefined where there is none of this number. */
export async function sealAt(tx: Transaction, sequence: number): Promise<string | undefined> {
  const found = await tx.maybeOne<{ hash: string }>(
    sql`select encode(hash, 'hex') as hash from homeward.audit_seal where sequence = ${sequence}`,
  );
  return found?.hash;
}
