/** Finds out which child each row of a run is about, over the whole run, so that the order of rows makes no difference. */
import type { Incoming } from '../../domain/feeds/intake.ts';
import { matchByName, REFERENCES_CONFLICT, type Candidate, type NamedChild } from '../../domain/child/matching.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import {
  countUncertain,
  notificationsElsewhere,
  passOverSetAside,
  uncertainRows,
  type UncertainRow,
} from '../../db/imports/recording.ts';
import { queueForReview, type ReviewItem } from '../../db/imports/review-places.ts';
import {
  applyMatches,
  candidatesBornOn,
  keepMatches,
  namesToMatch,
  rejectTwoChildren,
  resolveChildren,
  resolveReferences,
  type CandidateRow,
  type MatchRow,
  type NamedGroup,
} from '../../db/imports/resolving.ts';
import { knowStaging } from '../../db/imports/staging.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Tally } from './tally.ts';

/** Ways of naming a child that are answered at a time. */
const NAMES_AT_A_TIME = 20_000;
/** Notifications put on the review queue at a time. */
const REVIEWS_AT_A_TIME = 1000;

/** Decides the child of every row. Returns, by line, the other children who have a notification of this run on record. */
export async function resolveRows(tx: Transaction): Promise<Map<number, number[]>> {
  await knowStaging(tx, ['import_staged']);
  await resolveChildren(tx);
  await knowStaging(tx, ['import_child', 'import_reference']);
  await resolveReferences(tx);
  await knowStaging(tx, ['import_resolved']);
  await matchNames(tx);
  await applyMatches(tx);
  await rejectTwoChildren(tx);
  await passOverSetAside(tx);
  await knowStaging(tx, ['import_resolved']);
  const elsewhere = new Map<number, number[]>();
  for (const { line, child_id } of await notificationsElsewhere(tx))
    elsewhere.set(line, [...(elsewhere.get(line) ?? []), child_id]);
  return elsewhere;
}

async function matchNames(tx: Transaction): Promise<void> {
  let after: NamedGroup | undefined;
  for (;;) {
    const groups = await namesToMatch(tx, after, NAMES_AT_A_TIME);
    if (groups.length === 0) return;
    const candidates = await candidatesBornOn(tx, [...new Set(groups.map((group) => group.born_on))]);
    const byDay = Map.groupBy(candidates.map(asCandidate), (candidate) => candidate.dateOfBirth);
    await keepMatches(
      tx,
      groups.map((group) => answer(group, byDay.get(group.born_on as PlainDate) ?? [])),
    );
    after = groups.at(-1);
  }
}

function asCandidate(row: CandidateRow): Candidate {
  return {
    childId: row.child_id,
    childRef: row.child_ref,
    policeRef: row.police_ref,
    forename: row.forename,
    surname: row.surname,
    dateOfBirth: row.date_of_birth as PlainDate,
  };
}

function answer(group: NamedGroup, candidates: readonly Candidate[]): MatchRow {
  const named: NamedChild = {
    childRef: null,
    policeRef: null,
    forename: group.forename === '' ? null : group.forename,
    surname: group.surname === '' ? null : group.surname,
    dateOfBirth: group.born_on as PlainDate,
  };
  const match = matchByName(named, candidates);
  return { ...group, child_id: match.kind === 'certain' ? match.childId : null, because: match.because };
}

/** Puts on the review queue what no child is certain for. */
export async function queueUncertain(tx: Transaction, now: Instant, tally: Tally): Promise<void> {
  const uncertain = await countUncertain(tx);
  let queued = 0;
  let after = 0;
  while (uncertain > 0) {
    const rows = await uncertainRows(tx, after, REVIEWS_AT_A_TIME);
    const last = rows.at(-1);
    if (last === undefined) break;
    queued += await queueForReview(tx, rows.map(asReviewItem), toIso(now));
    after = last.line;
  }
  tally.count('notifications', 'accepted', queued);
  tally.count('notifications', 'repeated', uncertain - queued);
  tally.review += queued;
}

function asReviewItem({ source_key, content, because }: UncertainRow): ReviewItem {
  const { row } = JSON.parse(content) as Incoming;
  if (row.feed !== 'notifications') throw new RangeError('only notifications go to review');
  const { named, notification } = row;
  const why = because ?? (named.childRef === null ? matchByName(named, []).because : REFERENCES_CONFLICT);
  return {
    source_key,
    notification,
    named,
    reported_by: notification.reportedBy,
    concerns: [
      ...new Set([
        notification.reportedBy,
        ...(notification.missingFromAuthority === null ? [] : [notification.missingFromAuthority]),
      ]),
    ],
    because: why,
  };
}
