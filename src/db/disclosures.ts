/** What was shown of a child to whom, as the ledger and the subject access bundle read it. */
import sql from 'sql-template-tag';
import type { LedgerAgency, ShownRow } from '../domain/access/ledger.ts';
import type { Relationship } from '../domain/chronology/record.ts';
import type { Instant } from '../domain/time/instant.ts';
import { listAgencies } from './agencies.ts';
import type { Transaction } from './transaction.ts';

/** Everything of a child that was shown, by day. Empty unless the person may see it, whatever the caller thought. */
export async function shownOf(tx: Transaction, childId: number): Promise<ShownRow[]> {
  return tx.query<ShownRow>(sql`
    select on_day as "onDay", agency_code as "agencyCode", role, verb, act, purpose, field_groups as "fieldGroups",
      floor(extract(epoch from first_at) * 1000)::float8 as "firstAt", floor(extract(epoch from last_at) * 1000)::float8 as "lastAt", times
    from homeward.disclosures_of_child(${childId})`);
}

/** Every agency with what it is to the child. */
export async function ledgerAgencies(tx: Transaction, childId: number): Promise<Map<string, LedgerAgency>> {
  const parts = await tx.query<{ agency_code: string; relationships: Relationship[] }>(sql`
    select agency_code, array_agg(relationship order by relationship) as relationships
    from homeward.child_agency where child_id = ${childId} group by agency_code`);
  const byCode = new Map(parts.map(({ agency_code: code, relationships }) => [code, relationships]));
  const agencies = await listAgencies(tx);
  return new Map(
    agencies.map(({ code, name, kind }) => [code, { code, name, kind, relationships: byCode.get(code) ?? [] }]),
  );
}

/** When other agencies became involved, as the agency asking was told. */
export async function involvementsTold(
  tx: Transaction,
  childId: number,
  agencyCode: string,
): Promise<{ agency: string; relationship: Relationship; at: Instant }[]> {
  return tx.query(sql`
    select about_agency as agency, relationship, floor(extract(epoch from min(made_at)) * 1000)::float8 as at
    from homeward.notice where child_id = ${childId} and agency_code = ${agencyCode} group by 1, 2 order by 3, 1`);
}
