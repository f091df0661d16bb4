/** Telling of absences and returns, for programs: by the same rules as files and forms. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct, requireOfChild } from '../../access.ts';
import { appendEntries, loadRecord } from '../../db/chronology/store.ts';
import {
  isReferenceTaken,
  receiveNotificationIn,
  type Reception,
  type SentNotification,
} from '../../db/imports/receive.ts';
import { isOnRecord } from '../../db/audit/durable.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { once } from '../../db/once.ts';
import { standingTowards } from '../../db/standing.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import { isClosedTo } from '../../domain/access/standing.ts';
import { mustSign } from '../../domain/access/system-proof.ts';
import type { AgencyKind } from '../../domain/child/agency.ts';
import type { Notification } from '../../domain/chronology/entry.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import { formatInstant } from '../../domain/time/format.ts';
import { parseInstant } from '../../domain/time/parse.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { API_ROOT, keyOfAnother, operation, requestKeyOf, type Operation } from '../../web/api.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf, routeOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { unproved } from '../../web/unproved.ts';
import { idInPath } from '../../web/validation.ts';
import { findEpisodeKey } from './queries.ts';
import { asReception, asSent, pointerOf, reception, sentBatch, sentNotification } from './schemas.ts';

const returned = z.strictObject({
  notification_ref: z.string().trim().min(1).max(200).describe('The sender’s own reference of this message.'),
  occurred_at: z
    .string()
    .describe('When the child was found or came back. ISO 8601; without an offset it is the time in London.'),
  found_postcode: z.string().trim().max(20).nullable().optional(),
  distance_miles: z.number().min(0).max(20_000).nullable().optional(),
  returned_by: z.string().trim().max(200).nullable().optional(),
  circumstances: z.string().trim().max(10_000).nullable().optional(),
});

const returnAnswer = z.object({
  child_id: z.int(),
  episode_id: z.int(),
  ended_at: z.string(),
  interview_due_at: z.string().nullable().describe('When the return interview is due; null where none is owed.'),
});

/** What became of a notification, as far as its sender may know: of a record closed to them, as of a child who is not certain. */
async function asMayBeKnown(tx: Transaction, answer: Reception): Promise<Reception> {
  if (!('childId' in answer) || answer.childId === null) return answer;
  if (!isClosedTo(await standingTowards(tx, answer.childId))) return answer;
  return answer.kind === 'accepted' ? { kind: 'review' } : { ...answer, childId: null };
}

/** What programs may tell. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'POST',
    path: '/notifications',
    name: 'tellOfAbsence',
    about: 'Notifications',
    summary: 'Tell of an absence or a return',
    description:
      'The columns of the notifications feed. The same notification again is answered `repeated` and changes nothing. A notification whose child is not certain waits in the review queue.',
    body: sentNotification,
    answer: reception,
    status: 201,
    refusals: [409, 422],
    keyed: true,
    handle: async ({ database, rules, clock }: Services, request, { body }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'tell-of-absence');
      const sent = asSent(body);
      insistOnOwnForce(request, requester, [sent]);
      const options = { rules, now: clock(), route: `${API_ROOT}/notifications` };
      const outcome = await once(database, requester, requestKeyOf(request), async (tx) => {
        const answer = await receiveNotificationIn(tx, requester, sent, options);
        // Thrown, so that the key is not used up: it may come again with the row corrected.
        if (answer.kind === 'rejected')
          throw new Refused(422, 'The notification was rejected.', [
            { pointer: pointerOf(answer.reason), detail: answer.reason },
          ]);
        return asReception(sent, await asMayBeKnown(tx, answer));
      });
      if (outcome.kind === 'key-of-another') throw keyOfAnother();
      await keepOnRecord(database, requester, request);
      return outcome.answer;
    },
  }),
  operation({
    method: 'POST',
    path: '/notifications/batch',
    name: 'tellOfAbsences',
    about: 'Notifications',
    summary: 'Tell of several absences and returns',
    description:
      'In the order given; the results are in the same order. What is rejected changes nothing, and the others go in. All are on record when the answer comes, or none.',
    body: sentBatch,
    answer: z.object({ results: z.array(reception) }),
    refusals: [409, 422],
    keyed: true,
    handle: async ({ database, rules, clock }: Services, request, { body }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'tell-of-absence');
      const options = { rules, now: clock(), route: `${API_ROOT}/notifications/batch` };
      insistOnOwnForce(request, requester, body.notifications.map(asSent));
      const outcome = await once(database, requester, requestKeyOf(request), async (tx) => {
        const results: z.output<typeof reception>[] = [];
        for (const sent of body.notifications.map(asSent)) {
          const answer = await receiveNotificationIn(tx, requester, sent, options);
          results.push(asReception(sent, await asMayBeKnown(tx, answer)));
        }
        return { results };
      });
      if (outcome.kind === 'key-of-another') throw keyOfAnother();
      await keepOnRecord(database, requester, request);
      return outcome.answer;
    },
  }),
  operation({
    method: 'POST',
    path: '/episodes/:episode_id/return',
    name: 'recordReturn',
    about: 'Episodes',
    summary: 'Record the return of a child',
    description: 'Ends an open episode, and says when the return interview is due.',
    params: z.object({ episode_id: idInPath.describe('Identifier of the episode.') }),
    body: returned,
    answer: returnAnswer,
    status: 201,
    refusals: [404, 409, 422],
    keyed: true,
    handle: async (services: Services, request, { params, body }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'tell-of-absence');
      const outcome = await once(services.database, requester, requestKeyOf(request), (tx) =>
        recordReturn(tx, services, requester, params.episode_id, body),
      ).catch((error: unknown) => {
        throw isReferenceTaken(error)
          ? new Refused(409, 'This notification_ref is already the reference of another message.')
          : error;
      });
      if (outcome.kind === 'key-of-another') throw keyOfAnother();
      await keepOnRecord(services.database, requester, request);
      return outcome.answer;
    },
  }),
];

/** A police system tells of its own force's matters alone; what names another as its sender is kept in quarantine. */
function insistOnOwnForce(request: FastifyRequest, requester: SignedIn, sent: readonly SentNotification[]): void {
  if (request.systemId === null || !mustSign(requester.agencyKind)) return;
  if (sent.every((one) => ['', requester.agencyCode].includes(one['reported_by']?.trim() ?? ''))) return;
  const sentence = 'reported_by is another agency than the one that sends it. Send your own notifications only.';
  throw unproved(request, { code: 'wrong-force', sentence }, 403, [{ pointer: '/reported_by', detail: sentence }]);
}

