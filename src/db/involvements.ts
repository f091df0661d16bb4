/** An agency's involvements: with whom it shares a child, and as what it may see one. */
import sql from 'sql-template-tag';
import type { Relationship } from '../domain/chronology/record.ts';
import type { Transaction } from './transaction.ts';

/** The relationships of the asking agency to a child, which the access policy goes by; none where it is not involved. */
export async function relationshipsTo(tx: Transaction, childId: number): Promise<Relationship[]> {
  const rows = await tx.query<{ relationship: Relationship }>(
    sql`select relationship from homeward.child_agency
      where child_id = ${childId} and agency_code = (select homeward.current_agency()) order by relationship`,
  );
  return rows.map((row) => row.relationship);
}

/** Codes of the authorities with which the asking agency shares a child: those whose figures concern its work. */
export async function authoritiesSharedWith(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ code: string }>(
    sql`select a.code from homeward.agency a
      where a.kind = 'local-authority' and exists (
        select from homeward.child_agency theirs
        join homeward.child_agency ours on ours.child_id = theirs.child_id and ours.agency_code = (select homeward.current_agency())
        where theirs.agency_code = a.code and theirs.relationship in ('responsible-authority', 'host-authority'))
      order by a.code`,
  );
  return rows.map((row) => row.code);
}
