/**
 * A block: the notifications taken to tell of one absence, and the times that follow from them.
 */
import type { Instant } from '../time/instant.ts';
import type { NotificationKind } from '../chronology/entry.ts';
import type { Because } from '../chronology/record.ts';
import type { Received } from './received.ts';
import { REASONS } from './reasons.ts';

/** Notifications of one absence with the start, end and kind that follow from them. @source feeds definition, from notifications to episodes */
export type Block = {
  readonly starts: readonly Received[];
  readonly returns: readonly Received[];
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly kind: Exclude<NotificationKind, 'found'>;
  readonly because: readonly Because[];
};

const STRENGTH = { absent: 0, away: 1, missing: 2, found: -1 } as const;

/** Whether the police sent it. @source feeds definition, from notifications to episodes */
export function byPolice(received: Received): boolean {
  return received.notification.reportedByKind === 'police';
}

/** The order in which notifications happened; the reference decides between equals, so that any order of arrival gives the same. @source feeds definition: delivery in no order */
export function byOccurrence(a: Received, b: Received): number {
  return (
    a.notification.occurredAt - b.notification.occurredAt ||
    (a.notification.notificationRef < b.notification.notificationRef ? -1 : 1)
  );
}

/**
 * Makes a block of the notifications of one absence. The police's times are the episode's where the police reported
 * it, else everyone's: the earliest start and the latest return. The kind likewise; missing counts before away before absent.
 * Where the police's start lies after every return, everyone's times are taken, since the child was back by then.
 * @unit instants; the end is never before the start
 * @source feeds definition, from notifications to episodes
 */
export function makeBlock(starts: readonly Received[], returns: readonly Received[]): Block {
  const policeStarts = starts.filter(byPolice);
  const policeReturns = returns.filter(byPolice);
  const counted = policeStarts.length > 0 ? policeStarts : starts;
  const because: Because[] = [
    policeStarts.length > 0 || policeReturns.length > 0 ? REASONS.policeTimes : REASONS.everyonesTimes,
  ];
  let startedAt = earliest(counted);
  let endedAt = latestFrom(policeReturns.length > 0 ? policeReturns : returns, startedAt);
  if (endedAt === null && returns.length > 0) {
    const startOfAnyone = earliest(starts);
    const endOfAnyone = latestFrom(returns, startedAt) ?? latestFrom(returns, startOfAnyone);
    if (endOfAnyone !== null) {
      if (endOfAnyone < startedAt) startedAt = startOfAnyone;
      endedAt = endOfAnyone;
      because[0] = REASONS.policeTimesContradicted;
    }
  }
  let kind: Block['kind'] = 'absent';
  for (const { notification } of counted) {
    if (notification.kind !== 'found' && STRENGTH[notification.kind] > STRENGTH[kind]) kind = notification.kind;
  }
  if (counted.some(({ notification }) => notification.kind !== kind)) because.push(REASONS.strongestKind);
  return { starts, returns, startedAt, endedAt, kind, because };
}

/** Two blocks found to tell of one absence, as one. @source feeds definition: two agencies' reports of one absence make one episode */
export function joinBlocks(a: Block, b: Block, why: Because): Block {
  const joined = makeBlock([...a.starts, ...b.starts], [...a.returns, ...b.returns]);
  const kept = [...a.because, ...b.because].filter(
    (reason) => reason.code.startsWith('joined') || reason.code.startsWith('overlap'),
  );
  return { ...joined, because: uniqueReasons([...joined.because, ...kept, why]) };
}

function uniqueReasons(reasons: readonly Because[]): Because[] {
  return reasons.filter((reason, index) => reasons.findIndex((other) => other.code === reason.code) === index);
}

function earliest(all: readonly Received[]): Instant {
  let found = Number.POSITIVE_INFINITY;
  for (const { notification } of all) found = Math.min(found, notification.occurredAt);
  return found as Instant;
}

function latestFrom(all: readonly Received[], from: Instant): Instant | null {
  let found: Instant | null = null;
  for (const { notification } of all) {
    if (notification.occurredAt >= from && (found === null || notification.occurredAt > found))
      found = notification.occurredAt;
  }
  return found;
}
