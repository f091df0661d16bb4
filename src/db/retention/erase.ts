/** Erasing a child, what is left of it, and erasing again what a restored backup brought back. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../transaction.ts';

/** What is left of a child who was erased: no content. Digests are in hexadecimal. */
export type Tombstone = {
  readonly childId: number;
  readonly erasedAt: string;
  readonly basis: 'clock' | 'request';
  readonly classes: readonly string[];
  readonly agencies: readonly string[];
  readonly proposedBy: number;
  readonly confirmedBy: number;
  readonly entries: number;
  readonly firstDigest: string;
  readonly digest: string;
};

/** Whether a notification that may be about the child waits for a person: it is decided before anything goes. */
export async function isNamedInWaiting(tx: Transaction, childId: number): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(sql`
    select exists (
      select from homeward.review_item r join homeward.child c on c.child_id = ${childId}
      where r.decided_at is null and (
        r.named->>'childRef' in (select value from homeward.child_identifier where child_id = ${childId})
        or r.named->>'policeRef' in (select value from homeward.child_identifier where child_id = ${childId})
        or (lower(r.named->>'surname') = lower(c.surname) and r.named->>'dateOfBirth' = c.date_of_birth::text))) as found`);
  return found;
}

/** Erases a child. The database refuses where two people have not confirmed it, or somebody holds it. */
export async function eraseChild(
  tx: Transaction,
  childId: number,
  reviewId: number,
  classes: readonly string[],
  now: Instant,
): Promise<void> {
  await tx.query(sql`select homeward.erase_child(${childId}, ${reviewId}, ${toIso(now)}, ${classes}::text[])`);
}

const TOMBSTONE = sql`
  select child_id as "childId", to_char(erased_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "erasedAt", basis, classes,
    agencies, proposed_by as "proposedBy", confirmed_by as "confirmedBy", entries, encode(first_digest, 'hex') as "firstDigest",
    encode(digest, 'hex') as digest
  from homeward.tombstone`;

/** The tombstones that the asker may see, the latest first. */
export async function listTombstones(tx: Transaction, atMost: number | null = null): Promise<Tombstone[]> {
  return tx.query<Tombstone>(sql`${TOMBSTONE} order by erased_at desc, child_id desc limit ${atMost}`);
}

/** Of some tombstones, the children who are on record, or whose tombstone the database does not have. */
export async function findComeBack(tx: Transaction, childIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx.query<{ child_id: number }>(sql`
    select id as child_id from unnest(${childIds}::bigint[]) as id
    where exists (select from homeward.child c where c.child_id = id)
      or not exists (select from homeward.tombstone t where t.child_id = id)`);
  return new Set(rows.map(({ child_id: childId }) => childId));
}

/**
 * Erases again, as the owner of the tables, a child that a restored backup brought back, and sees to it that its
 * identifier is given to nobody else.
 * @returns `absent` where there was nothing to erase; `another` where a different child has the identifier: it stays
 */
export async function eraseAgain(
  tx: Transaction,
  stone: Tombstone,
  now: Instant,
): Promise<'erased' | 'absent' | 'another'> {
  const { childId } = stone;
  await tx.query(sql`
    select setval('homeward.child_id_seq', ${childId}) from homeward.child_id_seq where last_value <= ${childId}`);
  const found = await tx.maybeOne<{ digest: string }>(
    sql`select encode(homeward.digest_of_child(${childId}, 1), 'hex') as digest from homeward.child where child_id = ${childId} for update`,
  );
  if (found !== undefined && found.digest !== stone.firstDigest) return 'another';
  if (found !== undefined) await tx.query(sql`select homeward.remove_child(${childId})`);
  const again = found === undefined ? null : toIso(now);
  await tx.query(sql`
    insert into homeward.tombstone
      (child_id, erased_at, basis, classes, agencies, proposed_by, confirmed_by, entries, first_digest, digest, erased_again_at)
    values (${childId}, ${stone.erasedAt}, ${stone.basis}, ${stone.classes}::text[], ${stone.agencies}::text[], ${stone.proposedBy},
      ${stone.confirmedBy}, ${stone.entries}, decode(${stone.firstDigest}, 'hex'), decode(${stone.digest}, 'hex'), ${again})
    on conflict (child_id) do update set erased_again_at = coalesce(excluded.erased_again_at, tombstone.erased_again_at)`);
  return found === undefined ? 'absent' : 'erased';
}

/** Throws away short-lived data of one kind that was last touched before an instant; returns how many rows. */
export async function forgetShortLived(tx: Transaction, kind: string, before: Instant): Promise<number> {
  const { gone } = await tx.one<{ gone: number }>(
    sql`select homeward.forget_short_lived(${kind}, ${toIso(before)}) as gone`,
  );
  return gone;
}

/** Children who are gone without a tombstone, and tombstones of children who are on record. */
export async function findUnexplained(tx: Transaction): Promise<{ childId: number; what: string }[]> {
  return tx.query<{ childId: number; what: string }>(sql`
    select gone.child_id as "childId", 'the child is gone, and no tombstone says why' as what
    from (
      select k.child_id from homeward.retention_clock k
      union
      select unnest(a.child_ids) from homeward.audit_entry a
      where a.outcome = 'allowed' and a.verb in ('collection', 'alteration', 'disclosure')
    ) gone
    where not exists (select from homeward.child c where c.child_id = gone.child_id)
      and not exists (select from homeward.tombstone t where t.child_id = gone.child_id)
    union all
    select t.child_id, 'the child was erased, and is on record again'
    from homeward.tombstone t join homeward.child c on c.child_id = t.child_id
    order by 1`);
}