/** An answer in which nothing of a child went on record, or that was given before, is on record too. */
async function keepOnRecord(database: Database, requester: SignedIn, request: FastifyRequest): Promise<void> {
  if (isOnRecord(request.id, 'allowed')) return;
  await database.transaction('request', requester, (tx) =>
    recordAudit(tx, requester, { verb: 'collection', act: 'tell-of-absence', route: routeOf(request), childIds: [] }),
  );
}

async function recordReturn(
  tx: Transaction,
  { rules, clock }: Services,
  requester: SignedIn,
  episodeId: number,
  body: z.output<typeof returned>,
): Promise<z.output<typeof returnAnswer>> {
  const now = clock();
  const found = await findEpisodeKey(tx, episodeId);
  if (found === undefined) throw notFound();
  const { childId, episodeKey } = found;
  await requireOfChild(tx, requester, 'see-child', childId);
  const before = await loadRecord(tx, rules, childId);
  const episode = before?.episodes.find((one) => one.episodeKey === episodeKey);
  if (episode === undefined) throw notFound();
  if (episode.endedAt !== null || episode.supersededAt !== null)
    throw new Refused(409, 'The return from this absence is on record already.');
  const notification = asNotification(requester, episode, body, now);
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion: before?.version ?? null,
    entries: [
      {
        occurredAt: notification.occurredAt,
        sourceKey: `notification:${notification.notificationRef}`,
        content: { kind: 'notification-received', notification },
      },
    ],
    now,
  });
  if (outcome.kind === 'stale') throw new Refused(409);
  await recordAudit(tx, requester, {
    verb: 'collection',
    route: `${API_ROOT}/episodes/:episode_id/return`,
    childIds: [childId],
  });
  const ended = outcome.record.episodes.find((one) => one.notificationRefs.includes(notification.notificationRef));
  const interview = outcome.record.duties.find(
    (duty) => duty.kind === 'return-interview' && duty.episodeKey === ended?.episodeKey && duty.settledAt === null,
  );
  return {
    child_id: childId,
    episode_id: episodeId,
    ended_at: toIso(ended?.endedAt ?? notification.occurredAt),
    interview_due_at: interview === undefined ? null : toIso(interview.dueAt),
  };
}

function asNotification(
  requester: SignedIn,
  episode: Episode,
  body: z.output<typeof returned>,
  now: Instant,
): Notification {
  const refuse = (detail: string): Refused =>
    new Refused(422, 'The return was rejected.', [{ pointer: '/occurred_at', detail }]);
  const read = parseInstant(body.occurred_at);
  if (!read.ok) throw refuse(read.wrong);
  if (read.value > now) throw refuse('is in the future; say when the child came back');
  if (read.value < episode.startedAt)
    throw refuse(`is before the absence began, ${formatInstant(episode.startedAt)}; check both times`);
  return {
    notificationRef: body.notification_ref,
    kind: 'found',
    incidentRef: episode.incidentRefs[0] ?? null,
    occurredAt: read.value,
    reportedAt: now,
    reportedBy: requester.agencyCode,
    reportedByKind: requester.agencyKind as AgencyKind,
    missingFrom: null,
    missingFromPostcode: null,
    missingFromAuthority: null,
    policingArea: null,
    risk: null,
    foundPostcode: body.found_postcode || null,
    distanceMiles: body.distance_miles ?? null,
    returnedBy: body.returned_by || null,
    circumstances: body.circumstances || null,
  };
}
