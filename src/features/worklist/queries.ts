/** What the worklist asks the database. */
import sql, { join, type Sql } from 'sql-template-tag';
import { DUTY_KINDS, type Because, type Duty } from '../../domain/chronology/record.ts';
import type { NotificationKind } from '../../domain/chronology/entry.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Transaction } from '../../db/transaction.ts';

/** Which of an agency's open duties are asked for; null asks for all. */
export type WorklistFilter = {
  readonly kind: Duty['kind'] | null;
  readonly team: string | null;
  /** Children found by a name typed; null when none was. */
  readonly childIds: readonly number[] | null;
};

/** The last duty of the page before: the next page begins after it. */
export type Cursor = { readonly dueAt: Instant; readonly dutyId: number };

/** One duty, with what its row says of the child and the episode. */
export type WorklistItem = {
  readonly dutyId: number;
  readonly kind: Duty['kind'];
  readonly subjectKey: string;
  readonly team: string;
  readonly dueAt: Instant;
  readonly because: readonly Because[];
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
  /** Null for a fault that has no episode. */
  readonly episodeId: number | null;
  /** The interview that it is about; null for every other kind. */
  readonly interviewId: number | null;
  readonly episodeKind: Exclude<NotificationKind, 'found'> | null;
  readonly startedAt: Instant | null;
  readonly endedAt: Instant | null;
};

/** Counts stop here: a list longer than this is said to be longer. */
export const COUNTED_UP_TO = 1000;

function conditions(owedBy: string, filter: WorklistFilter): Sql {
  const all = [sql`d.owed_by = ${owedBy}`, sql`d.settled_at is null`];
  if (filter.kind !== null) all.push(sql`d.kind = ${filter.kind}`);
  if (filter.team !== null) all.push(sql`d.team = ${filter.team}`);
  if (filter.childIds !== null) all.push(sql`d.child_id = any (${filter.childIds}::bigint[])`);
  return join(all, ' and ');
}

/** One page of an agency's open duties, the soonest due first. Asks for `limit` of them after the cursor. */
export async function findDuties(
  tx: Transaction,
  owedBy: string,
  filter: WorklistFilter,
  after: Cursor | null,
  limit: number,
): Promise<WorklistItem[]> {
  const from = after === null ? sql`` : sql`and (d.due_at, d.duty_id) > (${toIso(after.dueAt)}, ${after.dutyId})`;
  return tx.query<WorklistItem>(sql`
    select d.duty_id as "dutyId", d.kind, d.subject_key as "subjectKey", d.team, (extract(epoch from d.due_at) * 1000)::float8 as "dueAt", d.because,
      d.child_id as "childId", c.forename, c.surname, c.date_of_birth as "dateOfBirth",
      e.episode_id as "episodeId", i.interview_id as "interviewId", e.kind as "episodeKind",
      (extract(epoch from e.started_at) * 1000)::float8 as "startedAt", (extract(epoch from e.ended_at) * 1000)::float8 as "endedAt"
    from (
      select d.* from homeward.duty d
      where ${conditions(owedBy, filter)} ${from}
      order by d.due_at, d.duty_id
      limit ${limit}
    ) d
    join homeward.child c on c.child_id = d.child_id
    left join homeward.episode e on e.child_id = d.child_id and e.episode_key = d.episode_key
    left join homeward.interview i on d.kind = 'interview-sign-off' and i.child_id = d.child_id and i.interview_ref = d.subject_key
    order by d.due_at, d.duty_id`);
}

/** How many open duties an agency has of each kind, and how many are late; no count goes beyond `COUNTED_UP_TO`. */
export async function countDuties(
  tx: Transaction,
  owedBy: string,
  filter: WorklistFilter,
  now: Instant,
): Promise<Map<Duty['kind'], { open: number; late: number }>> {
  const counts = DUTY_KINDS.map(
    (kind) => sql`
      select ${kind}::text as kind, count(*)::int as open, (count(*) filter (where due_at < ${toIso(now)}))::int as late
      from (
        select d.due_at from homeward.duty d
        where ${conditions(owedBy, { ...filter, kind })} order by d.due_at, d.duty_id limit ${COUNTED_UP_TO + 1}
      ) listed`,
  );
  const rows = await tx.query<{ kind: Duty['kind']; open: number; late: number }>(sql`${join(counts, ' union all ')}`);
  return new Map(rows.map(({ kind, open, late }) => [kind, { open, late }]));
}

/** The teams that have an open duty, in order; each is found by one step along the index, however many duties there are. */
export async function teamsWithDuties(tx: Transaction, owedBy: string): Promise<string[]> {
  const rows = await tx.query<{ team: string }>(sql`
    with recursive listed as (
      (select d.team from homeward.duty d where d.owed_by = ${owedBy} and d.settled_at is null order by d.team limit 1)
      union all
      select (
        select d.team from homeward.duty d
        where d.owed_by = ${owedBy} and d.settled_at is null and d.team > listed.team order by d.team limit 1
      ) from listed where listed.team is not null
    )
    select team from listed where team is not null`);
  return rows.map(({ team }) => team);
}
