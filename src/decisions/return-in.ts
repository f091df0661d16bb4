/** The return that an address names, on an opened record. */
import { episodeKeyOf } from '../db/chronology/numbers.ts';
import type { Transaction } from '../db/transaction.ts';
import type { ChildRecord } from '../domain/chronology/record.ts';
import { returnAfter, type NamedReturn } from '../domain/interview/which-return.ts';
import { notFound } from '../web/refusal.ts';

/** The return after the absence of that number; answers as absent where the child has no such absence. */
export async function returnIn(
  tx: Transaction,
  { childId, record }: { readonly childId: number; readonly record: Pick<ChildRecord, 'episodes' | 'returns'> },
  episodeId: number,
  agency: string | null,
): Promise<NamedReturn> {
  const named = returnAfter(record, await episodeKeyOf(tx, childId, episodeId), agency);
  if (named === null) throw notFound();
  return named;
}
