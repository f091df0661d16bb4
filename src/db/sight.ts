/** Decisions on who may see a child's record, and the people whom they are about. */
import sql from 'sql-template-tag';
import type { RecordDecision, SightDecision } from '../domain/access/sight.ts';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

type Row = {
  kind: SightDecision['kind'];
  person_id: number | null;
  grounds: string | null;
  why: string;
  decided_at: number;
  decided_by_agency: string;
};

/** What was decided of a child, in order. */
export async function loadDecisions(tx: Transaction, childId: number): Promise<SightDecision[]> {
  const rows = await tx.query<Row>(sql`
    select kind, person_id, grounds, why, (extract(epoch from decided_at) * 1000)::float8 as decided_at, decided_by_agency
    from homeward.access_decision where child_id = ${childId} order by decision_id`);
  return rows.map(
    (row) =>
      ({
        kind: row.kind,
        ...(row.person_id === null ? {} : { personId: row.person_id }),
        ...(row.grounds === null ? {} : { grounds: row.grounds }),
        why: row.why,
        at: row.decided_at as Instant,
        byAgency: row.decided_by_agency,
      }) as SightDecision,
  );
}

/**
 * Keeps decisions and what follows from them. People are named before a record is restricted, and unnamed after it is
 * opened, because row-level security closes the record in between.
 */
export async function saveDecisions(
  tx: Transaction,
  childId: number,
  decidedBy: number,
  decisions: readonly RecordDecision[],
): Promise<void> {
  for (const decision of decisions) {
    await tx.query(sql`
      insert into homeward.access_decision (child_id, kind, person_id, grounds, why, decided_at, decided_by, decided_by_agency)
      values (${childId}, ${decision.kind}, ${'personId' in decision ? decision.personId : null},
        ${decision.kind === 'restricted' ? decision.grounds : null}, ${decision.why}, ${toIso(decision.at)}, ${decidedBy}, ${decision.byAgency})`);
    await follow(tx, childId, decision);
  }
}

async function follow(tx: Transaction, childId: number, decision: RecordDecision): Promise<void> {
  switch (decision.kind) {
    case 'restricted':
      await tx.query(sql`
        insert into homeward.child_access (child_id, restricted, grounds, restricted_by_agency)
        values (${childId}, true, ${decision.grounds}, ${decision.byAgency})
        on conflict (child_id) do update set restricted = true, grounds = excluded.grounds, restricted_by_agency = excluded.restricted_by_agency`);
      return;
    case 'restriction-lifted':
      await tx.query(sql`
        update homeward.child_access set restricted = false, grounds = null, restricted_by_agency = null where child_id = ${childId}`);
      return;
    case 'person-named':
    case 'person-barred':
      await tx.query(sql`
        insert into homeward.child_person (child_id, user_id, standing)
        values (${childId}, ${decision.personId}, ${decision.kind === 'person-named' ? 'named' : 'barred'}) on conflict do nothing`);
      return;
    case 'person-unnamed':
    case 'bar-lifted':
      await tx.query(sql`
        delete from homeward.child_person
        where child_id = ${childId} and user_id = ${decision.personId}
          and standing = ${decision.kind === 'person-unnamed' ? 'named' : 'barred'}`);
  }
}

/** A person with an open account in some agency. */
export type AgencyPerson = {
  readonly userId: number;
  readonly displayName: string;
  readonly role: string;
  readonly rank: string | null;
  readonly agencyCode: string;
  readonly agencyKind: string;
  readonly agencyName: string;
};

/** People with open accounts in these agencies, and those with these accounts wherever they work, by agency and name. */
export async function peopleOf(
  tx: Transaction,
  agencyCodes: readonly string[],
  userIds: readonly number[],
): Promise<AgencyPerson[]> {
  return tx.query<AgencyPerson>(sql`
    select u.user_id as "userId", u.display_name as "displayName", u.role, u.rank, u.agency_code as "agencyCode",
      a.kind as "agencyKind", a.name as "agencyName"
    from homeward.user_account u join homeward.agency a on a.code = u.agency_code
    where u.disabled_at is null and (u.agency_code = any (${agencyCodes}::text[]) or u.user_id = any (${userIds}::bigint[]))
    order by a.name, u.display_name, u.user_id`);
}
