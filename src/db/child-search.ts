/** Finding children: by name, reference or date of birth, among those the requester's agency is involved with. */
import sql from 'sql-template-tag';
import { plainName, swappedLetters } from '../domain/child/name.ts';
import type { PlainDate } from '../domain/time/plain-date.ts';
import type { Transaction } from './transaction.ts';

/** A child as lists show one. */
export type ChildSummary = {
  readonly childId: number;
  readonly forename: string;
  readonly surname: string;
  readonly dateOfBirth: PlainDate | null;
  readonly childRef: string | null;
  readonly policeRef: string | null;
  readonly responsibleAuthority: string | null;
  /** The absence now open; null when there is none. */
  readonly openEpisodeId: number | null;
};

/** What is looked for; at least one is given. */
export type ChildSearch = {
  readonly name: string | null;
  readonly reference: string | null;
  readonly bornOn: PlainDate | null;
};

/** A name as the index of names has it, words apart. */
export function searchedName(name: string): string {
  return name
    .split(/\s+/)
    .map(plainName)
    .filter((word) => word !== '')
    .join(' ');
}

/** Identifiers of the children whose name is like the one typed, the most alike first. */
export async function idsByName(tx: Transaction, name: string, limit: number): Promise<number[]> {
  const wanted = searchedName(name);
  if (wanted === '') return [];
  const rows = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.search_children_by_name(${wanted}, ${limit})`,
  );
  if (rows.length === 0) return idsBySwappedLetters(tx, wanted, limit);
  return rows.map(({ child_id }) => child_id);
}

/** Two letters swapped leave a short word too unlike for the index: each swap is looked for as a word of its own. */
async function idsBySwappedLetters(tx: Transaction, word: string, limit: number): Promise<number[]> {
  const swaps = swappedLetters(word);
  if (swaps.length === 0) return [];
  const rows = await tx.query<{ child_id: number }>(sql`
    select distinct c.child_id, c.name_key
    from unnest(${swaps}::text[]) as swap (word)
    cross join lateral homeward.search_children_by_name(swap.word, ${limit}) as found
    join homeward.child c on c.child_id = found.child_id
    where swap.word = any (string_to_array(c.name_key, ' '))
    order by c.name_key, c.child_id limit ${limit}`);
  return rows.map(({ child_id }) => child_id);
}

/** Identifiers of the children who have a reference: the child's, the police's, an incident's or a notification's. */
export async function idsByReference(tx: Transaction, reference: string, limit: number): Promise<number[]> {
  const rows = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.search_children_by_reference(${reference}, ${limit})`,
  );
  return rows.map(({ child_id }) => child_id);
}

/** Identifiers of the children born on a day. */
export async function idsByBirth(tx: Transaction, bornOn: PlainDate, limit: number): Promise<number[]> {
  const rows = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.child where date_of_birth = ${bornOn} order by name_key, child_id limit ${limit}`,
  );
  return rows.map(({ child_id }) => child_id);
}

/** The children of these identifiers whom the requester may see, in the order given. */
export async function summariesOf(tx: Transaction, childIds: readonly number[]): Promise<ChildSummary[]> {
  if (childIds.length === 0) return [];
  const rows = await tx.query<ChildSummary>(sql`
    select c.child_id as "childId", c.forename, c.surname, c.date_of_birth as "dateOfBirth", c.child_ref as "childRef",
      c.police_ref as "policeRef", c.responsible_authority as "responsibleAuthority",
      (select e.episode_id from homeward.episode e
        where e.child_id = c.child_id and e.ended_at is null and e.superseded_at is null) as "openEpisodeId"
    from homeward.child c where c.child_id = any (${childIds}::bigint[])`);
  const byId = new Map(rows.map((row) => [row.childId, row]));
  return childIds.flatMap((childId) => byId.get(childId) ?? []);
}

/**
 * The children found, the most alike first, at most `limit`. Where a name and a date of birth are given, those with
 * both come first, and then those with either.
 */
export async function findChildren(tx: Transaction, search: ChildSearch, limit: number): Promise<ChildSummary[]> {
  const byReference = search.reference === null ? [] : await idsByReference(tx, search.reference, limit);
  const byBirth = search.bornOn === null ? [] : await idsByBirth(tx, search.bornOn, limit * 4);
  const byName = search.name === null ? [] : await idsByName(tx, search.name, limit * 4);
  const both = byName.filter((childId) => byBirth.includes(childId));
  return summariesOf(
    tx,
    [...new Set([...byReference, ...both, ...(both.length > 0 ? [] : [...byBirth, ...byName])])].slice(0, limit),
  );
}
