/** The sample sets of feeds, as they are and as people deliver them: shuffled, twice, misspelt, with rows that cannot be. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { programFolder } from '../../src/config.ts';
import type { ImportSource } from '../../src/features/imports/table-file.ts';
import { aFile } from './importing.ts';

const FOLDER = path.join(programFolder, 'test', 'feeds');

/** A row of a feed by column. */
export type Row = Record<string, string>;

/** A set: its rows by feed, and what a right system reports. */
export type SampleSet = {
  readonly name: string;
  readonly feeds: Record<string, Row[]>;
  readonly expected: {
    readonly report: string;
    readonly authority: string;
    readonly from: string;
    readonly to: string;
    readonly tables: readonly {
      readonly id: string;
      readonly rows: readonly ({ readonly id: string } & Record<string, number | null | string>)[];
    }[];
  };
};

/** The names of the sets. */
export const SAMPLE_SETS = readdirSync(FOLDER).toSorted();

/** Reads a set. */
export function sampleSet(name: string): SampleSet {
  const folder = path.join(FOLDER, name);
  const feeds: Record<string, Row[]> = {};
  for (const file of readdirSync(folder).filter((one) => one.endsWith('.csv'))) {
    feeds[file.replace('.csv', '')] = Papa.parse<Row>(readFileSync(path.join(folder, file), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data;
  }
  return {
    name,
    feeds,
    expected: JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as SampleSet['expected'],
  };
}

/** The files of a set, to be imported. */
export function filesOf({ feeds }: SampleSet): ImportSource[] {
  return Object.entries(feeds)
    .filter(([, rows]) => rows.length > 0)
    .map(([feed, rows]) => aFile(`${feed}.csv`, `\uFEFF${Papa.unparse(rows, { newline: '\r\n' })}\r\n`, 65_536));
}

/** The same rows in another order, the same at every run. */
export function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const out = [...rows];
  let state = seed;
  for (let last = out.length - 1; last > 0; last--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const other = state % (last + 1);
    [out[last], out[other]] = [out[other] as T, out[last] as T];
  }
  return out;
}

/** The set as a bad week delivers it. The figures must not change, and exactly `impossible` must be rejected. */
export function messy(set: SampleSet): { readonly set: SampleSet; readonly impossible: readonly string[] } {
  const council = set.expected.authority;
  const notifications = set.feeds['notifications'] ?? [];
  const impossible = impossibleRows(notifications);
  const all = [
    ...withoutReferences(set),
    ...everyTenthTwice(notifications),
    ...councilReports(notifications, council),
    ...impossible,
  ];
  const feeds = Object.fromEntries(
    Object.entries(set.feeds).map(([feed, rows], index) => [
      feed,
      shuffled([...rows, ...everyTenthTwice(rows)], index + 1),
    ]),
  );
  return {
    set: { ...set, feeds: { ...feeds, notifications: shuffled(all, 7) } },
    impossible: impossible.map((row) => row['notification_ref'] as string),
  };
}

function everyTenthTwice(rows: readonly Row[]): Row[] {
  return rows.filter((_, index) => index % 10 === 3);
}

/** The council reports an absence that the police reported: later told, with no reference of the absence, at a time within it. */
function councilReports(notifications: readonly Row[], council: string): Row[] {
  const returns = new Map(
    notifications.filter(({ kind }) => kind === 'found').map((row) => [row['incident_ref'], row]),
  );
  return notifications
    .filter(
      (row, index) => row['kind'] === 'missing' && index % 9 === 2 && lasts(row, returns.get(row['incident_ref'])),
    )
    .map((row) => ({
      ...row,
      notification_ref: `C-${row['notification_ref']}`,
      incident_ref: '',
      reported_by: council,
      occurred_at: later(row['occurred_at'] as string, 20),
      reported_at: '',
      police_ref: '',
    }));
}

/** Whether an absence is long enough for a second report within it. */
function lasts(start: Row, end: Row | undefined): boolean {
  return (
    end !== undefined && instantOf(end['occurred_at'] as string) - instantOf(start['occurred_at'] as string) > 3_600_000
  );
}

function later(time: string, minutes: number): string {
  return Temporal.Instant.fromEpochMilliseconds(instantOf(time) + minutes * 60_000).toString();
}

function instantOf(time: string): number {
  if (/(Z|[+-]\d\d:\d\d)$/.test(time)) return Temporal.Instant.from(time).epochMilliseconds;
  return Temporal.PlainDateTime.from(time).toZonedDateTime('Europe/London', { disambiguation: 'earlier' })
    .epochMilliseconds;
}

/** Every row as sent, but some without references and with two letters of the surname swapped: of children with a birthday of their own. */
function withoutReferences({ feeds }: SampleSet): Row[] {
  const born = Map.groupBy(feeds['children'] ?? [], (child) => child['date_of_birth']);
  return (feeds['notifications'] ?? []).map((row, index) => {
    const surname = row['surname'] ?? '';
    const only = (born.get(row['date_of_birth']) ?? []).length === 1;
    if (!only || index % 6 !== 1 || surname.length < 4) return row;
    return {
      ...row,
      child_ref: '',
      police_ref: '',
      surname: `${surname[0]}${surname[2]}${surname[1]}${surname.slice(3)}`,
    };
  });
}

function impossibleRows(notifications: readonly Row[]): Row[] {
  const some = notifications.find(({ kind }) => kind === 'missing') as Row;
  const bad = (ref: string, different: Row): Row => ({
    ...some,
    notification_ref: ref,
    incident_ref: ref,
    ...different,
  });
  return [
    bad('X-FUTURE', { occurred_at: '2091-01-01T12:00', reported_at: '' }),
    bad('X-KIND', { kind: 'lost' }),
    bad('X-TIME', { occurred_at: 'yesterday', reported_at: '' }),
    bad('X-SKIPPED', { occurred_at: '2015-03-29T01:30', reported_at: '' }),
    bad('X-AGENCY', { reported_by: 'nobody-police' }),
    bad('X-CHILD', { child_ref: 'NO-SUCH-CHILD', police_ref: '', forename: '', surname: '', date_of_birth: '' }),
    bad('X-BEFORE', {
      kind: 'found',
      incident_ref: some['incident_ref'] as string,
      occurred_at: '2001-01-01T12:00',
      reported_at: '',
    }),
    bad('X-WHEN', { occurred_at: '', reported_at: '' }),
  ];
}
