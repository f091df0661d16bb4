/** Which agencies can be asked about a child. */
import { listAgencies } from '../../db/agencies.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Opened } from '../../decisions/opened.ts';
import { involvementsNow } from '../../domain/access/involvement.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Askable } from './fields.ts';

/** Agencies other than the asker’s own that see the child until an answer would be due: asking gives nobody sight. */
export async function askable(
  tx: Transaction,
  { record }: Opened,
  dueAt: Instant,
  asker: string | null,
): Promise<Askable[]> {
  const involved = new Set(involvementsNow(record.involvements, dueAt).map(({ agency }) => agency));
  return (await listAgencies(tx)).filter(({ code }) => involved.has(code) && code !== asker);
}
