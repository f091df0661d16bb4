/** Records the rows of some children in one transaction: all of it, or nothing. */
import { fold } from '../../domain/chronology/fold.ts';
import type { Entry } from '../../domain/chronology/entry.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import { intake, type Incoming, type IntakeEntry, type RowOutcome } from '../../domain/feeds/intake.ts';
import { notificationKey, sourceKeyOf } from '../../domain/feeds/versions.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { saveAdditions, type Addition, type WithheldAddition } from '../../db/chronology/bulk.ts';
import {
  incidentsInReview,
  involvementsOf,
  latestVersions,
  lockKnown,
  nextPart,
  rejectRows,
  type ResolvedRow,
} from '../../db/imports/recording.ts';
import { hiddenAmong, shownWords } from '../../db/chronology/places.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgencyList } from './agencies.ts';
import { whyNotOfSender } from './sender.ts';
import type { Tally } from './tally.ts';

/** What recording needs beside the rows. */
export type RecordingSurroundings = {
  readonly rules: FoldRules;
  readonly now: Instant;
  readonly agencies: AgencyList;
  /** The agency that sends the files; null for the operator, who may send everybody's. */
  readonly sender: string | null;
  /** By line: the other children on whose record a notification of this run is. */
  readonly elsewhere: ReadonlyMap<number, readonly number[]>;
};

/** A part that was recorded. */
export type RecordedPart = {
  /** The last of its children. */
  readonly last: number;
  /** How many rows it took. */
  readonly rows: number;
  /** Children on whose record something was put. */
  readonly collected: readonly number[];
  /** Those among them who were on record, and with whom the sender was not involved. */
  readonly disclosed: readonly number[];
};

type Row = ResolvedRow & { readonly incoming: Incoming };
type Work = {
  readonly known: Entry[];
  readonly rows: Row[];
  readonly added: IntakeEntry[];
  readonly placesWithheld: boolean;
};

/** Records the next so many children after one; undefined at the end. */
export async function recordPart(
  tx: Transaction,
  after: number,
  children: number,
  around: RecordingSurroundings,
  tally: Tally,
): Promise<RecordedPart | undefined> {
  const rows = (await nextPart(tx, after, children)).map((row): Row => ({
    ...row,
    incoming: JSON.parse(row.content) as Incoming,
  }));
  const last = rows.at(-1)?.child_id;
  if (last === undefined) return undefined;
  const { sender } = around;
  const works = await gather(tx, rows, around);
  const keys = rows.map((row) => sourceKeyOf(row.incoming.row));
  const anyKnown = [...works.values()].some(({ known }) => known.length > 0);
  const versions = anyKnown || around.elsewhere.size > 0 ? await latestVersions(tx, keys) : new Map<string, number>();
  const interviewed = rows.flatMap(({ incoming: { row } }) =>
    row.feed === 'interviews' ? row.interview.incidentRefs : [],
  );
  const told = new Set(
    rows.flatMap(({ incoming: { row } }) => (row.feed === 'notifications' ? (row.notification.incidentRef ?? []) : [])),
  );
  const inReview = await incidentsInReview(
    tx,
    interviewed.filter((ref) => !told.has(ref)),
  );
  const involved = sender === null ? new Map<number, string[]>() : await involvementsOf(tx, sender, [...works.keys()]);
  const rejected: { feed: string; line: number; reason: string }[] = [];
  for (const [childId, work] of works) {
    if (work.rows.length === 0) continue;
    const staying = new Set(work.rows.filter((row) => staysElsewhere(row, works, around)));
    for (const _ of staying) tally.add('notifications', { kind: 'repeated' });
    const relationships = work.known.length === 0 ? undefined : (involved.get(childId) ?? []);
    const foreign = new Map(
      work.rows.map((row) => [row, sender === null ? undefined : whyNotOfSender(row.feed, relationships)]),
    );
    for (const [row, reason] of foreign)
      if (reason !== undefined) rejected.push({ feed: row.feed, line: row.line, reason });
    const kept = work.rows.filter((row) => !staying.has(row) && foreign.get(row) === undefined);
    const { entries, outcomes } = intake(
      work.known,
      kept.map((row) => row.incoming),
      {
        now: around.now,
        agencyKind: (code) => around.agencies.kindOf(code),
        latestVersion: (key) => versions.get(key) ?? 0,
        awaitsReview: (ref) => inReview.has(ref),
        shownWords: work.placesWithheld ? await shownWords(tx, childId, wordsOf(kept)) : null,
      },
    );
    work.added.push(...entries);
    for (const [index, row] of kept.entries()) {
      const outcome = outcomes[index] ?? { kind: 'repeated' };
      tally.add(row.feed, outcome, row.found_by === 'name');
      if (outcome.kind === 'rejected') rejected.push({ feed: row.feed, line: row.line, reason: outcome.reason });
      else moveHere(row, outcome, childId, works, around);
    }
  }
  await rejectRows(tx, rejected);
  const { open, withheld } = additions(works, around.rules);
  await saveAdditions(tx, open, withheld);
  const collected = [...works].filter(([, { added }]) => added.length > 0);
  const disclosed = collected.filter(
    ([childId, { known }]) => sender !== null && known.length > 0 && !involved.has(childId),
  );
  const idsOf = (some: typeof collected): number[] => some.map(([childId]) => childId);
  return { last, rows: rows.length, collected: idsOf(collected), disclosed: idsOf(disclosed) };
}

