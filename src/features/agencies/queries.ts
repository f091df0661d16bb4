/** What the page of agencies asks the database: numbers for everybody, and children under row-level security. */
import sql from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { RestrictionGround } from '../../domain/access/sight.ts';
import type { Relationship } from '../../domain/chronology/record.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';

/** An agency's part in the lives of children of one's own agency. */
export type SharedWith = {
  readonly agency: string;
  readonly relationship: Relationship;
  readonly children: number;
  /** Children for whom it ends before the instant asked for. */
  readonly ending: number;
};

/** The other agencies with which the requester's own shares children, by their names. */
export async function listSharedWith(tx: Transaction, endingBefore: Instant): Promise<SharedWith[]> {
  return tx.query<SharedWith>(sql`
    select s.agency_code as agency, s.relationship, s.children, s.ending
    from homeward.agencies_shared_with(${toIso(endingBefore)}) s join homeward.agency a on a.code = s.agency_code
    order by a.name, a.code, s.relationship`);
}

/** Sight that people agreed an agency has, of children of one's own. */
export type AgreedWith = SharedWith & {
  /** When the next agreement ends; null where none has an end. */
  readonly nextEndAt: Instant | null;
};

/** The agencies that people gave sight of children of the requester's own agency, by their names. */
export async function listAgreedWith(tx: Transaction, endingBefore: Instant): Promise<AgreedWith[]> {
  return tx.query<AgreedWith>(sql`
    select s.agency_code as agency, s.relationship, s.children, s.ending,
      floor(extract(epoch from s.next_end) * 1000)::float8 as "nextEndAt"
    from homeward.agreements_counted(${toIso(endingBefore)}) s join homeward.agency a on a.code = s.agency_code
    order by a.name, a.code, s.relationship`);
}

/** How many children of the requester's agency have a restricted record, by who restricted it. */
export async function listRestrictedBy(tx: Transaction): Promise<{ agency: string | null; children: number }[]> {
  return tx.query(sql`
    select s.agency_code as agency, s.children
    from homeward.restrictions_counted() s left join homeward.agency a on a.code = s.agency_code
    order by a.name, a.code`);
}

/** A child by reference, for who may see them. */
type Named = { readonly childId: number; readonly reference: string | null };

/** One agreement of a child whom the requester may see. */
export type Agreement = Named & {
  readonly agency: string;
  readonly relationship: Relationship;
  readonly agreedAt: Instant;
  readonly untilAt: Instant | null;
};

/** Agreements that hold, of children whom the requester may see: what ends first comes first. */
export async function listAgreements(tx: Transaction, now: Instant, atMost: number): Promise<Agreement[]> {
  return tx.query<Agreement>(sql`
    select e.child_id as "childId", coalesce(c.child_ref, c.police_ref) as reference, e.payload ->> 'agency' as agency,
      e.payload ->> 'relationship' as relationship, floor(extract(epoch from e.occurred_at) * 1000)::float8 as "agreedAt",
      (e.payload ->> 'untilAt')::float8 as "untilAt"
    from homeward.chronology_entry e join homeward.child c on c.child_id = e.child_id
    where e.kind = 'involvement-agreed'
      and (e.payload ->> 'untilAt' is null or (e.payload ->> 'untilAt')::float8 > ${now})
      and not exists (select from homeward.chronology_entry o
        where o.child_id = e.child_id and o.kind = 'involvement-ended' and o.payload ->> 'involvementRef' = e.payload ->> 'involvementRef')
    order by (e.payload ->> 'untilAt')::float8 nulls last, e.child_id, e.version limit ${atMost}`);
}

/** One restricted record that the requester may open. */
export type Restriction = Named & { readonly grounds: RestrictionGround; readonly agency: string | null };

/** Restricted records that the requester may open, since they name them. */
export async function listRestrictions(tx: Transaction, atMost: number): Promise<Restriction[]> {
  return tx.query<Restriction>(sql`
    select r.child_id as "childId", coalesce(c.child_ref, c.police_ref) as reference, r.grounds, r.restricted_by_agency as agency
    from homeward.child_access r join homeward.child c on c.child_id = r.child_id
    where r.restricted order by r.child_id limit ${atMost}`);
}
