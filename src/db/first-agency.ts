import sql from 'sql-template-tag';
import type { Agency } from '../domain/child/agency.ts';
import type { Transaction } from './transaction.ts';

/** Puts an agency on record where its code is not known yet; whether it did. */
export async function addAgencyIfUnknown(tx: Transaction, agency: Agency): Promise<boolean> {
  const added = await tx.maybeOne(sql`
    insert into homeward.agency (code, kind, name) values (${agency.code}, ${agency.kind}, ${agency.name})
    on conflict (code) do nothing returning code`);
  return added !== undefined;
}
