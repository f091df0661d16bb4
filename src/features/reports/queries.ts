/** What reports ask the database. */
import sql from 'sql-template-tag';
import type { FactColumns } from '../../domain/measures/columns.ts';
import type { Transaction } from '../../db/transaction.ts';
import { readFacts } from './read-facts.ts';

/**
 * The facts of an authority: every episode of each child for whom it is responsible, or who went missing from its area,
 * as far as the requester may see them. Sorted by child and start.
 */
export async function loadFacts(tx: Transaction, authority: string): Promise<FactColumns> {
  const endsLater = new Set(await findCoveredByLater(tx, authority));
  // The order of the columns is the order in which `readFacts` reads them.
  const rows = tx.copyOut(sql`copy (
    select e.child_id, e.episode_id, e.started_at, e.ended_at, e.interview_completed_at, e.distance_miles, e.age_at_start,
      e.interview_offered, c.exploitation_screened_on, e.kind, e.responsible_authority, e.missing_from_authority,
      -- An area that calls itself not known is none.
      nullif(e.policing_area, 'not-known'),
      c.sex, c.ethnicity, e.status_at_start, e.offer_outcome,
      e.first_offered_at, e.missing_from, e.follow_up, e.triage_level, e.interview_by,
      nullif(array_to_string(e.interview_reasons, ';'), ''), e.passed_on,
      e.risk, case when e.interview_independent then 'yes' when not e.interview_independent then 'no' end,
      nullif(array_to_string(e.late_because, ';'), '')
    from homeward.episode e
    join homeward.child c on c.child_id = e.child_id
    where e.child_id in (select w.child_id from homeward.episode w
      where w.responsible_authority = ${authority} or w.missing_from_authority = ${authority})
    order by e.child_id, e.started_at
  ) to stdout (format binary)`);
  return readFacts(rows, endsLater);
}

/**
 * Episodes covered by a completed interview together with a missing one that ended later, and not the last of any completed
 * interview: the interview counts with the later one. An absence of another kind that it names is no return of the ledger,
 * so the interview cannot count with that.
 */
async function findCoveredByLater(tx: Transaction, authority: string): Promise<number[]> {
  const rows = await tx.query<{ id: number }>(sql`
    with several as (
      select i.child_id, i.interview_ref, i.incident_refs from homeward.interview i
      where i.completed_at is not null and cardinality(i.incident_refs) > 1
        and i.child_id in (select e.child_id from homeward.episode e where e.responsible_authority = ${authority})
    ), covered as (
      select e.episode_id, e.child_id, e.incident_refs || e.notification_refs as refs,
        row_number() over (partition by s.child_id, s.interview_ref order by e.ended_at desc nulls last, e.started_at desc, e.episode_key collate "C" desc) as place
      from several s
      join homeward.episode e on e.child_id = s.child_id and e.kind = 'missing' and e.incident_refs || e.notification_refs && s.incident_refs
    )
    select c.episode_id as id from covered c
    group by c.episode_id, c.child_id, c.refs
    having min(c.place) > 1 and not exists (
      select from homeward.interview i
      where i.child_id = c.child_id and i.completed_at is not null and cardinality(i.incident_refs) = 1 and i.incident_refs && c.refs)`);
  return rows.map(({ id }) => id);
}

/**
 * Asks something with every child of the agency counted, those of restricted records too and in whatever role: for figures,
 * which name nobody.
 */
export async function countingEverybody<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.query(sql`select homeward.count_everybody(true)`);
  const result = await work();
  await tx.query(sql`select homeward.count_everybody(false)`);
  return result;
}

/** Changes when time or broken glass changes which children the requester may see. */
export async function sightOf(tx: Transaction): Promise<string> {
  return (await tx.one<{ sight: string }>(sql`select homeward.sight_of_me() as sight`)).sight;
}

/** The snapshot of this transaction, by which a later one knows what has changed since. */
export async function currentSnapshot(tx: Transaction): Promise<string> {
  return (await tx.one<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)).snapshot;
}

/** Whether anything that an authority's figures rest on has changed since a snapshot was taken. */
export async function hasChangedSince(tx: Transaction, authority: string, snapshot: string): Promise<boolean> {
  const row = await tx.one<{ changed: boolean }>(sql`
    select exists (
      select from homeward.fact_change f
      where f.authority = ${authority} and f.transaction_id >= pg_snapshot_xmin(${snapshot}::pg_snapshot)
        and not pg_visible_in_snapshot(f.transaction_id, ${snapshot}::pg_snapshot)
    ) as changed`);
  return row.changed;
}

/** Authorities whose figures may be asked for, by name. */
export async function findAuthorities(tx: Transaction): Promise<{ code: string; name: string }[]> {
  return tx.query<{ code: string; name: string }>(
    sql`select code, name from homeward.agency where kind = 'local-authority' order by name, code`,
  );
}

/** Authorities with whom the requester's agency shares children, by code. */
export async function findAuthoritiesWorkedWith(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(sql`
    select a.code from homeward.agency a
    where a.kind = 'local-authority' and (
      exists (select from homeward.episode e where e.responsible_authority = a.code)
      or exists (select from homeward.episode e where e.missing_from_authority = a.code))
    order by a.code`);
  return rows.map(({ code }) => code);
}

/** How an episode and its child are referred to outside Homeward. */
export type Reference = {
  readonly episodeId: number;
  readonly childId: number;
  /** Incident reference, else that of the notification that began it. */
  readonly episodeRef: string;
  /** The authority's reference, else the police's, else Homeward's own number. */
  readonly childRef: string;
};

/** The references of some episodes, by episode. */
export async function findReferences(tx: Transaction, episodeIds: readonly number[]): Promise<Map<number, Reference>> {
  const rows = await tx.query<Reference>(sql`
    select e.episode_id as "episodeId", e.child_id as "childId", e.episode_key as "episodeRef",
      coalesce(c.child_ref, c.police_ref, 'homeward-' || c.child_id) as "childRef"
    from homeward.episode e join homeward.child c on c.child_id = e.child_id
    where e.episode_id = any (${episodeIds}::bigint[])`);
  return new Map(rows.map((row) => [row.episodeId, row]));
}

/** What the page of a figure says of an episode. */
export type ListedEpisode = {
  readonly episodeId: number;
  readonly childId: number;
  readonly episodeRef: string;
  readonly forename: string;
  readonly surname: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Milliseconds since 1970; null where no return is recorded. */
  readonly endedAt: number | null;
};

/** Some episodes, as far as the requester may see them, by child and start. */
export async function findListedEpisodes(tx: Transaction, episodeIds: readonly number[]): Promise<ListedEpisode[]> {
  return tx.query<ListedEpisode>(sql`
    select e.episode_id as "episodeId", e.child_id as "childId", e.episode_key as "episodeRef", c.forename, c.surname,
      (extract(epoch from e.started_at) * 1000)::float8 as "startedAt", (extract(epoch from e.ended_at) * 1000)::float8 as "endedAt"
    from homeward.episode e join homeward.child c on c.child_id = e.child_id
    where e.episode_id = any (${episodeIds}::bigint[])
    order by c.surname, c.forename, e.child_id, e.started_at`);
}
