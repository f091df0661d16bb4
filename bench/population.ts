/** An invented nation for benches: children, episodes, chronologies and duties, made by PostgreSQL itself. */
import sql from 'sql-template-tag';
import type { Database } from '../src/db/transaction.ts';

/** How large a nation to make. */
export type Population = { readonly children: number; readonly episodesPerChild: number; readonly authorities: number };

const MAKER = { userId: null, agencyCode: null, purpose: 'bench', requestId: 'bench' };

/**
 * Fills an empty database. Every authority has its police; each child has its episodes a few weeks apart, the last one
 * within the last days, so that one return in twenty waits for an interview and one child in two hundred is missing now.
 */
export async function populate(
  database: Database,
  { children, episodesPerChild, authorities }: Population,
): Promise<void> {
  await database.transaction(
    'owner',
    MAKER,
    async (tx) => {
      await tx.query(sql`insert into homeward.agency (code, kind, name)
        select 'authority-' || n, 'local-authority', 'Authority ' || n from generate_series(1, ${authorities}) n
        union all select 'police-' || n, 'police', 'Police ' || n from generate_series(1, ${authorities}) n`);
      await tx.query(sql`insert into homeward.child (version, child_ref, police_ref, forename, surname, name_key, date_of_birth, sex, ethnicity, responsible_authority)
        select ${2 * episodesPerChild + 1}, 'C' || n, 'P' || n, f, s, lower(f || ' ' || s), date '2009-01-01' + n % 2500, case n % 2 when 0 then 'F' else 'M' end, 'WBRI',
          'authority-' || (1 + n % ${authorities})
        from (select n, (array['Ana','Ben','Cara','Dev','Ellis','Fay','Gus','Hana'])[1 + n % 8] as f,
          (array['Marsh','Walker','Okoye','Patel','Ellis','Young','Khan','Stone'])[1 + (n / 8) % 8] || chr(97 + n % 26) || chr(97 + (n / 26) % 26) as s
          from generate_series(1, ${children}::int) n) named`);
      await tx.query(sql`insert into homeward.child_identifier (kind, value, child_id)
        select 'child_ref', child_ref, child_id from homeward.child union all select 'police_ref', police_ref, child_id from homeward.child`);
      await tx.query(sql`insert into homeward.child_agency (agency_code, child_id, relationship)
        select responsible_authority, child_id, 'responsible-authority' from homeward.child
        union all select 'police' || substr(responsible_authority, 10), child_id, 'police' from homeward.child`);
      await tx.query(sql`insert into homeward.episode (child_id, episode_key, incident_refs, notification_refs, kind, started_at, ended_at, reported_by_police,
          reported_by, responsible_authority, missing_from, missing_from_authority, policing_area, risk, distance_miles, age_at_start, status_at_start,
          interview_offered, interview_completed_at, offer_outcome, learnt_at, return_learnt_at, because)
        select child_id, ref, array[ref], array[ref || '-1', ref || '-2'], case when (child_id + k) % 5 = 0 then 'absent' else 'missing' end, started_at,
          case when k = 0 and child_id % 200 = 0 then null else started_at + make_interval(hours => (1 + (child_id * 7 + k * 13) % 60)::int) end,
          true, array['police' || substr(responsible_authority, 10)], responsible_authority, 'home', responsible_authority, 'area-' || child_id % 4, 'medium',
          (child_id * 3 + k) % 90, 14, case when child_id % 3 = 0 then 'looked-after' else 'not-known' end, (child_id + k) % 2 = 0,
          case when (child_id + k) % 2 = 0 and k > 0 then started_at + interval '100 hours' end, case when (child_id + k) % 2 = 0 then 'accepted' end,
          started_at, started_at + interval '70 hours', '[]'
        from (select c.child_id, c.responsible_authority, k, 'I' || c.child_id || '-' || k as ref,
            now() - make_interval(days => (4 + 30 * k)::int, mins => (c.child_id % 1440)::int) as started_at
          from homeward.child c cross join generate_series(0, ${episodesPerChild - 1}) k) e`);
      await tx.query(sql`insert into homeward.chronology_entry (child_id, version, kind, occurred_at, recorded_at, recorded_by, source_key, payload)
        select child_id, 1, 'child-recorded', now() - interval '5 years', now() - interval '5 years', responsible_authority, 'child:' || child_ref,
          jsonb_build_object('details', jsonb_build_object('childRef', child_ref, 'policeRef', police_ref, 'forename', forename, 'surname', surname,
            'dateOfBirth', date_of_birth, 'sex', sex, 'ethnicity', ethnicity, 'homePostcode', null, 'responsibleAuthority', responsible_authority))
        from homeward.child`);
      await tx.query(sql`insert into homeward.chronology_entry (child_id, version, kind, occurred_at, recorded_at, recorded_by, source_key, payload)
        select e.child_id, 1 + row_number() over (partition by e.child_id order by told.at, told.ref), 'notification-received', told.at, told.at, e.reported_by[1], 'notification:' || told.ref,
          jsonb_build_object('notification', jsonb_build_object('notificationRef', told.ref, 'kind', told.kind, 'incidentRef', e.episode_key,
            'occurredAt', (extract(epoch from told.at) * 1000)::bigint, 'reportedAt', null, 'reportedBy', e.reported_by[1], 'reportedByKind', 'police',
            'missingFrom', e.missing_from, 'missingFromPostcode', null, 'missingFromAuthority', e.missing_from_authority, 'policingArea', e.policing_area,
            'risk', e.risk, 'foundPostcode', null, 'distanceMiles', null, 'returnedBy', null, 'circumstances', 'Did not return from school'))
        from homeward.episode e
        cross join lateral (values (e.episode_key || '-1', e.kind, e.started_at), (e.episode_key || '-2', 'found', e.ended_at)) told (ref, kind, at)
        where told.at is not null`);
      await tx.query(sql`insert into homeward.duty (child_id, kind, subject_key, episode_key, owed_by, team, opened_at, due_at, because)
        select child_id, 'return-interview', episode_key, episode_key, responsible_authority, 'Missing children', ended_at, ended_at + interval '72 hours',
          '[{"code":"return-interview-owed","sentence":"The child returned.","source":"bench"}]'
        from homeward.episode where ended_at > now() - interval '20 days' and kind = 'missing' and child_id % 20 = 1`);
    },
    { statementTimeoutMs: 0 },
  );
  await database.transaction('owner', MAKER, (tx) => tx.query(sql`analyze`), { statementTimeoutMs: 0 });
}
