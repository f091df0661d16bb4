/** What the alerts ask the database: the audit as patterns read it, and the alerts themselves. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { Found, Happening } from '../../domain/access/looking.ts';
import type { Because } from '../../domain/chronology/record.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';

/** Somebody who did something in a span, or has broken glass that waits for review. */
export type ActivePerson = { readonly userId: number; readonly agencyCode: string; readonly displayName: string };

/** Who was active in a span. */
export async function activePeople(tx: Transaction, from: Instant, until: Instant): Promise<ActivePerson[]> {
  return tx.query<ActivePerson>(sql`
    select u.user_id as "userId", u.agency_code as "agencyCode", u.display_name as "displayName" from homeward.user_account u
    where exists (select from homeward.audit_entry a where a.user_id = u.user_id and a.at >= ${toIso(from)} and a.at < ${toIso(until)})
      or exists (select from homeward.broken_glass g where g.user_id = u.user_id and g.reviewed_at is null and g.review_due_at < ${toIso(until)})
    order by u.agency_code, u.user_id`);
}

/** Names of everybody who has or had an account, by agency. */
export async function namesByAgency(tx: Transaction): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ agency_code: string; names: string[] }>(
    sql`select agency_code, array_agg(display_name) as names from homeward.user_account group by agency_code`,
  );
  return new Map(rows.map(({ agency_code: code, names }) => [code, names]));
}

/** What one person did in a span, in order, as patterns read it. Lists of several children are no looks at any one of them. */
export async function happeningsOf(
  tx: Transaction,
  userId: number,
  from: Instant,
  until: Instant,
): Promise<Happening[]> {
  return tx.query<Happening>(sql`
    select * from (
      select floor(extract(epoch from a.at) * 1000)::float8 as at, a.child_ids as "childIds",
        case
          when a.outcome = 'refused' and exists (
            select from homeward.child_person p where p.user_id = a.user_id and p.child_id = any (a.child_ids) and p.standing = 'barred') then 'barred'
          when a.outcome = 'refused' then 'refused'
          when a.verb in ('collection', 'alteration', 'combination', 'erasure') then 'recorded'
          when a.verb = 'disclosure' and a.route <> 'involvement' then 'taken'
          when a.route in ('/children', '/api/v1/children/search') then 'searched'
          when cardinality(a.child_ids) = 1 and (a.route like '/children/:childId%' or a.route like '/api/v1/children/:child_id%' or a.route like '/api/v1/episodes/:%') then 'opened'
        end as kind
      from homeward.audit_entry a
      where a.user_id = ${userId} and a.at >= ${toIso(from)} and a.at < ${toIso(until)}
      order by a.at, a.audit_id
    ) h where h.kind is not null`);
}

/** Glass that a person broke and nobody has reviewed. */
export async function unreviewedGlass(tx: Transaction, userId: number): Promise<{ childId: number; at: Instant }[]> {
  return tx.query(sql`
    select child_id as "childId", floor(extract(epoch from opened_at) * 1000)::float8 as at
    from homeward.broken_glass where user_id = ${userId} and reviewed_at is null order by opened_at`);
}

/** A child as the patterns of one agency see it. */
export type ChildFacts = {
  readonly childId: number;
  readonly surname: string;
  readonly ours: boolean;
  readonly lastAbsenceAt: Instant | null;
};

/** Whether an agency has, or had in the days before an instant, work to do for children, and when each was last away. */
export async function childFacts(
  tx: Transaction,
  agencyCode: string,
  childIds: readonly number[],
  since: Instant,
): Promise<ChildFacts[]> {
  return tx.query<ChildFacts>(sql`
    select c.child_id as "childId", c.surname,
      exists (select from homeward.duty d where d.child_id = c.child_id and d.owed_by = ${agencyCode} and (d.settled_at is null or d.settled_at >= ${toIso(since)}))
        or (exists (select from homeward.child_agency g where g.child_id = c.child_id and g.agency_code = ${agencyCode})
          and exists (select from homeward.episode e where e.child_id = c.child_id and e.superseded_at is null and (e.ended_at is null or e.ended_at >= ${toIso(since)}))) as ours,
      (select floor(extract(epoch from max(e.started_at)) * 1000)::float8 from homeward.episode e where e.child_id = c.child_id) as "lastAbsenceAt"
    from homeward.child c where c.child_id = any (${childIds}::bigint[])`);
}

