/**
 * What the rows of one child add to the child's chronology: which are new, which repeat what is known, and which say what
 * cannot be beside everything else that is known of the child. The order of the rows makes no difference.
 */
import type { AgencyKind } from '../child/agency.ts';
import { withoutPlaces } from '../chronology/apart.ts';
import type { Entry, EntryContent, OtherColumns } from '../chronology/entry.ts';
import { standingNotifications, type Received } from '../episode/received.ts';
import type { Instant } from '../time/instant.ts';
import { startOfLondonDay } from '../time/london.ts';
import { firstStarts, whyInterviewCannotBe, whyReturnCannotBe } from './impossible.ts';
import { compareVersions, inOrderOfStanding, meaningOf, sourceKeyOf, type ChildRow } from './versions.ts';

/** A row that was understood, about this child. @source feeds definition, Feeds */
export type Incoming = { readonly row: ChildRow; readonly otherColumns?: OtherColumns };

/** What became of a row. @source feeds definition, Commands: accepted, repeated, rejected with a reason */
export type RowOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'repeated' }
  | { readonly kind: 'rejected'; readonly reason: string };

/** An entry to append; versions follow on from those known. @source design: one chronology per child */
export type IntakeEntry = Entry & {
  readonly sourceVersion: number;
  /** Version of the known entry that this one says again. */
  readonly repeats?: number;
};

/** What is to be appended and what became of each row, in the order of the rows. @source feeds definition, Commands */
export type Intake = { readonly entries: readonly IntakeEntry[]; readonly outcomes: readonly RowOutcome[] };

/** What intake needs to know beyond the child. @source our judgement */
export type IntakeSurroundings = {
  readonly now: Instant;
  readonly agencyKind: (code: string) => AgencyKind;
  /** Latest version of a message anywhere on record; 0 where there is none. */
  readonly latestVersion: (sourceKey: string) => number;
  /** Whether a notification that waits for review names this incident: its child is not known yet. */
  readonly awaitsReview: (incidentRef: string) => boolean;
  /**
   * Where the child's address is hidden, words as they are shown: then what is decided depends on no place, and on no address
   * in words. Null where it is not hidden.
   */
  readonly shownWords: ((words: string) => string) | null;
};

const ACCEPTED: RowOutcome = { kind: 'accepted' };
const REPEATED: RowOutcome = { kind: 'repeated' };

/** One thing that rows say, with the places of the rows that say it. */
type Said = {
  readonly sourceKey: string;
  readonly content: EntryContent;
  readonly meaning: string;
  readonly places: number[];
};

/**
 * Decides what the rows of one child add. Of identical rows the first is accepted and the others repeat it; of different
 * versions of one message all are kept and the one that is furthest on stands.
 * @source feeds definition, Feeds: delivery at least once and in no order; a row that says what cannot be is rejected
 */
export function intake(known: readonly Entry[], incoming: readonly Incoming[], around: IntakeSurroundings): Intake {
  const outcomes: RowOutcome[] = incoming.map(() => REPEATED);
  const messages = gather(known, incoming, outcomes, around);
  const settled: Said[] = [];
  const notifications: Said[] = [];
  const interviews: Said[] = [];
  for (const said of messages) {
    if (said.content.kind === 'notification-received') notifications.push(said);
    else if (said.content.kind === 'interview-recorded') interviews.push(said);
    else settled.push(said);
  }
  const reject = (said: Said, reason: string | undefined): boolean => {
    if (reason === undefined) return false;
    for (const place of said.places) outcomes[place] = { kind: 'rejected', reason };
    return true;
  };
  const moved = movedAway(known);
  const here = notifications.filter((said) => !reject(said, moved.has(said.sourceKey) ? MOVED_AWAY : undefined));
  const told = standingNotifications([...known, ...asEntries(here.filter((said) => !isOutrun(said, known)))]);
  const starts = firstStarts(told);
  const possible = here.filter(
    (said) =>
      !reject(
        said,
        whyReturnCannotBe(said.content, starts) && whyReturnCannotBe(said.content, othersStarts(said, told)),
      ),
  );
  const standing = standingNotifications([...known, ...asEntries(possible)]);
  const incidents = firstStarts(standing);
  for (const said of interviews) {
    if (!reject(said, whyInterviewCannotBe(said.content, incidents, around.awaitsReview))) settled.push(said);
  }
  const added = [...settled, ...possible];
  for (const said of added)
    for (const [index, place] of said.places.entries()) outcomes[place] = index === 0 ? ACCEPTED : REPEATED;
  return { entries: append(known, added, around), outcomes };
}

