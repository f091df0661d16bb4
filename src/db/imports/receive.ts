/**
 * Notifications that a system of an agency sends one at a time or in batches: the same rules as for files, each row
 * in a transaction of its own and in the rights of its sender.
 */
import sql, { raw } from 'sql-template-tag';
import { matchChild } from '../../domain/child/matching.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import { withoutPlaces, wordsIn } from '../../domain/chronology/apart.ts';
import type { EntryContent } from '../../domain/chronology/entry.ts';
import type { ChildRecord } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { standingNotifications } from '../../domain/episode/received.ts';
import { NOTIFICATIONS } from '../../domain/feeds/absences.ts';
import type { RowContent } from '../../domain/feeds/definition.ts';
import { firstStarts, whyReturnCannotBe } from '../../domain/feeds/impossible.ts';
import { intake } from '../../domain/feeds/intake.ts';
import { meaningOf, notificationKey } from '../../domain/feeds/versions.ts';
import { londonDate } from '../../domain/time/london.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import { listAgencies } from '../agencies.ts';
import { apartOf, decodeContent, type EntryRow } from '../chronology/codec.ts';
import { isAddressHidden, shownWords } from '../chronology/places.ts';
import { appendEntries, loadEntries } from '../chronology/store.ts';
import { recordAudit } from '../audit/record.ts';
import type { Requester } from '../requester.ts';
import { openWhereClosed } from '../standing.ts';
import type { Database, Transaction } from '../transaction.ts';
import { candidatesFor } from '../child-candidates.ts';
import { queueForReview, received, reviewed } from './review-places.ts';

/** A notification as sent: the columns of the feed, as text. */
export type SentNotification = Readonly<Record<string, string>>;

/** What became of a notification. */
export type Reception =
  | { readonly kind: 'accepted'; readonly childId: number; readonly episodeKey: string | null }
  | { readonly kind: 'repeated'; readonly childId: number | null }
  | { readonly kind: 'review' }
  | { readonly kind: 'rejected'; readonly reason: string };

/** What receiving needs. */
export type ReceivingOptions = {
  readonly rules: FoldRules;
  readonly now: Instant;
  /** Pattern of the address that was called, for the record of looks. */
  readonly route: string;
};

type NotificationRow = Extract<RowContent, { feed: 'notifications' }>;

/** Receives notifications in the order given; the answers are in the same order. What one row does, it does whole or not at all. */
export async function receiveNotifications(
  database: Database,
  requester: Requester,
  rows: readonly SentNotification[],
  options: ReceivingOptions,
): Promise<Reception[]> {
  const answers: Reception[] = [];
  for (const row of rows) answers.push(await receiveNotification(database, requester, row, options));
  return answers;
}

/** A row that turned out to say what cannot be after it was written: what it wrote is rolled back. */
class Impossible extends Error {
  override name = 'Impossible';
  readonly reason: string;
  constructor(reason: string) {
    super('a notification says what cannot be');
    this.reason = reason;
  }
}

const REF_TAKEN = 'notification_ref is already the reference of another message. Give this one a reference of its own.';

async function receiveNotification(
  database: Database,
  requester: Requester,
  sent: SentNotification,
  options: ReceivingOptions,
): Promise<Reception> {
  return database.transaction('request', requester, (tx) => receiveNotificationIn(tx, requester, sent, options));
}

/** Receives one notification in the caller's transaction: what the row does, it does whole or not at all. */
export async function receiveNotificationIn(
  tx: Transaction,
  requester: Requester,
  sent: SentNotification,
  options: ReceivingOptions,
): Promise<Reception> {
  await tx.query(sql`savepoint before_notification`);
  try {
    const answer = await receive(tx, requester, sent, options);
    await tx.query(sql`release savepoint before_notification`);
    return answer;
  } catch (error) {
    if (!(error instanceof Impossible) && !isReferenceTaken(error)) throw error;
    await tx.query(sql`rollback to savepoint before_notification`);
    return { kind: 'rejected', reason: error instanceof Impossible ? error.reason : REF_TAKEN };
  }
}

