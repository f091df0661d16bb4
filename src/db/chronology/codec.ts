/** Entries as rows and rows as entries. */
import type { EntryContent, Entry } from '../../domain/chronology/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** An entry as a query reads it: instants as milliseconds since 1970. */
export type EntryRow = {
  readonly version: number;
  readonly kind: string;
  readonly occurred_at: number;
  readonly recorded_at: number;
  readonly recorded_by: string | null;
  readonly user_id: number | null;
  readonly source_key: string | null;
  readonly payload: Record<string, unknown>;
};

/** The columns of an `EntryRow`, for a select list. */
export const ENTRY_COLUMNS = `version, kind, (extract(epoch from occurred_at) * 1000)::float8 as occurred_at,
  (extract(epoch from recorded_at) * 1000)::float8 as recorded_at, recorded_by, user_id, source_key, payload`;

/** The entry that a row holds. The payload was checked when it was written, and nothing may change it since. */
export function decodeEntry(row: EntryRow): Entry {
  return {
    version: row.version,
    occurredAt: row.occurred_at as Instant,
    recordedAt: row.recorded_at as Instant,
    recordedBy: row.recorded_by,
    userId: row.user_id,
    sourceKey: row.source_key,
    content: { kind: row.kind, ...row.payload } as EntryContent,
  };
}

/** What an entry says, as the JSON of the column `payload`: everything but its kind. */
export function encodePayload(content: EntryContent): string {
  const { kind: _, ...payload } = content;
  return JSON.stringify(payload);
}
