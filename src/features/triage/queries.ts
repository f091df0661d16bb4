/** What triage asks the database, beside the record itself. */
import sql, { join } from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { AlikeReturns } from '../../domain/triage/figures.ts';
import type { Transaction } from '../../db/transaction.ts';

/** The name of a person, by account; undefined where there is none. */
export async function personName(tx: Transaction, userId: number | null): Promise<string | undefined> {
  if (userId === null) return undefined;
  const row = await tx.maybeOne<{ display_name: string }>(
    sql`select display_name from homeward.user_account where user_id = ${userId}`,
  );
  return row?.display_name;
}

/** Which returns are counted: of one authority or of every child whom the agency sees, that came back in a period; null has no bound. */
export type Counting = {
  readonly authority: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

/**
 * Returns alike in all that triage tells apart. Every child of the agency counts, those of restricted records too: the
 * figures name nobody. A return that was passed on counts once, where it was triaged.
 */
export async function countTriage(tx: Transaction, { authority, from, to }: Counting): Promise<AlikeReturns[]> {
  const tests = [sql`r.taken_over_from is null`, sql`r.triage_level is not null`];
  if (authority !== null) tests.push(sql`r.authority = ${authority}`);
  if (from !== null) tests.push(sql`r.returned_at >= ${toIso(from)}`);
  if (to !== null) tests.push(sql`r.returned_at < ${toIso(to)}`);
  await tx.query(sql`select homeward.count_everybody(true)`);
  const rows = await tx.query<AlikeReturns>(sql`
    select c.sex, c.ethnicity, e.status_at_start as status, e.missing_from as "missingFrom",
      e.missing_from_authority = r.authority as "inArea", e.responsible_authority = r.authority as own, r.triage_level as level,
      r.triage_proposed as proposed, r.triage_decided_at is not null as decided, count(*)::int as returns
    from homeward.return_follow_up r
    join homeward.child c on c.child_id = r.child_id
    join homeward.episode e on e.child_id = r.child_id and e.episode_key = r.episode_key
    where ${join(tests, ' and ')}
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`);
  await tx.query(sql`select homeward.count_everybody(false)`);
  return rows;
}
