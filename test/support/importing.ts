/** Feeds written in a test and imported as files are. */
import { FEEDS } from '../../src/domain/feeds/catalogue.ts';
import type { FeedName } from '../../src/domain/feeds/definition.ts';
import type { Instant } from '../../src/domain/time/instant.ts';
import type { Database } from '../../src/db/transaction.ts';
import { csvLine } from '../../src/web/csv.ts';
import { beginImport, rejectedRows, runImport } from '../../src/features/imports/run.ts';
import type { ImportSource } from '../../src/features/imports/table-file.ts';
import type { Result } from '../../src/features/imports/tally.ts';
import { at, FOLD_RULES } from './notifications.ts';

/** Rows of feeds by feed; a cell that is not given is blank. */
export type Feeds = Partial<Record<FeedName, readonly Readonly<Record<string, string>>[]>>;

export const OPERATOR = { userId: null, agencyCode: null, purpose: 'import', requestId: 'test' };

/** The present of the tests, unless they say otherwise. */
export const NOW = at('2026-04-01T12:00Z');

/** A partnership of one council, one police force and one interview provider. */
export const PARTNERSHIP = [
  { code: 'loamshire', kind: 'local-authority', name: 'Loamshire Council' },
  { code: 'loamshire-police', kind: 'police', name: 'Loamshire Police' },
  { code: 'listeners', kind: 'interview-provider', name: 'Listeners' },
] as const;

/** A child on Loamshire's list. */
export function aChildRow(different: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    child_ref: 'L1',
    police_ref: 'P1',
    forename: 'Wren',
    surname: 'Ashby',
    date_of_birth: '2011-05-06',
    sex: 'F',
    ethnicity: 'WBRI',
    responsible_authority: 'loamshire',
    ...different,
  };
}

/** A report by Loamshire Police that child L1 is missing. */
export function aTellingRow(different: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    notification_ref: 'N1',
    kind: 'missing',
    incident_ref: 'I1',
    child_ref: 'L1',
    occurred_at: '2026-03-01T20:00',
    reported_at: '2026-03-01T21:00',
    reported_by: 'loamshire-police',
    missing_from: 'home',
    missing_from_authority: 'loamshire',
    ...different,
  };
}

/** The text of a feed's file. */
export function feedText(feed: FeedName, rows: readonly Readonly<Record<string, string>>[]): string {
  const columns = [...new Set([...Object.keys(FEEDS[feed].columns), ...rows.flatMap((row) => Object.keys(row))])];
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))].map(csvLine).join('');
}

/** A file of text or bytes. */
export function aFile(name: string, content: string | Uint8Array, pieceBytes = 1000): ImportSource {
  const bytes = Buffer.from(content);
  return {
    name,
    bytes: bytes.length,
    open: async function* () {
      for (let from = 0; from < bytes.length; from += pieceBytes) yield bytes.subarray(from, from + pieceBytes);
    },
  };
}

/** What the command prints. */
export type Printed = Omit<Result, 'rejected'> & {
  readonly rejected: readonly { feed: string; line: number; ref: string | null; reason: string }[];
};

/** Imports files as the command does. */
export async function importFiles(
  database: Database,
  files: readonly ImportSource[],
  now: Instant = NOW,
  childrenInPart = 3,
): Promise<Printed> {
  const importId = await beginImport(database, OPERATOR, now);
  const { result } = await runImport(database, OPERATOR, importId, files, { rules: FOLD_RULES, now, childrenInPart });
  return { ...result, rejected: await Array.fromAsync(rejectedRows(database, OPERATOR, importId)) };
}

/** Imports rows as the command does. */
export async function importFeeds(database: Database, feeds: Feeds, now: Instant = NOW): Promise<Printed> {
  const files = Object.entries(feeds).map(([feed, rows]) => aFile(`${feed}.csv`, feedText(feed as FeedName, rows)));
  return importFiles(database, files, now);
}

/** The return of child L1 from the absence of `aTellingRow`. */
export const FOUND = aTellingRow({
  notification_ref: 'N2',
  kind: 'found',
  occurred_at: '2026-03-02T08:00',
  reported_at: '2026-03-02T08:30',
  distance_miles: '3.5',
});

/** The interview that followed it. */
export const INTERVIEW = {
  interview_ref: 'V1',
  child_ref: 'L1',
  incident_refs: 'I1',
  offered_at: '2026-03-02T10:00',
  offer_outcome: 'accepted',
  allocated_to: 'listeners',
  completed_at: '2026-03-03T10:00',
  independent: 'yes',
  reasons: 'wanting-space;boredom',
};

/** One absence of one child, in every feed. */
export const ONE_ABSENCE: Feeds = {
  agencies: PARTNERSHIP,
  children: [aChildRow()],
  statuses: [{ child_ref: 'L1', status: 'looked-after', from: '2020-01-01' }],
  notifications: [aTellingRow(), FOUND],
  interviews: [INTERVIEW],
  screenings: [{ child_ref: 'L1', tool: 'child-exploitation', completed_on: '2026-02-01', outcome: 'low' }],
};

/** What was rejected, as feed, line and reference. */
export function lines(printed: Printed): string[] {
  return printed.rejected.map(({ feed, line, ref }) => `${feed} ${line} ${ref}`);
}
