/** Writes what follows from a chronology: the difference between the record as it was and as it is. */
import sql, { join, raw, type Sql } from 'sql-template-tag';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { Transaction } from '../transaction.ts';
import { CHILD, PROJECTIONS, type Projection, type Value } from './projections.ts';

/** The authorities whose figures a child's record counts in. */
export function authoritiesCounting(record: ChildRecord): string[] {
  const found = new Set<string>();
  if (record.details.responsibleAuthority !== null) found.add(record.details.responsibleAuthority);
  for (const episode of record.episodes)
    if (episode.missingFromAuthority !== null) found.add(episode.missingFromAuthority);
  return [...found];
}

/**
 * Writes the projections of one child in the caller's transaction. Involvements are added first, and removed or ended last,
 * because under row-level security the rest can only be written while the agency is involved.
 */
export async function saveRecord(
  tx: Transaction,
  childId: number,
  before: ChildRecord | undefined,
  record: ChildRecord,
): Promise<void> {
  await tx.query(sql`set constraints homeward.episode_no_overlap deferred`);
  for (const { was, is } of renamedEpisodes(before, record))
    await tx.query(
      sql`update homeward.episode set episode_key = ${is} where child_id = ${childId} and episode_key = ${was}`,
    );
  const last: Sql[] = [];
  const endings = endingSooner(before, record);
  for (const projection of PROJECTIONS) {
    const { removed, written } = difference(projection, before, record);
    const removal = deleteRows(projection, childId, removed);
    if (removal && projection.table === 'child_agency') last.push(removal);
    else if (removal) await tx.query(removal);
    for (const row of written) {
      const ends = projection.table === 'child_agency' && endings.has(`${String(row[0])} ${String(row[1])}`);
      if (ends) last.push(upsertRow(projection, childId, row));
      else await tx.query(upsertRow(projection, childId, row));
    }
  }
  await updateChild(tx, childId, record);
  const authorities = new Set([...(before ? authoritiesCounting(before) : []), ...authoritiesCounting(record)]);
  for (const authority of authorities)
    await tx.query(sql`insert into homeward.fact_change (authority) values (${authority})`);
  for (const statement of last) await tx.query(statement);
}

/** Involvements that are to end, or sooner than before: by its own act an agency can end its own sight of the child. */
function endingSooner(before: ChildRecord | undefined, record: ChildRecord): ReadonlySet<string> {
  const was = new Map(
    (before?.involvements ?? []).map(({ agency, relationship, untilAt }) => [`${agency} ${relationship}`, untilAt]),
  );
  const sooner = record.involvements.filter(({ agency, relationship, untilAt }) => {
    const until = was.get(`${agency} ${relationship}`);
    return until !== undefined && untilAt !== null && (until === null || untilAt < until);
  });
  return new Set(sooner.map(({ agency, relationship }) => `${agency} ${relationship}`));
}

function keyOf(projection: Projection, row: readonly Value[]): string {
  return JSON.stringify(projection.key.map((name) => row[projection.columns.findIndex(([column]) => column === name)]));
}

/** An absence that is called otherwise than before. */
export type RenamedEpisode = { readonly was: string; readonly is: string };

/**
 * The absences that a change gives another key: each keeps the number by which pages are addressed. Of several that became
 * one, the first keeps its own.
 */
export function renamedEpisodes(before: ChildRecord | undefined, record: ChildRecord): RenamedEpisode[] {
  const taken = new Set((before?.episodes ?? []).map(({ episodeKey }) => episodeKey));
  const renamed: RenamedEpisode[] = [];
  for (const { episodeKey: was, notificationRefs } of before?.episodes ?? []) {
    if (record.episodes.some(({ episodeKey }) => episodeKey === was)) continue;
    const is = record.episodes.find((one) => notificationRefs.some((ref) => one.notificationRefs.includes(ref)));
    if (is === undefined || taken.has(is.episodeKey)) continue;
    taken.add(is.episodeKey);
    renamed.push({ was, is: is.episodeKey });
  }
  return renamed;
}

function rowsBefore(projection: Projection, before: ChildRecord | undefined, record: ChildRecord): Value[][] {
  if (before === undefined) return [];
  if (projection.table !== 'episode') return projection.rows(before);
  const renamed = new Map(renamedEpisodes(before, record).map(({ was, is }) => [was, is]));
  const index = projection.columns.findIndex(([name]) => name === 'episode_key');
  return projection
    .rows(before)
    .map((row) => row.map((value, at) => (at === index ? (renamed.get(String(value)) ?? value) : value)));
}

/** The rows of a projection that a change takes away, and those it adds or alters; closed episodes before open ones. */
export function difference(
  projection: Projection,
  before: ChildRecord | undefined,
  record: ChildRecord,
): { removed: Value[][]; written: Value[][] } {
  const old = new Map(rowsBefore(projection, before, record).map((row) => [keyOf(projection, row), row]));
  const written: Value[][] = [];
  for (const row of projection.rows(record)) {
    const key = keyOf(projection, row);
    const was = old.get(key);
    old.delete(key);
    if (was === undefined || JSON.stringify(was) !== JSON.stringify(row)) written.push(row);
  }
  // An episode that closes makes room for one that opens: closed ones first.
  if (projection.table === 'episode')
    written.sort((a, b) => Number(isOpen(projection, a)) - Number(isOpen(projection, b)));
  return { removed: [...old.values()], written };
}

function isOpen(projection: Projection, row: readonly Value[]): boolean {
  const value = (name: string): Value | undefined => row[projection.columns.findIndex(([column]) => column === name)];
  return value('ended_at') === null && value('superseded_at') === null;
}

function deleteRows(projection: Projection, childId: number, rows: readonly Value[][]): Sql | undefined {
  if (rows.length === 0) return undefined;
  const matches = rows.map((row) => {
    const tests = projection.key.map((name) => {
      const index = projection.columns.findIndex(([column]) => column === name);
      return sql`${raw(name)} = ${row[index]}::${raw(projection.columns[index]?.[1] ?? 'text')}`;
    });
    return sql`(${join(tests, ' and ')})`;
  });
  return sql`delete from homeward.${raw(projection.table)} where child_id = ${childId} and (${join(matches, ' or ')})`;
}

function upsertRow(projection: Projection, childId: number, row: readonly Value[]): Sql {
  const names = projection.columns.map(([name]) => name);
  const values = projection.columns.map(([, type], index) => sql`${row[index]}::${raw(type)}`);
  const changed = names.filter((name) => !projection.key.includes(name));
  const conflict = ['child_id', ...projection.key].join(', ');
  const action =
    changed.length === 0 ? 'nothing' : `update set ${changed.map((name) => `${name} = excluded.${name}`).join(', ')}`;
  const target = projection.table === 'child_identifier' ? 'kind, value' : conflict;
  return sql`insert into homeward.${raw(projection.table)} (child_id, ${raw(names.join(', '))})
    values (${childId}, ${join(values)}) on conflict (${raw(target)}) do ${raw(action)}`;
}

async function updateChild(tx: Transaction, childId: number, record: ChildRecord): Promise<void> {
  const [row = []] = CHILD.rows(record);
  const sets = CHILD.columns.map(([name, type], index) => sql`${raw(name)} = ${row[index]}::${raw(type)}`);
  await tx.query(sql`update homeward.child set ${join(sets)} where child_id = ${childId}`);
}
