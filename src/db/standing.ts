/** How the person served stands to a child. */
import sql from 'sql-template-tag';
import { isClosedTo, NO_STANDING, type Standing } from '../domain/access/standing.ts';
import type { Relationship } from '../domain/chronology/record.ts';
import type { Transaction } from './transaction.ts';

type Row = {
  relationships: Relationship[];
  restricted: boolean;
  named: boolean;
  barred: boolean;
  glass_broken: boolean;
};

/**
 * How the person whom the transaction serves stands to a child, asked beside row-level security so that the application
 * decides by itself. A child who is not there is one to whom nobody stands in any way.
 */
export async function standingTowards(tx: Transaction, childId: number): Promise<Standing> {
  const row = await tx.maybeOne<Row>(sql`select * from homeward.standing_towards(${childId})`);
  if (row === undefined) return NO_STANDING;
  const { relationships, restricted, named, barred, glass_broken: glassBroken } = row;
  return { relationships, restricted, named, barred, glassBroken };
}

/**
 * Takes the turn of a child whose record is closed to who records about them, so that the rest of the transaction has what
 * was sent before: without it, the same message would be taken for another. Whether it was closed.
 */
export async function openWhereClosed(tx: Transaction, childId: number): Promise<boolean> {
  if (!isClosedTo(await standingTowards(tx, childId))) return false;
  await tx.query(sql`select homeward.lock_child(${childId})`);
  return true;
}
