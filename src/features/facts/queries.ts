/** What the pages of facts ask the database. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { FactKind } from '../../domain/intelligence/acts.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** A person, place or thing that several children share, of the children whom the requester may see. */
export type SharedFact = {
  readonly kind: FactKind;
  /** As it was written the last time. */
  readonly value: string;
  readonly tried: number;
  readonly helped: number;
  readonly lastLearntAt: Instant;
  /** The latest learnt first, at most `CHILDREN_OF_A_LINK`. */
  readonly children: readonly { readonly childId: number; readonly name: string; readonly grade: string }[];
  readonly childCount: number;
};

/** Links on one page. */
export const LINKS_ON_A_PAGE = 10;
/** Children named with one link. */
export const CHILDREN_OF_A_LINK = 5;

/**
 * What more than one child has, the most shared first; one more than a page holds, so that it is known whether there are
 * more. Row-level security leaves only children whom the requester may see; those whose address is hidden are left out.
 */
export async function sharedFacts(tx: Transaction, page: number): Promise<SharedFact[]> {
  return tx.query<SharedFact>(sql`
    with hidden as materialized (
      select h.child_id from homeward.hidden_among(array(
        select f.child_id from homeward.known_fact f where f.match_key is not null
        union select u.child_id from homeward.fact_use u)) as h (child_id)),
    elsewhere as (
      select u.fact_ref, count(*) filter (where u.helped <> 'not-tried') as tried, count(*) filter (where u.helped = 'yes') as helped
      from homeward.fact_use u where u.child_id not in (select child_id from hidden) group by u.fact_ref)
    select s.kind, s.value, s.tried, s.helped, (extract(epoch from s.learnt_at) * 1000)::float8 as "lastLearntAt",
      s.child_count as "childCount",
      (select jsonb_agg(jsonb_build_object('childId', n.child_id, 'name', n.name, 'grade', n.grade) order by n.learnt_at desc, n.child_id)
        from (select f.child_id, c.forename || ' ' || c.surname as name, min(f.grade) as grade, max(f.learnt_at) as learnt_at
          from homeward.known_fact f join homeward.child c on c.child_id = f.child_id
          where f.kind = s.kind and f.match_key = s.match_key
            and f.child_id not in (select child_id from hidden)
          group by f.child_id, c.forename, c.surname
          order by max(f.learnt_at) desc, f.child_id
          limit ${CHILDREN_OF_A_LINK}) n) as children
    from (
      select f.kind, f.match_key, (array_agg(f.value order by f.learnt_at desc, f.value collate "C"))[1] as value,
        sum(f.tried + coalesce(e.tried, 0))::int as tried, sum(f.helped + coalesce(e.helped, 0))::int as helped, max(f.learnt_at) as learnt_at,
        count(distinct f.child_id)::int as child_count
      from homeward.known_fact f left join elsewhere e on e.fact_ref = f.fact_ref
      where f.match_key is not null and f.child_id not in (select child_id from hidden)
      group by f.kind, f.match_key
      having count(distinct f.child_id) > 1
      order by count(distinct f.child_id) desc, max(f.learnt_at) desc, f.kind, f.match_key
      limit ${LINKS_ON_A_PAGE + 1} offset ${(page - 1) * LINKS_ON_A_PAGE}) s
    order by s.child_count desc, s.learnt_at desc, s.kind, s.match_key`);
}