/** Whether PostgreSQL refused an entry because its message's reference is on record for another. */
export function isReferenceTaken(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'chronology_entry_source';
}

/** Whether PostgreSQL refused to change a row that the sender may not see: a message of another agency has its reference. */
function isOfAnother(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '42501';
}

async function receive(
  tx: Transaction,
  requester: Requester,
  sent: SentNotification,
  { rules, now, route }: ReceivingOptions,
): Promise<Reception> {
  const agencies = new Map((await listAgencies(tx)).map((agency) => [agency.code, agency.kind]));
  const read = NOTIFICATIONS.read((name) => sent[name], {
    now,
    today: londonDate(now),
    isAgency: (code) => agencies.has(code),
  });
  if (!read.ok) return { kind: 'rejected', reason: read.reason };
  if (read.content.feed !== 'notifications') throw new RangeError('the feed of notifications gave another row');
  const row = read.content;
  if (row.notification.reportedBy !== requester.agencyCode) {
    return {
      kind: 'rejected',
      reason: 'reported_by is another agency than the one that sends it. Send your own notifications only.',
    };
  }
  const kindOf = (code: string) => agencies.get(code) ?? 'police';
  let earlier = await findEarlier(tx, row, kindOf);
  if (earlier !== undefined && earlier.same) return { kind: 'repeated', childId: earlier.childId };
  const match = matchChild(row.named, await candidatesFor(tx, row.named));
  if (match.kind === 'unknown-reference')
    return { kind: 'rejected', reason: `${match.because.sentence} Correct child_ref, or send the child first.` };
  if (match.kind === 'uncertain') return review(tx, row, match.because, now);
  if (await openWhereClosed(tx, match.childId)) {
    earlier = await findEarlier(tx, row, kindOf);
    if (earlier?.same === true) return { kind: 'repeated', childId: earlier.childId };
  }
  // A message is amended by its own sender only: to another, its reference is taken.
  if (earlier !== undefined && earlier.reportedBy !== requester.agencyCode)
    return { kind: 'rejected', reason: REF_TAKEN };
  if (earlier !== undefined && earlier.childId !== null && earlier.childId !== match.childId) {
    return {
      kind: 'rejected',
      reason: 'This notification is on the record of another child. Move it on that child’s page.',
    };
  }
  const known = await loadEntries(tx, match.childId);
  const { entries, outcomes } = intake(known, [{ row }], {
    now,
    agencyKind: kindOf,
    latestVersion: () => earlier?.version ?? 0,
    awaitsReview: () => false,
    shownWords: (await isAddressHidden(tx, match.childId))
      ? await shownWords(tx, match.childId, wordsIn(received(row.notification)))
      : null,
  });
  const [outcome] = outcomes;
  if (outcome?.kind === 'rejected') return outcome;
  if (entries.length === 0) return { kind: 'repeated', childId: match.childId };
  const saved = await appendEntries(tx, requester, rules, {
    childId: match.childId,
    expectedVersion: null,
    entries,
    now,
  });
  if (saved.kind === 'stale') throw new RangeError('an append to whatever is current was refused as stale');
  await refuseImpossible(
    tx,
    match.childId,
    entries.map(({ content }) => content),
  );
  await recordAudit(tx, requester, { verb: 'collection', route, childIds: [match.childId] });
  await closeReview(tx, row, match.childId, now);
  return {
    kind: 'accepted',
    childId: match.childId,
    episodeKey: episodeOf(saved.record, row.notification.notificationRef),
  };
}

/** Once its sender is involved with the child, everything that others told counts too. */
async function refuseImpossible(
  tx: Transaction,
  childId: number,
  contents: readonly Parameters<typeof whyReturnCannotBe>[0][],
): Promise<void> {
  const starts = firstStarts(standingNotifications(await loadEntries(tx, childId)));
  for (const content of contents) {
    const reason = whyReturnCannotBe(content, starts);
    if (reason !== undefined) throw new Impossible(reason);
  }
}

