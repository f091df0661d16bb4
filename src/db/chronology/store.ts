/**
 * The store of chronologies: append entries to one child's chronology, and everything that follows from them, in the
 * caller's transaction. All of it is kept or none.
 */
import sql, { join, raw } from 'sql-template-tag';
import type { Entry, EntryContent } from '../../domain/chronology/entry.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import { recordAudit } from '../audit/record.ts';
import { tellOfInvolvements } from '../notices.ts';
import type { Requester } from '../requester.ts';
import type { Transaction } from '../transaction.ts';
import { decodeEntry, encodeContent, ENTRY_COLUMNS, type EntryRow } from './codec.ts';
import { isAddressHidden, placeReviewed, repeatPlaces, withholdPlaces } from './places.ts';
import { saveRecord } from './save.ts';

/** An entry about to be appended: its version, time of recording and sender come from the act. */
export type NewEntry = {
  readonly occurredAt: Instant;
  /** Sender's identity of the message, by which a redelivery is known; null for a person's act. */
  readonly sourceKey: string | null;
  /** 1 unless the sender changed a message it had delivered before. */
  readonly sourceVersion?: number;
  readonly content: EntryContent;
  /** Version of the entry that this one says again: its places are taken from there, since they may be withheld here. */
  readonly repeats?: number;
  /** Item of the review queue that says its places, where they are withheld here. */
  readonly reviewId?: number;
};

/** What is to be appended to whose chronology. */
export type Append = {
  readonly childId: number;
  /** Version the decision was made on; 0 for a child just reserved; null for whatever is current. */
  readonly expectedVersion: number | null;
  readonly entries: readonly NewEntry[];
  readonly now: Instant;
};

/** The entries were appended, or the chronology had moved on: then `since` says by what. */
export type AppendOutcome =
  | { readonly kind: 'saved'; readonly record: ChildRecord }
  | { readonly kind: 'stale'; readonly version: number; readonly since: readonly Entry[] };

/** Takes an identifier for a child not yet on record; nothing is written. */
export async function reserveChildId(tx: Transaction): Promise<number> {
  const row = await tx.one<{ child_id: number }>(sql`select nextval('homeward.child_id_seq') as child_id`);
  return row.child_id;
}

/**
 * A child's entries in order, as far as the requester may see them; only those recorded up to `knownAt`, when given.
 * @returns an empty list for a child who does not exist or may not be seen
 */
export async function loadEntries(tx: Transaction, childId: number, knownAt?: Instant): Promise<Entry[]> {
  const until = knownAt === undefined ? sql`` : sql`and recorded_at <= ${toIso(knownAt)}`;
  const rows = await tx.query<EntryRow>(
    sql`select ${raw(ENTRY_COLUMNS)} from homeward.chronology_entry where child_id = ${childId} ${until} order by version`,
  );
  return rows.map(decodeEntry);
}

/** What is true of a child, or was known at an instant; undefined where there is nothing the requester may see. */
export async function loadRecord(
  tx: Transaction,
  rules: FoldRules,
  childId: number,
  knownAt?: Instant,
): Promise<ChildRecord | undefined> {
  const entries = await loadEntries(tx, childId, knownAt);
  return entries.length === 0
    ? undefined
    : fold(entries, rules, { placesWithheld: await isAddressHidden(tx, childId) });
}

/**
 * Appends entries to a child's chronology and rewrites what follows from it. Takes the child's turn: two acts on one
 * child follow each other, and the second, if it was decided on an older version, is told what changed meanwhile.
 * @throws RangeError when the child does not exist and `expectedVersion` is not 0: a bug in the caller
 */
