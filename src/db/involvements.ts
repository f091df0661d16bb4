/** With which authorities an agency shares a child. */
import sql from 'sql-template-tag';
import type { Transaction } from './transaction.ts';

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
