/** The agencies of the partnership, by code. */
import sql from 'sql-template-tag';
import type { Agency, AgencyKind } from '../domain/child/agency.ts';
import type { Transaction } from './transaction.ts';

/** Every agency of some kinds, or of all, by name. */
export async function listAgencies(tx: Transaction, kinds?: readonly AgencyKind[]): Promise<Agency[]> {
  const among = kinds === undefined ? sql`` : sql`where kind = any (${kinds}::text[])`;
  return tx.query<Agency>(sql`select code, kind, name from homeward.agency ${among} order by name, code`);
}

/** A function that names agencies as people know them; a code that nobody listed names itself. */
export async function agencyNames(tx: Transaction): Promise<(code: string) => string> {
  const names = new Map((await listAgencies(tx)).map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? code;
}
