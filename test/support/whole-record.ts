/** Everything on record, in words that do not depend on identifiers or on when it was learnt. */
import sql from 'sql-template-tag';
import type { Database } from '../../src/db/transaction.ts';

/** The record as one comparable value. */
export async function wholeRecord(database: Database): Promise<unknown> {
  return database.read('job', { userId: null, agencyCode: null, purpose: 'test', requestId: 'test' }, async (tx) => ({
    children:
      await tx.query(sql`select child_ref, police_ref, forename, surname, date_of_birth, sex, ethnicity, home_postcode,
      responsible_authority, exploitation_screened_on from homeward.child order by child_ref`),
    episodes:
      await tx.query(sql`select c.child_ref, to_jsonb(e) - '{episode_id,child_id,learnt_at,return_learnt_at}'::text[] as episode
      from homeward.episode e join homeward.child c using (child_id) order by c.child_ref, e.started_at`),
    interviews: await tx.query(sql`select c.child_ref, to_jsonb(i) - '{child_id,interview_id}'::text[] as interview
      from homeward.interview i join homeward.child c using (child_id) order by c.child_ref, i.interview_ref`),
    statuses: await tx.query(sql`select c.child_ref, s.status, s.from_on, s.to_on
      from homeward.status_period s join homeward.child c using (child_id) order by c.child_ref, s.status, s.from_on`),
    screenings: await tx.query(sql`select c.child_ref, s.tool, s.completed_on, s.outcome
      from homeward.screening s join homeward.child c using (child_id) order by c.child_ref, s.tool, s.completed_on`),
    involvements: await tx.query(sql`select c.child_ref, a.agency_code, a.relationship
      from homeward.child_agency a join homeward.child c using (child_id) order by 1, 2, 3`),
    entries: await tx.query(
      sql`select e.source_key, e.payload, p.places, p.said from homeward.chronology_entry e
        left join homeward.chronology_place p using (child_id, version) order by e.source_key, e.source_version`,
    ),
  }));
}

/** How many rows a table holds. */
export async function countOf(
  database: Database,
  table: 'chronology_entry' | 'episode' | 'review_item' | 'child',
): Promise<number> {
  const tables = {
    chronology_entry: sql`homeward.chronology_entry`,
    episode: sql`homeward.episode`,
    review_item: sql`homeward.review_item`,
    child: sql`homeward.child`,
  };
  const { count } = await database.read(
    'job',
    { userId: null, agencyCode: null, purpose: 'test', requestId: 'test' },
    (tx) => tx.one<{ count: number }>(sql`select count(*) as count from ${tables[table]}`),
  );
  return count;
}
