/** Facts kept in memory between reports, and read again when something they rest on has changed. */
import type { Database, Transaction } from '../../db/transaction.ts';
import type { FactColumns } from '../../domain/measures/columns.ts';
import { countingEverybody, currentSnapshot, hasChangedSince, loadFacts, sightOf } from './queries.ts';

/** Rows kept at most, all authorities together: some 90 bytes each. */
const ROWS_AT_MOST = 6_000_000;

type Kept = { readonly facts: FactColumns; readonly snapshot: string };

/**
 * Facts by the agency that asks and the authority asked about: row-level security decides what each agency sees, so no two share.
 * Whether they still hold is asked of the database each time, so a report never shows what is no longer so.
 */
export class KeptFacts {
  readonly #kept = new Map<string, Kept>();

  /** The facts of an authority as this transaction sees them. The transaction keeps to one snapshot: repeatable read. */
  async factsFor(tx: Transaction, agencyCode: string | null, authority: string): Promise<FactColumns> {
    // Time ends an involvement without a change on record: what is kept is of one sight of the children.
    const key = JSON.stringify([agencyCode, authority, await sightOf(tx)]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && !(await hasChangedSince(tx, authority, kept.snapshot))) {
      this.#keep(key, kept);
      return kept.facts;
    }
    const snapshot = await currentSnapshot(tx);
    const facts = await countingEverybody(tx, () => loadFacts(tx, authority));
    this.#keep(key, { facts, snapshot });
    return facts;
  }

  /** Keeps as the latest used, and lets go of the longest unused beyond the limit. */
  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    let rows = 0;
    for (const { facts } of this.#kept.values()) rows += facts.length;
    for (const [oldest, { facts }] of this.#kept) {
      if (rows <= ROWS_AT_MOST || oldest === key) break;
      this.#kept.delete(oldest);
      rows -= facts.length;
    }
  }
}

const keptOf = new WeakMap<Database, KeptFacts>();

/** The facts kept for a database, the same for everything that this process serves from it. */
export function keptFacts(database: Database): KeptFacts {
  let kept = keptOf.get(database);
  if (kept === undefined) {
    kept = new KeptFacts();
    keptOf.set(database, kept);
  }
  return kept;
}
