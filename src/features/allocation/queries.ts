/** What allocation asks the database: open returns of the agency, what is known for each, and the history of all. */
import sql, { raw, type Sql } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { PastReturn } from '../../domain/capacity/history.ts';
import type { HeldLength } from '../../domain/capacity/lengths.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import { ofAgency } from './open-queries.ts';

function ms(column: string): Sql {
  return raw(`floor(extract(epoch from ${column}) * 1000)::float8`);
}

/** What is known of children that bears on who interviews them, by child. */
export type KnownOfChild = {
  readonly interviewedBefore: ReadonlyMap<number, number>;
  readonly placedWith: readonly string[];
  readonly languages: readonly string[];
};

/** Who interviewed each child before, with whom the child is placed, and the languages that were asked for earlier. */
export async function knownOfChildren(
  tx: Transaction,
  childIds: readonly number[],
): Promise<ReadonlyMap<number, KnownOfChild>> {
  const before = await tx.query<{ childId: number; userId: number; times: number }>(sql`
    select child_id as "childId", interviewer_id as "userId", count(*)::int as times from homeward.interview
    where child_id = any (${childIds}::bigint[]) and interviewer_id is not null and completed_at is not null
    group by child_id, interviewer_id`);
  const placed = await tx.query<{ childId: number; agency: string }>(sql`
    select child_id as "childId", agency_code as agency from homeward.child_agency
    where child_id = any (${childIds}::bigint[]) and relationship = 'placement-provider'`);
  const asked = await tx.query<{ childId: number; language: string }>(sql`
    select distinct r.child_id as "childId", l.language from homeward.interview_request r cross join lateral unnest(r.languages) as l (language)
    where r.child_id = any (${childIds}::bigint[]) order by 1, 2`);
  return new Map(
    childIds.map((childId) => [
      childId,
      {
        interviewedBefore: new Map(
          before.filter((one) => one.childId === childId).map(({ userId, times }) => [userId, times]),
        ),
        placedWith: placed.filter((one) => one.childId === childId).map(({ agency }) => agency),
        languages: asked.filter((one) => one.childId === childId).map(({ language }) => language),
      },
    ]),
  );
}

/**
 * Every return of an agency since an instant, as a forecast needs it: of children whose record is closed, too, since a
 * figure counts every child and names none.
 */
export async function listPastReturns(tx: Transaction, agency: string, since: Instant): Promise<PastReturn[]> {
  await tx.query(sql`select homeward.count_everybody(true)`);
  const rows = await tx.query<PastReturn>(sql`
    select distinct on (e.episode_id) e.episode_id as key, ${ms('f.returned_at')} as "returnedAt", ${ms('f.due_at')} as "dueAt",
      ${ms('f.first_offered_at')} as "firstOfferedAt", f.outcome, ${ms('f.outcome_at')} as "outcomeAt", f.stage,
      e.missing_from_authority as area, f.team, f.allocated_to as "allocatedTo", coalesce(p.placed, '{}') as "placedWith",
      i.held_by as "heldBy", i.interview_minutes as "interviewMinutes", i.travel_minutes as "travelMinutes"
    from homeward.return_follow_up f
    join homeward.episode e on e.child_id = f.child_id and e.episode_key = f.episode_key
    left join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref and i.completed_at is not null
    left join (select a.child_id, array_agg(distinct a.agency_code) as placed from homeward.child_agency a
      where a.relationship = 'placement-provider' group by a.child_id) p on p.child_id = f.child_id
    where ${ofAgency(agency)} and (f.returned_at >= ${toIso(since)} or f.outcome is null)
    order by e.episode_id, (f.authority = ${agency}) desc`);
  await tx.query(sql`select homeward.count_everybody(false)`);
  return rows;
}

/**
 * What the interviews that an agency held since an instant say of how long they took, each with the return that it completed:
 * of children whose record is closed, too, since an average names nobody.
 */
export async function listHeldLengths(tx: Transaction, agency: string, since: Instant): Promise<HeldLength[]> {
  await tx.query(sql`select homeward.count_everybody(true)`);
  const rows = await tx.query<HeldLength>(sql`
    select distinct on (f.child_id, f.episode_key) f.outcome, ${ms('f.outcome_at')} as "outcomeAt", i.held_by as "heldBy",
      i.interview_minutes as "interviewMinutes", i.travel_minutes as "travelMinutes"
    from homeward.return_follow_up f
    join homeward.interview i on i.child_id = f.child_id and i.interview_ref = f.interview_ref and i.completed_at is not null
    where ${ofAgency(agency)} and f.outcome = 'completed' and f.outcome_at >= ${toIso(since)} and i.held_by = ${agency}
    order by f.child_id, f.episode_key, (f.authority = ${agency}) desc`);
  await tx.query(sql`select homeward.count_everybody(false)`);
  return rows;
}

/** A provider to whom interviews may be given on a day, at its lowest price. */
export type ApprovedProvider = {
  readonly code: string;
  readonly name: string;
  /** Authorities in whose area it interviews at that price; none where everywhere. */
  readonly areas: readonly string[];
  /** Price of one interview with travel, in pence. */
  readonly pricePence: number;
};

/** Providers that the agency has approved on a day, each once, by name. */
export async function listApprovedProviders(
  tx: Transaction,
  authority: string,
  on: string,
): Promise<ApprovedProvider[]> {
  return tx.query<ApprovedProvider>(sql`
    select code, name, areas, price as "pricePence" from (
      select distinct on (a.code) a.code, a.name, t.areas, t.price_pence + t.travel_pence as price
      from homeward.provider_terms t join homeward.agency a on a.code = t.provider
      where t.authority = ${authority} and t.from_on <= ${on}::date and (t.to_on is null or t.to_on >= ${on}::date)
      order by a.code, price, t.terms_id) p
    order by name, code`);
}
