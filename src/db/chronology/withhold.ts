/** Withholding the places of a child, and showing them again: what follows from the chronology changes with it. */
import sql from 'sql-template-tag';
import type { Entry } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Transaction } from '../transaction.ts';
import { isAddressHidden } from './places.ts';
import { saveRecord } from './save.ts';
import { loadEntries } from './store.ts';

/**
 * Changes what is withheld of a child, and everything that follows from it: takes the child's turn, folds before and after,
 * and writes what differs. All in the caller's transaction.
 * @returns what the change returned; undefined where there is no such child
 */
export async function changeWithheld<T>(
  tx: Transaction,
  rules: FoldRules,
  childId: number,
  change: (entries: readonly Entry[]) => Promise<T>,
): Promise<T | undefined> {
  const { version } = await tx.one<{ version: number | null }>(sql`select homeward.lock_child(${childId}) as version`);
  if (version === null) return undefined;
  const entriesBefore = await loadEntries(tx, childId);
  const before = fold(entriesBefore, rules, { placesWithheld: await isAddressHidden(tx, childId) });
  const result = await change(entriesBefore);
  const placesWithheld = await isAddressHidden(tx, childId);
  await saveRecord(tx, childId, before, fold(await loadEntries(tx, childId), rules, { placesWithheld }));
  return result;
}
