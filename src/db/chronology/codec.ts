/** Entries as rows and rows as entries. */
import { joinParts, takeApart, type Places, type Said } from '../../domain/chronology/apart.ts';
import type { EntryContent, EntryKind, Entry } from '../../domain/chronology/entry.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** What an entry says of places and in free text; null where it says nothing, or the places are withheld. */
export type ApartRow = { readonly places?: Places | null; readonly said?: Said | null } | null;

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
  readonly apart: ApartRow;
};

/**
 * What the entry of an alias says of places and in free text, for a select list: as it was told where the requester may read
 * that, else the words with addresses taken out.
 */
export function apartOf(alias: string): string {
  return `coalesce(
    (select jsonb_build_object('places', p.places, 'said', p.said) from homeward.chronology_place p
      where p.child_id = ${alias}.child_id and p.version = ${alias}.version),
    (select jsonb_build_object('said', r.said) from homeward.chronology_redacted r
      where r.child_id = ${alias}.child_id and r.version = ${alias}.version))`;
}

/** The columns of an `EntryRow`, for a select list. */
export const ENTRY_COLUMNS = `version, kind, (extract(epoch from occurred_at) * 1000)::float8 as occurred_at,
  (extract(epoch from recorded_at) * 1000)::float8 as recorded_at, recorded_by, user_id, source_key, payload,
  ${apartOf('chronology_entry')} as apart`;

/** The entry that a row holds. The payload was checked when it was written, and nothing may change it since. */
export function decodeEntry(row: EntryRow): Entry {
  return {
    version: row.version,
    occurredAt: row.occurred_at as Instant,
    recordedAt: row.recorded_at as Instant,
    recordedBy: row.recorded_by,
    userId: row.user_id,
    sourceKey: row.source_key,
    content: decodeContent(row.kind, row.payload, row.apart),
  };
}

/** What an entry says, from its payload and what is kept apart from it. */
export function decodeContent(kind: string, payload: object, apart: ApartRow): EntryContent {
  return joinParts(kind as EntryKind, { kept: payload, places: apart?.places ?? null, said: apart?.said ?? null });
}

/** An entry's content as the JSON of the columns `payload`, `places` and `said`: everything but its kind. */
export function encodeContent(content: EntryContent): {
  readonly payload: string;
  readonly places: string | null;
  readonly said: string | null;
} {
  const { kept, places, said } = takeApart(content);
  return {
    payload: JSON.stringify(kept),
    places: places && JSON.stringify(places),
    said: said && JSON.stringify(said),
  };
}
