/**
 * Makes the projections again from the chronologies, where a new version of the rules, of the columns or of the protocols
 * says something else than the one they were made by. In parts, each kept or not at all; cut off, it goes on.
 */
import sql, { raw } from 'sql-template-tag';
import type { Entry } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Requester } from '../requester.ts';
import type { Database, Transaction } from '../transaction.ts';
import { fill } from './bulk.ts';
import { decodeEntry, ENTRY_COLUMNS, type EntryRow } from './codec.ts';
import { hiddenAmong } from './places.ts';
import { CHILD, PROJECTIONS, type Projection, type Value } from './projections.ts';
import { authoritiesCounting } from './save.ts';

const REBUILDER: Requester = {
  userId: null,
  agencyCode: null,
  purpose: 'make projections again',
  requestId: 'make projections again',
};

/** Children made again in one transaction. */
const PART = 1000;

/** What making again needs. */
export type Rebuilding = {
  readonly rules: FoldRules;
  /** The version that the projections are to be of. */
  readonly version: string;
  readonly childrenInPart?: number;
  /** Told after each part how many of how many children are done. */
  readonly onProgress?: (done: number, ofChildren: number) => void;
  /** Aborted when it should stop after the part it is at; the next start goes on. */
  readonly signal?: AbortSignal;
};

/** What became of it: nothing was to be done, all was done, or it was asked to stop. */
export type Rebuilt = { readonly kind: 'current' | 'rebuilt' | 'stopped'; readonly children: number };

/** Makes every projection again that is not of this version. Two starters at once take turns, part by part. */
export async function rebuildProjections(database: Database, rebuilding: Rebuilding): Promise<Rebuilt> {
  const { version, onProgress, signal, childrenInPart } = rebuilding;
  const before = await database.transaction('job', REBUILDER, (tx) =>
    tx.one<{ current: boolean; done: number; children: number }>(sql`
      select b.built_as = ${version} as current,
        (select count(*)::int from homeward.child c where b.building_as = ${version} and c.child_id <= b.done_to) as done,
        (select count(*)::int from homeward.child) as children
      from homeward.projection_build b`),
  );
  if (before.current) return { kind: 'current', children: 0 };
  let children = 0;
  for (;;) {
    if (signal?.aborted === true) return { kind: 'stopped', children };
    const made = await database.transaction('job', REBUILDER, (tx) => nextPart(tx, rebuilding, childrenInPart ?? PART));
    if (made === null) return { kind: 'rebuilt', children };
    children += made;
    onProgress?.(before.done + children, before.children);
  }
}

/** Makes the next part; null where there is none left. */
async function nextPart(tx: Transaction, { rules, version }: Rebuilding, limit: number): Promise<number | null> {
  const build = await tx.one<{ builtAs: string; buildingAs: string; doneTo: number }>(
    sql`select built_as as "builtAs", building_as as "buildingAs", done_to as "doneTo"
      from homeward.projection_build for update`,
  );
  if (build.builtAs === version) return null;
  const after = build.buildingAs === version ? build.doneTo : 0;
  const rows = await tx.query<{ child_id: number }>(
    sql`select child_id from homeward.child where child_id > ${after} order by child_id limit ${limit}`,
  );
  const ids = rows.map(({ child_id }) => child_id);
  const last = ids.at(-1);
  if (last === undefined) {
    await tx.query(sql`update homeward.projection_build set built_as = ${version}, building_as = '', done_to = 0`);
    return null;
  }
  await tx.query(sql`select homeward.lock_child(id) from unnest(${ids}::bigint[]) as id`);
  await writeAgain(tx, await foldAgain(tx, ids, rules));
  await tx.query(sql`update homeward.projection_build set building_as = ${version}, done_to = ${last}`);
  return ids.length;
}

async function foldAgain(
  tx: Transaction,
  ids: readonly number[],
  rules: FoldRules,
): Promise<ReadonlyMap<number, ChildRecord>> {
  const rows = await tx.query<EntryRow & { child_id: number }>(
    sql`select child_id, ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry
      where child_id = any(${ids}::bigint[]) order by child_id, version`,
  );
  const entries = new Map<number, Entry[]>(ids.map((id) => [id, []]));
  for (const row of rows) entries.get(row.child_id)?.push(decodeEntry(row));
  const hidden = await hiddenAmong(tx, ids);
  return new Map([...entries].map(([id, all]) => [id, fold(all, rules, { placesWithheld: hidden.has(id) })]));
}

/** Writes what differs, and leaves what does not: numbers by which pages are addressed stay what they were. */
async function writeAgain(tx: Transaction, records: ReadonlyMap<number, ChildRecord>): Promise<void> {
  await tx.query(sql`set constraints homeward.episode_no_overlap deferred`);
  const ids = [...records.keys()];
  for (const projection of PROJECTIONS) await writeProjection(tx, projection, ids, records);
  await writeChildren(tx, records);
  const authorities = new Set([...records.values()].flatMap(authoritiesCounting));
  await tx.query(sql`insert into homeward.fact_change (authority) select unnest(${[...authorities]}::text[])`);
}

function rowsOf(projection: Projection, records: ReadonlyMap<number, ChildRecord>): Value[][] {
  return [...records].flatMap(([childId, record]) => projection.rows(record).map((row) => [childId, ...row]));
}

async function writeProjection(
  tx: Transaction,
  projection: Projection,
  ids: readonly number[],
  records: ReadonlyMap<number, ChildRecord>,
): Promise<void> {
  const { table, key, columns } = projection;
  const again = `again_${table}`;
  await fill(tx, again, columns, rowsOf(projection, records));
  const same = ['child_id', ...key].map((name) => `t.${name} = a.${name}`).join(' and ');
  await tx.query(sql`delete from homeward.${raw(table)} t where t.child_id = any(${ids}::bigint[])
    and not exists (select from pg_temp.${raw(again)} a where ${raw(same)})`);
  const names = columns.map(([name]) => name);
  const rest = names.filter((name) => !key.includes(name));
  // An episode that closes makes room for one that opens: closed ones first.
  const order = table === 'episode' ? 'order by (ended_at is null and superseded_at is null)' : '';
  const target = table === 'child_identifier' ? 'kind, value' : ['child_id', ...key].join(', ');
  const differs = `(${rest.map((name) => `t.${name}`).join(', ')}) is distinct from (${rest.map((name) => `excluded.${name}`).join(', ')})`;
  const action =
    rest.length === 0
      ? 'nothing'
      : `update set ${rest.map((name) => `${name} = excluded.${name}`).join(', ')} where ${differs}`;
  await tx.query(sql`insert into homeward.${raw(table)} as t (child_id, ${raw(names.join(', '))})
    select child_id, ${raw(names.join(', '))} from pg_temp.${raw(again)} ${raw(order)}
    on conflict (${raw(target)}) do ${raw(action)}`);
}

async function writeChildren(tx: Transaction, records: ReadonlyMap<number, ChildRecord>): Promise<void> {
  await fill(tx, 'again_child', CHILD.columns, rowsOf(CHILD, records));
  const names = CHILD.columns.map(([name]) => name);
  const sets = names.map((name) => `${name} = a.${name}`).join(', ');
  const list = (of: string): string => names.map((name) => `${of}.${name}`).join(', ');
  await tx.query(sql`update homeward.child c set ${raw(sets)} from pg_temp.again_child a
    where c.child_id = a.child_id and (${raw(list('c'))}) is distinct from (${raw(list('a'))})`);
}
