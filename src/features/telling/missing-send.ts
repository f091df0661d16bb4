/** What becomes of the answers about a missing child: a notification on the child's chronology, on a new one where need be. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries, loadRecord, reserveChildId, type NewEntry } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { ChildDetails, Notification } from '../../domain/chronology/entry.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import { candidateId } from './candidates.ts';
import type { Answers, Sent } from './flow.ts';
import type { MissingSituation } from './missing-situation.ts';

/** Sends a draft that answers every question. The draft's identifier is the notification's reference, so it can be sent once only. */
export async function sendMissing(
  tx: Transaction,
  situation: MissingSituation,
  answers: Answers,
  rules: FoldRules,
): Promise<Sent> {
  const { chosen, requester, now, draftId } = situation;
  if (chosen === null) throw new Error('a draft that names no child was about to be sent');
  const closed = chosen.kind === 'new' ? situation.closed : null;
  const isNew = chosen.kind === 'new' && closed === null;
  const childId = chosen.kind === 'existing' ? chosen.childId : (closed ?? (await reserveChildId(tx)));
  const notification = notificationOf(situation, answers);
  const details = isNew
    ? detailsOf(situation, answers)
    : closed === null
      ? await withReferences(tx, situation, rules, childId)
      : null;
  const entries: NewEntry[] = [
    ...(details === null
      ? []
      : [{ occurredAt: now, sourceKey: null, content: { kind: 'child-recorded' as const, details } }]),
    {
      occurredAt: notification.occurredAt,
      sourceKey: `notification:${draftId}`,
      content: {
        kind: 'notification-received',
        notification,
        // What was answered about a child taken for new is kept beside the message, for who may open the record.
        ...(closed === null ? {} : { otherColumns: answeredOf(situation, answers) }),
      },
    },
  ];
  await appendEntries(tx, requester, rules, { childId, expectedVersion: isNew ? 0 : null, entries, now });
  await recordAudit(tx, requester, { verb: 'collection', route: paths.tellMissingCheck, childIds: [childId] });
  return { childId, notificationRef: draftId };
}

/**
 * The details of a child on record with the references that were given and that it did not have, by which later
 * reports find it; null where there is nothing to add, or the person may not see the record.
 */
async function withReferences(
  tx: Transaction,
  { named, candidates, child }: MissingSituation,
  rules: FoldRules,
  childId: number,
): Promise<ChildDetails | null> {
  const taken = candidates.some((candidate) => candidate.sameReference && candidateId(candidate) !== childId);
  const known = named === null || child === null || taken ? undefined : (await loadRecord(tx, rules, childId))?.details;
  if (known === undefined) return null;
  const childRef = known.childRef ?? named?.childRef ?? null;
  const policeRef = known.policeRef ?? named?.policeRef ?? null;
  return childRef === known.childRef && policeRef === known.policeRef ? null : { ...known, childRef, policeRef };
}

function text(answers: Answers, name: string): string | null {
  const value = answers[name];
  return typeof value === 'string' ? value : null;
}

function notificationOf({ requester, now, draftId }: MissingSituation, answers: Answers): Notification {
  return {
    notificationRef: draftId,
    kind: answers['kind'] as Notification['kind'],
    incidentRef: text(answers, 'incidentRef'),
    occurredAt: answers['lastSeen'] as Instant,
    reportedAt: now,
    reportedBy: requester.agencyCode,
    reportedByKind: requester.agencyKind as AgencyKind,
    missingFrom: answers['missingFrom'] as Notification['missingFrom'],
    missingFromPostcode: text(answers, 'missingFromPostcode'),
    missingFromAuthority: text(answers, 'missingFromAuthority'),
    policingArea: text(answers, 'policingArea'),
    risk: (answers['risk'] ?? null) as Notification['risk'],
    foundPostcode: null,
    distanceMiles: null,
    returnedBy: null,
    circumstances: text(answers, 'circumstances'),
  };
}

function answeredOf(situation: MissingSituation, answers: Answers): Record<string, string> {
  const given = Object.entries(detailsOf(situation, answers)).filter((pair) => typeof pair[1] === 'string');
  return Object.fromEntries(given as [string, string][]);
}

function detailsOf({ named }: MissingSituation, answers: Answers): ChildDetails {
  return {
    childRef: named?.childRef ?? null,
    policeRef: named?.policeRef ?? null,
    forename: named?.forename ?? '',
    surname: named?.surname ?? '',
    dateOfBirth: named?.dateOfBirth ?? null,
    sex: (answers['sex'] ?? 'U') as ChildDetails['sex'],
    ethnicity: 'NOBT',
    homePostcode: text(answers, 'homePostcode'),
    responsibleAuthority: text(answers, 'responsibleAuthority'),
  };
}