/** Whether a version that is known stands over this one, however late this one comes. */
function isOutrun(said: Said, known: readonly Entry[]): boolean {
  const before = known.findLast(({ sourceKey }) => sourceKey === said.sourceKey);
  return before !== undefined && compareVersions(before.content, said.content) > 0;
}

/** Starts told by other messages: another version of the same message does not make it impossible. */
function othersStarts({ content }: Said, told: readonly Received[]): Map<string, Instant | null> {
  const own = content.kind === 'notification-received' ? content.notification.notificationRef : null;
  return firstStarts(told.filter(({ notification }) => notification.notificationRef !== own));
}

const MOVED_AWAY =
  'A person has moved this notification to another child. Correct it on that child’s page, or send it with that child’s reference.';

/** What the rows say that is not known yet, each once. */
function gather(
  known: readonly Entry[],
  incoming: readonly Incoming[],
  outcomes: RowOutcome[],
  around: IntakeSurroundings,
): Said[] {
  const { shownWords } = around;
  const shown = (content: EntryContent): EntryContent =>
    shownWords === null ? content : withoutPlaces(content, shownWords);
  const knownMeanings = new Map<string, Set<string>>();
  for (const { sourceKey, content } of known) {
    const meaning = sourceKey === null ? undefined : meaningOf(shown(content));
    if (sourceKey === null || meaning === undefined) continue;
    const meanings = knownMeanings.get(sourceKey);
    if (meanings) meanings.add(meaning);
    else knownMeanings.set(sourceKey, new Set([meaning]));
  }
  const found = new Map<string, Said[]>();
  for (const [place, { row, otherColumns }] of incoming.entries()) {
    const sourceKey = sourceKeyOf(row);
    const content = contentOf(row, otherColumns, around);
    const meaning = meaningOf(shown(content)) ?? '';
    if (knownMeanings.get(sourceKey)?.has(meaning)) {
      outcomes[place] = REPEATED;
      continue;
    }
    const versions = found.get(sourceKey) ?? [];
    if (versions.length === 0) found.set(sourceKey, versions);
    const same = versions.find((said) => said.meaning === meaning);
    if (same) same.places.push(place);
    else versions.push({ sourceKey, content, meaning, places: [place] });
  }
  return [...found.values()].flatMap(inOrderOfStanding);
}

function contentOf(row: ChildRow, otherColumns: OtherColumns | undefined, around: IntakeSurroundings): EntryContent {
  const also = otherColumns === undefined ? {} : { otherColumns };
  switch (row.feed) {
    case 'children':
      return { kind: 'child-recorded', details: row.details, ...also };
    case 'statuses':
      return { kind: 'status-recorded', period: row.period, ...also };
    case 'notifications': {
      const reportedByKind = around.agencyKind(row.notification.reportedBy);
      return { kind: 'notification-received', notification: { ...row.notification, reportedByKind }, ...also };
    }
    case 'interviews':
      return { kind: 'interview-recorded', interview: row.interview, ...also };
    case 'screenings':
      return { kind: 'screening-recorded', screening: row.screening, ...also };
  }
}

function movedAway(known: readonly Entry[]): Set<string> {
  const moved = new Set<string>();
  for (const { content } of known) {
    if (content.kind === 'notification-moved') moved.add(`notification:${content.notificationRef}`);
    else if (content.kind === 'notification-received')
      moved.delete(`notification:${content.notification.notificationRef}`);
  }
  return moved;
}

