/**
 * Writes what was added to many children at once: by COPY into temporary tables and from there into place, because
 * COPY cannot go into a table with row-level security. All in the caller's transaction.
 */
import sql, { raw } from 'sql-template-tag';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import { toIso } from '../../domain/time/instant.ts';
import { copyPieces } from '../copy-text.ts';
import type { Transaction } from '../transaction.ts';
import { encodeContent } from './codec.ts';
import { repeatPlaces, withholdPlaces } from './places.ts';
import { loadEntries } from './store.ts';
import { CHILD, PROJECTIONS, type Projection, type Value } from './projections.ts';
import { authoritiesCounting, difference, renamedEpisodes } from './save.ts';

/** What was added to one child's chronology, and what follows. */
export type Addition = {
  readonly childId: number;
  /** The record before; undefined for a child who is new. */
  readonly before: ChildRecord | undefined;
  readonly record: ChildRecord;
  readonly entries: readonly (Entry & { readonly sourceVersion: number; readonly repeats?: number })[];
};

/** A child whose address is hidden: what follows is known once the entries are read again, with their places withheld. */
export type WithheldAddition = Omit<Addition, 'record'> & {
  readonly recordOf: (entries: readonly Entry[]) => ChildRecord;
};

const ENTRY: readonly (readonly [string, string])[] = [
  ['version', 'integer'],
  ['kind', 'text'],
  ['occurred_at', 'timestamptz'],
  ['recorded_at', 'timestamptz'],
  ['recorded_by', 'text'],
  ['user_id', 'bigint'],
  ['source_key', 'text'],
  ['source_version', 'integer'],
  ['payload', 'jsonb'],
];

const PLACE: readonly (readonly [string, string])[] = [
  ['version', 'integer'],
  ['places', 'jsonb'],
  ['said', 'jsonb'],
];

/** Writes entries and projections of many children. The children on record must be locked by the caller. */
export async function saveAdditions(
  tx: Transaction,
  open: readonly Addition[],
  withheld: readonly WithheldAddition[] = [],
): Promise<void> {
  if (open.length + withheld.length === 0) return;
  const someKnown = withheld.length > 0 || open.some(({ before }) => before !== undefined);
  if (someKnown) await tx.query(sql`set constraints homeward.episode_no_overlap deferred`);
  // Only a child on record can have a hidden address, so its entries may come before its row is changed.
  await writeChildren(tx, open);
  await writeEntries(tx, [...open, ...withheld], new Set(withheld.map(({ childId }) => childId)));
  const followed: Addition[] = [];
  for (const { recordOf, ...addition } of withheld) {
    const { childId, entries } = addition;
    for (const { repeats, version } of entries)
      if (repeats !== undefined) await repeatPlaces(tx, childId, repeats, version);
    await withholdPlaces(
      tx,
      childId,
      entries.map(({ content }) => content),
    );
    followed.push({ ...addition, record: recordOf(await loadEntries(tx, childId)) });
  }
  if (followed.length > 0) await writeKnownChildren(tx, followed, 'bulk_child_withheld');
  const additions = [...open, ...followed];
  for (const projection of PROJECTIONS) await writeProjection(tx, projection, additions, someKnown);
  const authorities = new Set<string>();
  for (const { before, record } of additions) {
    for (const authority of authoritiesCounting(record)) authorities.add(authority);
    if (before) for (const authority of authoritiesCounting(before)) authorities.add(authority);
  }
  await tx.query(sql`insert into homeward.fact_change (authority) select unnest(${[...authorities]}::text[])`);
}

async function writeChildren(tx: Transaction, additions: readonly Addition[]): Promise<void> {
  const rows = (of: readonly Addition[]): Value[][] =>
    of.map(({ childId, record }) => [childId, ...(CHILD.rows(record)[0] ?? [])]);
  const names = CHILD.columns.map(([name]) => name).join(', ');
  const fresh = additions.filter(({ before }) => before === undefined);
  if (fresh.length > 0) {
    await fill(tx, 'bulk_new_child', CHILD.columns, rows(fresh));
    await tx.query(
      sql`insert into homeward.child (child_id, ${raw(names)}) select child_id, ${raw(names)} from pg_temp.bulk_new_child`,
    );
  }
  const known = additions.filter(({ before }) => before !== undefined);
  if (known.length > 0) await writeKnownChildren(tx, known, 'bulk_child');
}

async function writeKnownChildren(tx: Transaction, known: readonly Addition[], name: string): Promise<void> {
  await fill(
    tx,
    name,
    CHILD.columns,
    known.map(({ childId, record }) => [childId, ...(CHILD.rows(record)[0] ?? [])]),
  );
  const sets = CHILD.columns.map(([column]) => `${column} = b.${column}`).join(', ');
  await tx.query(
    sql`update homeward.child c set ${raw(sets)} from pg_temp.${raw(name)} b where c.child_id = b.child_id`,
  );
}

