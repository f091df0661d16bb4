/** What triage asks the database, beside the record itself. */
import sql, { join, type Sql } from 'sql-template-tag';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { TriageLevel } from '../../domain/triage/acts.ts';
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

/** What triage tells returns apart by. */
const TOLD_APART = sql`c.sex, c.ethnicity, e.status_at_start, e.missing_from, e.missing_from_authority = r.authority,
  e.responsible_authority = r.authority, r.triage_level, r.triage_proposed, r.triage_decided_at is not null`;
/** The same as one word, alike for returns that are alike. */
const KEY = sql`jsonb_build_array(${TOLD_APART})::text`;
const COUNTED = sql`from homeward.return_follow_up r
    join homeward.child c on c.child_id = r.child_id
    join homeward.episode e on e.child_id = r.child_id and e.episode_key = r.episode_key`;

function counted({ authority, from, to }: Counting): Sql {
  const tests = [sql`r.taken_over_from is null`, sql`r.triage_level is not null`];
  if (authority !== null) tests.push(sql`r.authority = ${authority}`);
  if (from !== null) tests.push(sql`r.returned_at >= ${toIso(from)}`);
  if (to !== null) tests.push(sql`r.returned_at < ${toIso(to)}`);
  return join(tests, ' and ');
}

/** Returns alike, and what finds them again. */
export type FoundAlike = AlikeReturns & { readonly key: string };

/**
 * Returns alike in all that triage tells apart. Every child of the agency counts, those of restricted records too: the
 * figures name nobody. A return that was passed on counts once, where it was triaged.
 */
export async function countTriage(tx: Transaction, counting: Counting): Promise<FoundAlike[]> {
  await tx.query(sql`select homeward.count_everybody(true)`);
  const rows = await tx.query<FoundAlike>(sql`
    select c.sex, c.ethnicity, e.status_at_start as status, e.missing_from as "missingFrom",
      e.missing_from_authority = r.authority as "inArea", e.responsible_authority = r.authority as own, r.triage_level as level,
      r.triage_proposed as proposed, r.triage_decided_at is not null as decided, ${KEY} as key, count(*)::int as returns
    ${COUNTED} where ${counted(counting)} group by ${TOLD_APART}`);
  await tx.query(sql`select homeward.count_everybody(false)`);
  return rows;
}

/** One return behind a number. */
export type TriagedReturn = {
  readonly childId: number;
  readonly episodeId: number;
  readonly forename: string;
  readonly surname: string;
  readonly team: string;
  readonly returnedAt: Instant;
  readonly level: TriageLevel;
  readonly proposed: TriageLevel;
  /** When a worker decided; null where it stands as proposed. */
  readonly decidedAt: Instant | null;
};

/** How many returns behind a number are of children whom the person may see. */
export async function countTriaged(tx: Transaction, counting: Counting, keys: readonly string[]): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    sql`select count(*)::int as count ${COUNTED} where ${counted(counting)} and ${KEY} = any (${keys}::text[])`,
  );
  return count;
}

/** The returns behind a number, as far as the person may see the children; the latest first. */
export async function listTriaged(
  tx: Transaction,
  counting: Counting,
  keys: readonly string[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<TriagedReturn[]> {
  return tx.query<TriagedReturn>(sql`
    select r.child_id as "childId", e.episode_id as "episodeId", c.forename, c.surname, r.team,
      (extract(epoch from r.returned_at) * 1000)::float8 as "returnedAt", r.triage_level as level, r.triage_proposed as proposed,
      (extract(epoch from r.triage_decided_at) * 1000)::float8 as "decidedAt"
    ${COUNTED} where ${counted(counting)} and ${KEY} = any (${keys}::text[])
    order by r.returned_at desc, r.child_id, r.episode_key limit ${limit} offset ${offset}`);
}
