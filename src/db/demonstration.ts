/** Whether the demonstration belongs into this database, and how far it is. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/**
 * Begins the demonstration where nothing is on record, or goes on with one that was cut off.
 * @returns whether it is to be loaded now: never where anybody's own agency, account or child is on record
 */
export async function beginDemonstration(tx: Transaction, now: Instant): Promise<boolean> {
  const begun = await tx.maybeOne<{ finished: boolean }>(
    sql`select finished_at is not null as finished from homeward.demonstration_load`,
  );
  if (begun !== undefined) return !begun.finished;
  const { empty } = await tx.one<{ empty: boolean }>(
    sql`select not exists (select from homeward.agency) and not exists (select from homeward.user_account)
      and not exists (select from homeward.child) as empty`,
  );
  if (empty) await tx.query(sql`insert into homeward.demonstration_load (started_at) values (${toIso(now)})`);
  return empty;
}

/** The demonstration is whole. */
export async function finishDemonstration(tx: Transaction, now: Instant): Promise<void> {
  await tx.query(sql`update homeward.demonstration_load set finished_at = ${toIso(now)}`);
}

/**
 * Whether nothing but the demonstration is in this database: no account of anybody real, and no file read since it was
 * loaded but those that its invented people sent. Then, and only then, its people may be entered by a click.
 */
export async function isOnlyDemonstration(tx: Transaction): Promise<boolean> {
  const { only } = await tx.one<{ only: boolean }>(sql`
    select not exists (select from homeward.user_account where not demonstration)
      and not exists (select from homeward.import_run r
        where r.user_id is null and r.started_at > coalesce((select finished_at from homeward.demonstration_load), '-infinity')) as only`);
  return only;
}

/** The child with a reference of an authority, and how many entries the chronology has. */
export async function childWithReference(
  tx: Transaction,
  childRef: string,
): Promise<{ childId: number; version: number } | undefined> {
  return tx.maybeOne<{ childId: number; version: number }>(
    sql`select c.child_id as "childId", c.version
      from homeward.child_identifier i join homeward.child c on c.child_id = i.child_id
      where i.kind = 'child_ref' and i.value = ${childRef}`,
  );
}

/** Takes identifiers for so many children not yet on record; nothing is written. */
export async function reserveChildIds(tx: Transaction, count: number): Promise<number[]> {
  const rows = await tx.query<{ child_id: number }>(
    sql`select nextval('homeward.child_id_seq') as child_id from generate_series(1, ${count}::int)`,
  );
  return rows.map((row) => row.child_id);
}

/** Puts down what a provider answered to a request of some time ago, in a history that is carried over. */
export async function keepPastAnswer(
  tx: Transaction,
  requestRef: string,
  accepted: boolean,
  at: Instant,
): Promise<void> {
  await tx.query(
    sql`update homeward.interview_request set accepted = ${accepted}, answered_at = ${toIso(at)} where request_ref = ${requestRef}`,
  );
}