/** How many children on record bear each of some surnames. */
export async function bearers(tx: Transaction, surnames: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ surname: string; children: number }>(
    sql`select surname, count(*)::int as children from homeward.child where surname = any (${surnames}::text[]) group by surname`,
  );
  return new Map(rows.map(({ surname, children }) => [surname, children]));
}

/** Raises an alert; false where the same was raised before. */
export async function raise(
  tx: Transaction,
  agencyCode: string,
  userId: number | null,
  found: Found,
  now: Instant,
): Promise<boolean> {
  const rows = await tx.query(sql`
    insert into homeward.alert (agency_code, user_id, pattern, subject, child_ids, because, first_at, last_at, raised_at)
    values (${agencyCode}, ${userId}, ${found.pattern}, ${found.subject}, ${found.childIds}::bigint[], ${JSON.stringify(found.because)}::jsonb,
      ${toIso(found.firstAt)}, ${toIso(found.lastAt)}, ${toIso(now)})
    on conflict do nothing returning alert_id`);
  return rows.length > 0;
}

/** An alert as it is shown. */
export type Alert = {
  readonly alertId: number;
  readonly userId: number | null;
  readonly person: string | null;
  readonly role: string | null;
  readonly pattern: string;
  readonly childIds: readonly number[];
  readonly because: Because;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly raisedAt: Instant;
  readonly decidedAt: Instant | null;
  readonly decidedBy: string | null;
  readonly decision: 'explained' | 'concern' | null;
  readonly decidedWhy: string | null;
};

const COLUMNS = sql`a.alert_id as "alertId", a.user_id as "userId", u.display_name as person, u.role, a.pattern, a.child_ids as "childIds", a.because,
  floor(extract(epoch from a.first_at) * 1000)::float8 as "firstAt", floor(extract(epoch from a.last_at) * 1000)::float8 as "lastAt",
  floor(extract(epoch from a.raised_at) * 1000)::float8 as "raisedAt", floor(extract(epoch from a.decided_at) * 1000)::float8 as "decidedAt",
  d.display_name as "decidedBy", a.decision, a.decided_why as "decidedWhy"
  from homeward.alert a left join homeward.user_account u on u.user_id = a.user_id left join homeward.user_account d on d.user_id = a.decided_by`;

/** Alerts that wait, the longest first, or those decided, the latest first. */
export async function listAlerts(tx: Transaction, open: boolean, atMost: number): Promise<Alert[]> {
  return open
    ? tx.query<Alert>(
        sql`select ${COLUMNS} where a.decided_at is null order by a.raised_at, a.alert_id limit ${atMost}`,
      )
    : tx.query<Alert>(
        sql`select ${COLUMNS} where a.decided_at is not null order by a.decided_at desc, a.alert_id desc limit ${atMost}`,
      );
}

/** How many alerts wait for the person, counted no further than 100. */
export async function countOpenAlerts(tx: Transaction): Promise<number> {
  const { open } = await tx.one<{ open: number }>(
    sql`select count(*)::int as open from (select from homeward.alert where decided_at is null limit 100) waiting`,
  );
  return open;
}

/** One alert that the person may see. */
export async function findAlert(tx: Transaction, alertId: number): Promise<Alert | undefined> {
  return tx.maybeOne<Alert>(sql`select ${COLUMNS} where a.alert_id = ${alertId}`);
}

/** Keeps a decision; false where somebody decided meanwhile. */
export async function keepDecision(
  tx: Transaction,
  alertId: number,
  decided: { readonly at: Instant; readonly by: number; readonly decision: string; readonly why: string },
): Promise<boolean> {
  const rows = await tx.query(sql`
    update homeward.alert set decided_at = ${toIso(decided.at)}, decided_by = ${decided.by}, decision = ${decided.decision}, decided_why = ${decided.why}
    where alert_id = ${alertId} and decided_at is null returning alert_id`);
  return rows.length > 0;
}

/** Names of children, for those whom the person may see. */
export async function namesOf(
  tx: Transaction,
  childIds: readonly number[],
): Promise<Map<number, { forename: string; surname: string }>> {
  const rows = await tx.query<{ child_id: number; forename: string; surname: string }>(
    sql`select child_id, forename, surname from homeward.child where child_id = any (${childIds}::bigint[])`,
  );
  return new Map(rows.map(({ child_id: id, forename, surname }) => [id, { forename, surname }]));
}
