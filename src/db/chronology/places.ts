/** Where the chronology meets a hidden address: who has one, and what is withheld after something was added. */
import sql from 'sql-template-tag';
import { ANY_ADDRESS, patternsOf } from '../../domain/access/redact.ts';
import { postcodesIn } from '../../domain/chronology/apart.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import type { Transaction } from '../transaction.ts';

/** Whether what says where a child is, is withheld from everybody. */
export async function isAddressHidden(tx: Transaction, childId: number): Promise<boolean> {
  const { hidden } = await tx.one<{ hidden: boolean }>(sql`select homeward.is_address_hidden(${childId}) as hidden`);
  return hidden;
}

/** Those of some children whose address is hidden. */
export async function hiddenAmong(tx: Transaction, childIds: readonly number[]): Promise<ReadonlySet<number>> {
  const rows = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.hidden_among(${childIds}::bigint[]) as h (child_id)`,
  );
  return new Set(rows.map((row) => row.child_id));
}

/** What is looked for in everything written of a child whose address is hidden, as far as these entries say it. */
export function patternsIn(contents: readonly EntryContent[]): string[] {
  const postcodes = new Set(contents.flatMap(postcodesIn));
  return [...ANY_ADDRESS, ...[...postcodes].flatMap((postcode) => patternsOf({ lines: [], postcode }))];
}

/** Takes addresses out of the words on record of a child whose address is hidden, after these entries were added. */
export async function withholdPlaces(
  tx: Transaction,
  childId: number,
  contents: readonly EntryContent[],
): Promise<void> {
  await tx.query(sql`select homeward.withhold_places(${childId}, ${patternsIn(contents)}::text[])`);
}

/** Gives a later entry of a message the places of an earlier one, unread. */
export async function repeatPlaces(tx: Transaction, childId: number, from: number, to: number): Promise<void> {
  await tx.query(sql`select homeward.repeat_places(${childId}, ${from}, ${to})`);
}

/** Puts what a notification on the review queue says of places with its entry, unread. */
export async function placeReviewed(
  tx: Transaction,
  reviewId: number,
  childId: number,
  version: number,
): Promise<void> {
  await tx.query(sql`select homeward.place_reviewed(${reviewId}, ${childId}, ${version})`);
}

/** How words are shown of a child whose address is hidden: as given here, where they say no address. */
export async function shownWords(
  tx: Transaction,
  childId: number,
  words: readonly string[],
): Promise<(words: string) => string> {
  const different = [...new Set(words)];
  const { shown } = await tx.one<{ shown: readonly string[] }>(
    sql`select homeward.words_shown(${childId}, ${different}::text[]) as shown`,
  );
  const shownOf = new Map(different.map((one, index) => [one, shown[index] ?? one]));
  return (one) => shownOf.get(one) ?? one;
}
