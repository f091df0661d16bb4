/** Why an agency sees a child. */
import sql from 'sql-template-tag';
import type { Relationship } from '../domain/chronology/record.ts';
import type { Transaction } from './transaction.ts';

/** The relationships of an agency to a child; none where there is no such child, or it is not involved. */
export async function relationshipsTo(tx: Transaction, agencyCode: string, childId: number): Promise<Relationship[]> {
  const rows = await tx.query<{ relationship: Relationship }>(
    sql`select relationship from homeward.child_agency where child_id = ${childId} and agency_code = ${agencyCode} order by relationship`,
  );
  return rows.map(({ relationship }) => relationship);
}