const ENTRY_ORDER: Readonly<Partial<Record<EntryContent['kind'], number>>> = {
  'child-recorded': 0,
  'status-recorded': 1,
  'notification-received': 2,
  'interview-recorded': 3,
  'screening-recorded': 4,
};

/** The new entries in an order of their own, with a version already known sent after them where it stands over them. */
function append(known: readonly Entry[], added: readonly Said[], around: IntakeSurroundings): IntakeEntry[] {
  const responsible = responsibleAuthority(known, added);
  const standing = new Map<string, Entry>();
  for (const entry of known) if (entry.sourceKey !== null) standing.set(entry.sourceKey, entry);
  const toAppend: { sourceKey: string; content: EntryContent; repeats?: number }[] = [];
  // A message's versions stay together, where the last of them happened.
  const happened = new Map(added.map((said) => [said.sourceKey, occurredAtOf(said.content, around.now)]));
  const sorted = added.map((said, index) => ({
    said,
    index,
    order: ENTRY_ORDER[said.content.kind] ?? 9,
    at: happened.get(said.sourceKey) ?? around.now,
  }));
  sorted.sort((a, b) => a.order - b.order || a.at - b.at || byKey(a.said, b.said) || a.index - b.index);
  for (const { said } of sorted) toAppend.push(said);
  const last = new Map(toAppend.map((said) => [said.sourceKey, said]));
  for (const [sourceKey, said] of last) {
    const before = standing.get(sourceKey);
    if (before !== undefined && compareVersions(before.content, said.content) > 0)
      toAppend.push({ sourceKey, content: before.content, repeats: before.version });
  }
  const versions = new Map<string, number>();
  return toAppend.map(({ sourceKey, content, repeats }, index) => {
    const sourceVersion = (versions.get(sourceKey) ?? around.latestVersion(sourceKey)) + 1;
    versions.set(sourceKey, sourceVersion);
    return {
      version: known.length + index + 1,
      occurredAt: occurredAtOf(content, around.now),
      recordedAt: around.now,
      recordedBy: senderOf(content, responsible),
      userId: null,
      sourceKey,
      sourceVersion,
      content,
      ...(repeats === undefined ? {} : { repeats }),
    };
  });
}

function byKey(a: Said, b: Said): number {
  if (a.sourceKey === b.sourceKey) return 0;
  return a.sourceKey < b.sourceKey ? -1 : 1;
}

function asEntries(added: readonly Said[]): Entry[] {
  return added.map(({ sourceKey, content }) => ({
    version: 0,
    occurredAt: 0 as Instant,
    recordedAt: 0 as Instant,
    recordedBy: null,
    userId: null,
    sourceKey,
    content,
  }));
}

function responsibleAuthority(known: readonly Entry[], added: readonly Said[]): string | null {
  let found: string | null = null;
  for (const { content } of [...known, ...added])
    if (content.kind === 'child-recorded') found = content.details.responsibleAuthority;
  return found;
}

function senderOf(content: EntryContent, responsible: string | null): string | null {
  if (content.kind === 'notification-received') return content.notification.reportedBy;
  if (content.kind === 'interview-recorded') return content.interview.allocatedTo ?? responsible;
  return responsible;
}

/**
 * When what an entry says happened; for details of a child, when they were told.
 * @unit instant; a date is its first moment in London
 * @source design: two times always
 */
export function occurredAtOf(content: EntryContent, now: Instant): Instant {
  switch (content.kind) {
    case 'notification-received':
      return content.notification.occurredAt;
    case 'interview-recorded':
      return content.interview.completedAt ?? content.interview.offeredAt ?? now;
    case 'status-recorded':
      return startOfLondonDay(content.period.fromOn);
    case 'screening-recorded':
      return startOfLondonDay(content.screening.completedOn);
    default:
      return now;
  }
}
