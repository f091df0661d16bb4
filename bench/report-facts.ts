/** An invented nation for the bench of reports: a million episodes of two hundred thousand children, in one authority's figures. */
import sql from 'sql-template-tag';
import type { Database } from '../src/db/transaction.ts';

/** The authority whose figures are counted. */
export const AUTHORITY = 'harbourton';
const MAKER = { userId: null, agencyCode: null, purpose: 'bench', requestId: 'bench' };

/**
 * Fills an empty database over seven years. Nine children in ten are the authority's own; of the episodes nine in ten are missing, one in
 * fifteen began in another area, two in three were offered an interview. Each child has from 1 to 41 episodes, five on average.
 */
export async function populateReports(database: Database, children: number): Promise<void> {
  await database.transaction(
    'owner',
    MAKER,
    async (tx) => {
      await tx.query(
        sql`insert into homeward.agency (code, kind, name) values (${AUTHORITY}, 'local-authority', 'Harbourton'), ('milltown', 'local-authority', 'Milltown')`,
      );
      await tx.query(sql`insert into homeward.child (child_ref, forename, surname, date_of_birth, sex, ethnicity, responsible_authority, exploitation_screened_on)
        select 'C' || n, 'Ana', 'Marsh', date '2001-01-01' + n % 3000, (array['M','F','M','F','U'])[1 + n % 5], (array['WBRI','WBRI','MWBC','BAFR','NOBT'])[1 + (n / 5) % 5],
          case when n % 10 = 0 then 'milltown' else ${AUTHORITY} end, case when n % 3 = 0 then date '2018-01-01' + n % 2500 end
        from generate_series(1, ${children}::int) n`);
      // Checking for overlaps would take most of the time of making them.
      await tx.query(sql`alter table homeward.episode drop constraint episode_no_overlap`);
      await tx.query(sql`insert into homeward.episode (child_id, episode_key, incident_refs, notification_refs, kind, started_at, ended_at, reported_by_police, reported_by,
          responsible_authority, missing_from_authority, policing_area, distance_miles, age_at_start, status_at_start, interview_offered, interview_completed_at,
          offer_outcome, learnt_at, because, superseded_at)
        select child_id, 'I' || child_id || '-' || k, array['I' || child_id || '-' || k], '{}', case when h % 10 = 0 then 'absent' else 'missing' end, started_at,
          case when h % 97 = 0 then null else started_at + make_interval(mins => (20 + h % 9000)::int) end, true, '{}',
          responsible_authority, case when h % 15 = 0 then 'milltown' when h % 211 = 0 then null else ${AUTHORITY} end,
          case when h % 53 = 0 then null else 'area-' || h % 6 end, case when h % 12 = 0 then null else (h % 1100) / 10.0 end, 9 + h % 9,
          (array['looked-after','child-protection','other-open','not-known'])[1 + h % 4], h % 3 < 2,
          case when h % 3 = 0 then started_at + make_interval(mins => (3000 + h % 7000)::int) end, case when h % 3 < 2 then 'accepted' end, started_at, '[]', case when h % 97 = 0 then started_at + interval '10 minutes' end
        from (select c.child_id, c.responsible_authority, k, ((c.child_id * 7919 + k * 104729) % 1000003)::int as h,
            timestamptz '2017-01-01 00:00Z' + make_interval(mins => (c.child_id % 40000)::int) + k * make_interval(hours => (1440 + 5 * (c.child_id % 97))::int) as started_at
          from homeward.child c
          cross join lateral generate_series(0, (case when c.child_id % 100 < 3 then 40 when c.child_id % 100 < 20 then 9 else (c.child_id % 5)::int end)) k) made`);
    },
    { statementTimeoutMs: 0 },
  );
  await database.transaction('owner', MAKER, (tx) => tx.query(sql`analyze`), { statementTimeoutMs: 0 });
}

/** The same rows as CSV, for another engine to read. */
export async function exportFacts(database: Database, write: (chunk: Buffer) => void): Promise<void> {
  await database.read(
    'job',
    MAKER,
    async (tx) => {
      const rows = tx.copyOut(`copy (
        select e.child_id, e.started_at, e.ended_at, e.kind, e.responsible_authority, e.missing_from_authority, e.policing_area, e.distance_miles,
          e.age_at_start, c.sex, c.ethnicity, e.status_at_start, e.interview_offered, e.interview_completed_at, c.exploitation_screened_on
        from homeward.episode e join homeward.child c on c.child_id = e.child_id
      ) to stdout (format csv, header)`);
      for await (const chunk of rows) write(chunk);
    },
    { statementTimeoutMs: 0 },
  );
}
