/** Recomputes every projection from the chronology and compares: what differs is named, and nothing is repaired. */
import sql, { raw } from 'sql-template-tag';
import { fold } from '../domain/chronology/fold.ts';
import type { Entry } from '../domain/chronology/entry.ts';
import type { ChildRecord } from '../domain/chronology/record.ts';
import type { FoldRules } from '../domain/duties/rules.ts';
import { hiddenAmong } from './chronology/places.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from './chronology/codec.ts';
import { CHILD, PROJECTIONS, type Projection } from './chronology/projections.ts';
import type { Database, Transaction } from './transaction.ts';

/** Children compared at a time. */
const PART = 2000;

/** What verifying found: how much was compared, and each table and child where the record differs from the chronology. */
export type Verification = {
  readonly children: number;
  readonly entries: number;
  readonly differences: readonly { readonly childId: number; readonly table: string; readonly what: string }[];
};

/**
 * Compares the whole record with what its chronologies say, a part of the children at a time, each part in one snapshot.
 * @returns up to `mostDifferences` differences; none means that every projection is exactly what follows
 */
export async function verifyRecord(database: Database, rules: FoldRules, mostDifferences = 100): Promise<Verification> {
  const differences: Verification['differences'][number][] = [];
  let [after, children, entries] = [0, 0, 0];
  for (;;) {
    const part = await database.read(
      'job',
      { userId: null, agencyCode: null, purpose: 'verify', requestId: 'verify' },
      (tx) => verifyPart(tx, rules, after),
    );
    if (part.last === null) break;
    after = part.last;
    children += part.children;
    entries += part.entries;
    differences.push(...part.differences.slice(0, mostDifferences - differences.length));
  }
  return { children, entries, differences };
}

type Part = Verification & { readonly last: number | null };

async function verifyPart(tx: Transaction, rules: FoldRules, after: number): Promise<Part> {
  const ids = (
    await tx.query<{ child_id: number }>(
      sql`select child_id from homeward.child where child_id > ${after} order by child_id limit ${PART}`,
    )
  ).map((row) => row.child_id);
  const last = ids.at(-1) ?? null;
  if (last === null) return { children: 0, entries: 0, differences: [], last };
  const chronologies = await entriesOf(tx, ids);
  const hidden = await hiddenAmong(tx, ids);
  const expected = new Map(
    ids.map((id) => [id, fold(chronologies.get(id) ?? [], rules, { placesWithheld: hidden.has(id) })]),
  );
  const differences: Verification['differences'][number][] = [];
  for (const projection of [CHILD, ...PROJECTIONS]) {
    for (const found of await compare(tx, projection, expected)) {
      differences.push({
        childId: found.child_id,
        table: projection.table,
        what: `${found.missing} rows that follow from the chronology are missing or different, ${found.extra} rows do not follow from it`,
      });
    }
  }
  for (const [childId, chronology] of chronologies) {
    const gap = chronology.findIndex((entry, index) => entry.version !== index + 1);
    if (gap >= 0) differences.push({ childId, table: 'chronology_entry', what: `entry ${gap + 1} is missing` });
  }
  const entries = [...chronologies.values()].reduce((sum, chronology) => sum + chronology.length, 0);
  return { children: ids.length, entries, differences, last };
}

async function entriesOf(tx: Transaction, ids: readonly number[]): Promise<Map<number, Entry[]>> {
  const rows = await tx.query<EntryRow & { child_id: number }>(
    sql`select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry where child_id = any(${ids}::bigint[]) order by child_id, version`,
  );
  const found = new Map<number, Entry[]>();
  for (const row of rows) {
    const entries = found.get(row.child_id) ?? [];
    if (entries.length === 0) found.set(row.child_id, entries);
    entries.push(decodeEntry(row));
  }
  return found;
}

/** The rows that should be and are not, and that are and should not be, counted by child. PostgreSQL compares, by the types of the columns. */
async function compare(
  tx: Transaction,
  projection: Projection,
  expected: ReadonlyMap<number, ChildRecord>,
): Promise<{ child_id: number; missing: number; extra: number }[]> {
  const names = projection.columns.map(([name]) => name);
  const shouldBe: Record<string, unknown>[] = [];
  for (const [childId, record] of expected) {
    for (const row of projection.rows(record)) {
      const fields = names.map((name, index) => [
        name,
        projection.columns[index]?.[1] === 'jsonb' ? JSON.parse(String(row[index])) : row[index],
      ]);
      shouldBe.push({ child_id: childId, ...Object.fromEntries(fields) });
    }
  }
  const types = projection.columns.map(([name, type]) => `${name} ${type}`).join(', ');
  const list = raw(`child_id, ${names.join(', ')}`);
  return tx.query(
    sql`with expected as (select ${list} from jsonb_to_recordset(${JSON.stringify(shouldBe)}::jsonb) as r (child_id bigint, ${raw(types)})),
      stored as (select ${list} from homeward.${raw(projection.table)} where child_id = any(${[...expected.keys()]}::bigint[])),
      differing as (
        (select child_id, 1 as missing, 0 as extra from (select * from expected except all select * from stored) m)
        union all
        (select child_id, 0, 1 from (select * from stored except all select * from expected) e))
      select child_id, sum(missing)::int as missing, sum(extra)::int as extra from differing group by child_id order by child_id`,
  );
}