/** What rows say in people's own words. */
function wordsOf(rows: readonly Row[]): string[] {
  return rows.flatMap(({ incoming: { row } }) =>
    row.feed === 'notifications'
      ? [row.notification.circumstances ?? '', row.notification.returnedBy ?? '']
      : row.feed === 'screenings'
        ? [row.screening.outcome ?? '']
        : [],
  );
}

async function gather(
  tx: Transaction,
  rows: readonly Row[],
  around: RecordingSurroundings,
): Promise<Map<number, Work>> {
  const others =
    around.elsewhere.size === 0
      ? []
      : rows.flatMap((row) => (row.feed === 'notifications' ? (around.elsewhere.get(row.line) ?? []) : []));
  const ids = [...new Set([...rows.map((row) => row.child_id), ...others])];
  const known = await lockKnown(tx, ids);
  const hidden = known.size === 0 ? new Set<number>() : await hiddenAmong(tx, [...known.keys()]);
  const works = new Map<number, Work>(
    ids.map((id) => [id, { known: known.get(id) ?? [], rows: [], added: [], placesWithheld: hidden.has(id) }]),
  );
  for (const row of rows) works.get(row.child_id)?.rows.push(row);
  return works;
}

/**
 * Whether a notification stays on the record of another child: a person put it there, or only a name speaks for this one.
 */
function staysElsewhere(row: Row, works: ReadonlyMap<number, Work>, around: RecordingSurroundings): boolean {
  return standingElsewhere(row, works, around).some(({ entry }) => row.found_by === 'name' || entry.userId !== null);
}

/** Takes a notification off the record of the child that its sender named before. */
function moveHere(
  row: Row,
  outcome: RowOutcome,
  childId: number,
  works: ReadonlyMap<number, Work>,
  around: RecordingSurroundings,
): void {
  if (outcome.kind !== 'accepted') return;
  for (const { other, work } of standingElsewhere(row, works, around)) {
    if (other === childId || row.incoming.row.feed !== 'notifications') continue;
    work.added.push({
      version: work.known.length + work.added.length + 1,
      occurredAt: around.now,
      recordedAt: around.now,
      recordedBy: row.incoming.row.notification.reportedBy,
      userId: null,
      sourceKey: null,
      sourceVersion: 1,
      content: {
        kind: 'notification-moved',
        notificationRef: row.incoming.row.notification.notificationRef,
        toChildId: childId,
        why: 'The sender sent it again and named another child.',
      },
    });
  }
}

function standingElsewhere(
  row: Row,
  works: ReadonlyMap<number, Work>,
  around: RecordingSurroundings,
): { other: number; work: Work; entry: Entry }[] {
  const { row: said } = row.incoming;
  if (said.feed !== 'notifications' || around.elsewhere.size === 0) return [];
  const ref = said.notification.notificationRef;
  return (around.elsewhere.get(row.line) ?? []).flatMap((other) => {
    const work = works.get(other);
    const entry = [...(work?.known ?? []), ...(work?.added ?? [])].findLast(
      ({ content, sourceKey }) =>
        sourceKey === notificationKey(ref) ||
        (content.kind === 'notification-moved' && content.notificationRef === ref),
    );
    return work === undefined || entry === undefined || entry.content.kind === 'notification-moved'
      ? []
      : [{ other, work, entry }];
  });
}

function additions(
  works: ReadonlyMap<number, Work>,
  rules: FoldRules,
): { open: Addition[]; withheld: WithheldAddition[] } {
  const found: Addition[] = [];
  const withheld: WithheldAddition[] = [];
  for (const [childId, { known, added, placesWithheld }] of works) {
    if (added.length === 0) continue;
    // A move decided after the intake of its child follows on: versions are given here, without gaps.
    const entries = added.map((entry, index) => ({ ...entry, version: known.length + index + 1 }));
    if (placesWithheld) {
      const recordOf = (all: readonly Entry[]) => fold(all, rules, { placesWithheld });
      withheld.push({ childId, before: recordOf(known), recordOf, entries });
      continue;
    }
    found.push({
      childId,
      before: known.length === 0 ? undefined : fold(known, rules),
      record: fold([...known, ...entries], rules),
      entries,
    });
  }
  return { open: found, withheld };
}