export async function appendEntries(
  tx: Transaction,
  requester: Requester,
  rules: FoldRules,
  append: Append,
): Promise<AppendOutcome> {
  const { childId, expectedVersion, now } = append;
  const isNew = expectedVersion === 0;
  let version = 0;
  if (isNew) {
    await tx.query(sql`insert into homeward.child (child_id) values (${childId})`);
  } else {
    const locked = await tx.one<{ version: number | null }>(sql`select homeward.lock_child(${childId}) as version`);
    if (locked.version === null) throw new RangeError('no such child');
    version = locked.version;
    if (expectedVersion !== null && expectedVersion !== version) {
      const entries = await loadEntries(tx, childId);
      return { kind: 'stale', version, since: entries.filter((entry) => entry.version > expectedVersion) };
    }
  }
  const added = append.entries.map((entry, index) => toEntry(entry, version + index + 1, requester, now));
  const placesWithheld = !isNew && (await isAddressHidden(tx, childId));
  await insertEntries(tx, childId, append.entries, added, placesWithheld);
  const borrowed = requester.agencyCode === null ? undefined : await becomeInvolved(tx, childId, requester.agencyCode);
  if (placesWithheld) {
    for (const [index, { repeats, reviewId }] of append.entries.entries()) {
      if (repeats !== undefined) await repeatPlaces(tx, childId, repeats, version + index + 1);
      if (reviewId !== undefined) await placeReviewed(tx, reviewId, childId, version + index + 1);
    }
    await withholdPlaces(
      tx,
      childId,
      append.entries.map(({ content }) => content),
    );
  }
  const loaded = isNew ? [] : await loadEntries(tx, childId);
  const known = loaded.filter((entry) => entry.version <= version);
  // What was added is read again where places are withheld: without them, and with no address in its words.
  const all = placesWithheld ? loaded : [...known, ...added];
  const before = known.length === 0 ? undefined : fold(known, rules, { placesWithheld });
  const record = fold(all, rules, { placesWithheld });
  await saveRecord(tx, childId, before, record);
  await tellOfInvolvements(tx, requester, childId, before, record, now);
  // By telling of a child on record, an agency comes to see what others told: that is a disclosure, whoever began it. Who
  // is not involved afterwards, as a provider that refused an interview, was shown nothing.
  const comesToSee = record.involvements.some(({ agency }) => agency === requester.agencyCode);
  if (borrowed !== undefined && !isNew && comesToSee) {
    const purpose = 'first involvement with the child';
    await recordAudit(tx, requester, {
      verb: 'disclosure',
      route: 'involvement',
      childIds: [childId],
      purpose,
      counted: false,
    });
  }
  if (
    borrowed &&
    !record.involvements.some(
      ({ agency, relationship }) => agency === requester.agencyCode && relationship === borrowed,
    )
  ) {
    await tx.query(
      sql`delete from homeward.child_agency where child_id = ${childId} and agency_code = ${requester.agencyCode} and relationship = ${borrowed}`,
    );
  }
  return { kind: 'saved', record };
}

function toEntry(entry: NewEntry, version: number, requester: Requester, now: Instant): Entry {
  return {
    version,
    occurredAt: entry.occurredAt,
    recordedAt: now,
    recordedBy: requester.agencyCode,
    userId: requester.userId,
    sourceKey: entry.sourceKey,
    content: entry.content,
  };
}

async function insertEntries(
  tx: Transaction,
  childId: number,
  news: readonly NewEntry[],
  entries: readonly Entry[],
  placesWithheld: boolean,
): Promise<void> {
  const encoded = entries.map((entry) => ({ entry, ...encodeContent(entry.content) }));
  const rows = encoded.map(
    (
      { entry, payload },
      index,
    ) => sql`(${childId}, ${entry.version}, ${entry.content.kind}, ${toIso(entry.occurredAt)}, ${toIso(entry.recordedAt)},
      ${entry.recordedBy}, ${entry.userId}, ${entry.sourceKey}, ${news[index]?.sourceVersion ?? 1}, ${payload})`,
  );
  await tx.query(
    sql`insert into homeward.chronology_entry
      (child_id, version, kind, occurred_at, recorded_at, recorded_by, user_id, source_key, source_version, payload)
      values ${join(rows)}`,
  );
  const apart = encoded.filter(
    ({ places, said }, index) =>
      (places !== null || said !== null) &&
      !(placesWithheld && (news[index]?.repeats !== undefined || news[index]?.reviewId !== undefined)),
  );
  if (apart.length === 0) return;
  const placed = apart.map(
    ({ entry, places, said }) => sql`(${childId}, ${entry.version}, ${places}::jsonb, ${said}::jsonb)`,
  );
  await tx.query(sql`insert into homeward.chronology_place (child_id, version, places, said) values ${join(placed)}`);
}

/**
 * Who puts something on a child's record may see the child: without that, the rest could not be decided or written.
 * @returns the relationship given for the length of this act; undefined where the agency was involved already
 */
async function becomeInvolved(tx: Transaction, childId: number, agencyCode: string): Promise<string | undefined> {
  const given = await tx.maybeOne<{ relationship: string }>(
    sql`insert into homeward.child_agency (agency_code, child_id, relationship)
      select a.code, ${childId}, case when a.kind = 'police' then 'police' else 'reporter' end
      from homeward.agency a
      where a.code = ${agencyCode} and not homeward.is_involved(${childId})
      returning relationship`,
  );
  return given?.relationship;
}