function episodeOf(record: ChildRecord, ref: string): string | null {
  return record.episodes.find((episode) => episode.notificationRefs.includes(ref))?.episodeKey ?? null;
}

type Earlier = {
  readonly childId: number | null;
  readonly version: number;
  readonly same: boolean;
  readonly reportedBy: unknown;
};

/** What the same reference told before, as far as the sender may see it. */
async function findEarlier(
  tx: Transaction,
  { notification, named }: NotificationRow,
  kindOf: (agency: string) => AgencyKind,
): Promise<Earlier | undefined> {
  const key = notificationKey(notification.notificationRef);
  const entries = await tx.query<
    Pick<EntryRow, 'kind' | 'payload' | 'apart'> & { child_id: number; source_version: number; withheld: boolean }
  >(sql`
    select child_id, source_version, kind, payload, ${raw(apartOf('chronology_entry'))} as apart,
      homeward.is_address_hidden(child_id) as withheld
    from homeward.chronology_entry where source_key = ${key} order by source_version desc`);
  const content: EntryContent = {
    kind: 'notification-received',
    notification: { ...notification, reportedByKind: kindOf(notification.reportedBy) },
  };
  const [latest] = entries;
  if (latest) {
    const words = latest.withheld ? await shownWords(tx, latest.child_id, wordsIn(content)) : undefined;
    const same = entries.find(({ kind, payload, apart, withheld }) => {
      const shown = (one: EntryContent): EntryContent => (withheld ? withoutPlaces(one, words) : one);
      return meaningOf(shown(decodeContent(kind, payload, apart))) === meaningOf(shown(content));
    });
    return {
      childId: (same ?? latest).child_id,
      version: latest.source_version,
      same: same !== undefined,
      reportedBy: (latest.payload['notification'] as Record<string, unknown> | undefined)?.['reportedBy'],
    };
  }
  const waiting = await tx.maybeOne<{
    same: boolean;
    decided: boolean;
    child_id: number | null;
    reported_by: string;
  }>(sql`
    select notification = ${JSON.stringify(reviewed(notification))}::jsonb and named = ${JSON.stringify(named)}::jsonb as same,
      decided_at is not null as decided, decided_child_id as child_id, reported_by
    from homeward.review_item where source_key = ${key}`);
  // One that still waits is asked about again, because its child may have become certain meanwhile.
  return waiting?.decided
    ? { childId: waiting.child_id, version: 0, same: waiting.same, reportedBy: waiting.reported_by }
    : undefined;
}

async function review(
  tx: Transaction,
  { notification, named }: NotificationRow,
  because: object,
  now: Instant,
): Promise<Reception> {
  const concerns = [
    notification.reportedBy,
    ...(notification.missingFromAuthority === null ? [] : [notification.missingFromAuthority]),
  ];
  const queued = await queueForReview(
    tx,
    [
      {
        source_key: notificationKey(notification.notificationRef),
        notification,
        named,
        reported_by: notification.reportedBy,
        concerns: [...new Set(concerns)],
        because,
      },
    ],
    toIso(now),
  ).catch((error: unknown) => {
    throw isOfAnother(error) ? new Impossible(REF_TAKEN) : error;
  });
  return queued > 0 ? { kind: 'review' } : { kind: 'repeated', childId: null };
}

async function closeReview(
  tx: Transaction,
  { notification }: NotificationRow,
  childId: number,
  now: Instant,
): Promise<void> {
  await tx.query(sql`
    update homeward.review_item
    set decided_at = ${toIso(now)}, decision = 'matched', decided_child_id = ${childId},
      decided_why = 'The notification came again, and its child is now certain.'
    where source_key = ${notificationKey(notification.notificationRef)} and decided_at is null`);
}