type Added = Pick<Addition, 'childId' | 'entries'>;

async function writeEntries(
  tx: Transaction,
  additions: readonly Added[],
  withheld: ReadonlySet<number>,
): Promise<void> {
  // Taken apart as the entries are copied, and copied after them.
  const places: Value[][] = [];
  await fill(tx, 'bulk_entry', ENTRY, entryRows(additions, withheld, places));
  const names = raw(ENTRY.map(([name]) => name).join(', '));
  await tx.query(
    sql`insert into homeward.chronology_entry (child_id, ${names}) select child_id, ${names} from pg_temp.bulk_entry`,
  );
  if (places.length === 0) return;
  await fill(tx, 'bulk_place', PLACE, places);
  await tx.query(
    sql`insert into homeward.chronology_place (child_id, version, places, said) select child_id, version, places, said from pg_temp.bulk_place`,
  );
}

function* entryRows(additions: readonly Added[], withheld: ReadonlySet<number>, placed: Value[][]): Generator<Value[]> {
  for (const { childId, entries } of additions) {
    for (const entry of entries) {
      const { payload, places, said } = encodeContent(entry.content);
      const taken = entry.repeats !== undefined && withheld.has(childId);
      if ((places !== null || said !== null) && !taken) placed.push([childId, entry.version, places, said]);
      yield [
        childId,
        entry.version,
        entry.content.kind,
        toIso(entry.occurredAt),
        toIso(entry.recordedAt),
        entry.recordedBy,
        entry.userId,
        entry.sourceKey,
        entry.sourceVersion,
        payload,
      ];
    }
  }
}

async function writeProjection(
  tx: Transaction,
  projection: Projection,
  additions: readonly Addition[],
  someKnown: boolean,
): Promise<void> {
  const written: Value[][] = [];
  const removed: Value[][] = [];
  for (const { childId, before, record } of additions) {
    const rows =
      before === undefined ? { written: projection.rows(record), removed: [] } : difference(projection, before, record);
    for (const row of rows.written) written.push([childId, ...row]);
    for (const row of rows.removed) removed.push([childId, ...row]);
  }
  const { table, key, columns } = projection;
  if (table === 'episode') await renameEpisodes(tx, additions);
  if (removed.length > 0) {
    await fill(tx, `bulk_gone_${table}`, columns, removed);
    const same = ['child_id', ...key].map((name) => `t.${name} = g.${name}`).join(' and ');
    await tx.query(
      sql`delete from homeward.${raw(table)} t using pg_temp.${raw(`bulk_gone_${table}`)} g where ${raw(same)}`,
    );
  }
  if (written.length === 0) return;
  await fill(tx, `bulk_${table}`, columns, written);
  const names = columns.map(([name]) => name).join(', ');
  // An episode that closes makes room for one that opens: closed ones first.
  const order = table === 'episode' ? 'order by (ended_at is null and superseded_at is null)' : '';
  await tx.query(
    sql`insert into homeward.${raw(table)} (child_id, ${raw(names)})
      select child_id, ${raw(names)} from pg_temp.${raw(`bulk_${table}`)} ${raw(order)} ${raw(someKnown ? onConflict(projection) : '')}`,
  );
}

/** Absences that are called otherwise now keep their numbers. */
async function renameEpisodes(tx: Transaction, additions: readonly Addition[]): Promise<void> {
  const renamed = additions.flatMap(({ childId, before, record }) =>
    renamedEpisodes(before, record).map(({ was, is }) => [childId, was, is]),
  );
  if (renamed.length === 0) return;
  const columns = [
    ['was', 'text'],
    ['is_called', 'text'],
  ] as const;
  await fill(tx, 'bulk_renamed', columns, renamed);
  await tx.query(
    sql`update homeward.episode e set episode_key = r.is_called from pg_temp.bulk_renamed r
      where e.child_id = r.child_id and e.episode_key = r.was`,
  );
}

function onConflict({ table, key, columns }: Projection): string {
  const target = table === 'child_identifier' ? 'kind, value' : ['child_id', ...key].join(', ');
  const changed = columns.map(([name]) => name).filter((name) => !key.includes(name));
  const action =
    changed.length === 0 ? 'nothing' : `update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  return `on conflict (${target}) do ${action}`;
}

/** Makes a temporary table of this transaction and copies rows into it; the first value of each row is the child. */
export async function fill(
  tx: Transaction,
  name: string,
  columns: readonly (readonly [string, string])[],
  rows: Iterable<readonly Value[]>,
): Promise<void> {
  const types = columns.map(([column, type]) => `${column} ${type}`).join(', ');
  await tx.query(sql`create temporary table ${raw(name)} (child_id bigint, ${raw(types)}) on commit drop`);
  await tx.copyIn(`copy pg_temp.${name} from stdin`, copyPieces(rows));
}
