/**
 * From notifications to episodes: which reports tell of the same absence.
 *
 * The answer depends only on the set of notifications, never on the order in which they came.
 */
import { HOUR, type Instant } from '../time/instant.ts';
import { byOccurrence, joinBlocks, makeBlock, type Block } from './block.ts';
import { REASONS } from './reasons.ts';
import type { Received } from './received.ts';

/** An absence made of its notifications; superseded where the next began without a return being recorded. @source feeds definition, from notifications to episodes */
export type AssembledEpisode = Block & { readonly supersededAt: Instant | null };

/** What a child's notifications amount to. @source feeds definition, from notifications to episodes */
export type Assembly = {
  /** In order of start; no two overlap. */
  readonly episodes: readonly AssembledEpisode[];
  /** Returns that match no episode: kept, and shown as recording faults. */
  readonly unmatchedReturns: readonly Received[];
};

/**
 * Makes episodes of a child's notifications.
 *
 * Those with an incident reference belong to the episode of that reference. One without belongs to the episode
 * under way when it happened; where none was, a start opens one and a return matches none. Episodes that overlap are
 * joined, since a child has one absence at a time; but where the earlier has no return and the same agency
 * reports the later under another reference, the earlier is superseded instead.
 *
 * @unit an episode is under way from its start (included) to its end (included for a return, not for a start);
 *   `sameReturnWithinHours` in elapsed hours, included: how long after the end a further agency that reported the
 *   absence, and no return of it yet, may report the same return
 * @source feeds definition, from notifications to episodes
 */
export function assembleEpisodes(received: readonly Received[], sameReturnWithinHours: number): Assembly {
  const unmatchedReturns: Received[] = [];
  const loose: Received[] = [];
  let blocks: Block[] = [];
  for (const [incidentRef, group] of byIncident(received)) {
    const starts = group.filter(({ notification }) => notification.kind !== 'found');
    const returns = group.filter(({ notification }) => notification.kind === 'found');
    if (incidentRef === null || starts.length === 0) {
      loose.push(...group);
      continue;
    }
    const first = Math.min(...starts.map(({ notification }) => notification.occurredAt));
    const possible = returns.filter(({ notification }) => notification.occurredAt >= first);
    unmatchedReturns.push(...returns.filter((found) => !possible.includes(found)));
    blocks.push(makeBlock(starts, possible));
  }
  loose.sort((a, b) => byOccurrenceReturnsFirst(a, b));
  for (const item of loose) {
    // What lies ahead joins nothing yet: a return without a reference may still end what is under way before it.
    const episodes = settleOverlaps(blocks, item.notification.occurredAt);
    blocks = episodes.map(({ supersededAt: _, ...block }) => block);
    const index = placeOf(item, episodes, sameReturnWithinHours);
    const block = blocks[index];
    const isReturn = item.notification.kind === 'found';
    if (block) {
      const grown = isReturn
        ? makeBlock(block.starts, [...block.returns, item])
        : makeBlock([...block.starts, item], block.returns);
      const kept = block.because.filter(
        (reason) => reason.code.startsWith('joined') || reason.code.startsWith('overlap'),
      );
      const why = kept.some((reason) => reason.code === REASONS.joinedByTime.code)
        ? kept
        : [...kept, REASONS.joinedByTime];
      blocks[index] = { ...grown, because: [...grown.because, ...why] };
    } else if (isReturn) {
      unmatchedReturns.push(item);
      continue;
    } else {
      blocks.push(makeBlock([item], []));
    }
  }
  const episodes = settleOverlaps(blocks, Number.POSITIVE_INFINITY);
  return { episodes, unmatchedReturns: unmatchedReturns.sort(byOccurrence) };
}

function byIncident(received: readonly Received[]): Map<string | null, Received[]> {
  const groups = new Map<string | null, Received[]>();
  for (const item of [...received].sort(byOccurrence)) {
    const key = item.notification.incidentRef;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function byOccurrenceReturnsFirst(a: Received, b: Received): number {
  return (
    a.notification.occurredAt - b.notification.occurredAt ||
    Number(b.notification.kind === 'found') - Number(a.notification.kind === 'found') ||
    byOccurrence(a, b)
  );
}

/** Index of the episode that a notification without a reference belongs to; -1 where there is none. */
function placeOf(item: Received, episodes: readonly AssembledEpisode[], sameReturnWithinHours: number): number {
  const { occurredAt: at, kind, reportedBy } = item.notification;
  let place = -1;
  for (const [index, episode] of episodes.entries()) {
    if (episode.startedAt > at) break;
    const until = episode.endedAt ?? episode.supersededAt;
    if (until === null || at < until || (kind === 'found' && at === until)) place = index;
    else if (
      kind === 'found' &&
      episode.endedAt !== null &&
      at - episode.endedAt <= sameReturnWithinHours * HOUR &&
      episode.starts.some(({ notification }) => notification.reportedBy === reportedBy) &&
      !episode.returns.some(({ notification }) => notification.reportedBy === reportedBy)
    ) {
      place = index;
    }
  }
  return place;
}

/** Joins what overlaps and began before an instant, and marks what is superseded, until no two overlap. */
function settleOverlaps(blocks: readonly Block[], before: number): AssembledEpisode[] {
  let pending = [...blocks].sort(byStart);
  for (;;) {
    const joinAt = pending.findIndex((block, index) => {
      const next = pending[index + 1];
      return next !== undefined && next.startedAt < before && overlaps(block, next) && !isSupersededBy(block, next);
    });
    const block = pending[joinAt];
    const next = pending[joinAt + 1];
    if (!block || !next) break;
    const why =
      shareAgency(block, next) && bothReferenced(block, next) ? REASONS.overlapOfOneAgency : REASONS.joinedByOverlap;
    pending = [...pending.slice(0, joinAt), joinBlocks(block, next, why), ...pending.slice(joinAt + 2)].sort(byStart);
  }
  return pending.map((block, index) => {
    const next = pending[index + 1];
    const because = block.because.filter((reason) => reason.code !== REASONS.superseded.code);
    return next && overlaps(block, next)
      ? { ...block, supersededAt: next.startedAt, because: [...because, REASONS.superseded] }
      : { ...block, supersededAt: null, because };
  });
}

function byStart(a: Block, b: Block): number {
  return a.startedAt - b.startedAt || (refOf(a) < refOf(b) ? -1 : 1);
}

function refOf(block: Block): string {
  const first = [...block.starts].sort(byOccurrence)[0];
  return first ? first.notification.notificationRef : '';
}

function overlaps(block: Block, next: Block): boolean {
  return block.endedAt === null || next.startedAt < block.endedAt;
}

function isSupersededBy(block: Block, next: Block): boolean {
  return block.endedAt === null && bothReferenced(block, next) && shareAgency(block, next);
}

function bothReferenced(a: Block, b: Block): boolean {
  const referenced = (block: Block): boolean =>
    block.starts.some(({ notification }) => notification.incidentRef !== null);
  return referenced(a) && referenced(b);
}

function shareAgency(a: Block, b: Block): boolean {
  const agencies = new Set(
    a.starts
      .filter(({ notification }) => notification.incidentRef !== null)
      .map(({ notification }) => notification.reportedBy),
  );
  return b.starts.some(
    ({ notification }) => notification.incidentRef !== null && agencies.has(notification.reportedBy),
  );
}
