/** The review queue, for programs that a person works with: a named person decides, never a system on its own. */
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { API_ROOT, operation, type Operation } from '../../web/api.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { idInPath } from '../../web/validation.ts';
import { toWire } from '../../web/wire.ts';
import { decideReview, ImpossibleDecision, requireItem, type Decision } from './commands.ts';
import { likelyChildren } from './likely.ts';
import { findWaiting, type ReviewItem } from './queries.ts';

const ITEMS_AT_MOST = 200;
const params = z.object({ review_id: idInPath.describe('Identifier of the item.') });
const text = z.string().nullable();

const item = z
  .object({
    review_id: z.int(),
    notification: z.object({
      notification_ref: z.string(),
      kind: z.enum(['missing', 'absent', 'away', 'found']),
      incident_ref: text,
      occurred_at: z.string(),
      reported_at: text,
      reported_by: z.string(),
      missing_from_authority: text,
      circumstances: text,
    }),
    named: z.object({ child_ref: text, police_ref: text, forename: text, surname: text, date_of_birth: text }),
    received_at: z.string(),
    because: z.object({ code: z.string(), sentence: z.string(), source: z.string() }),
    decided_at: text,
  })
  .meta({ id: 'ReviewItem', description: 'A notification whose child is not certain.' });

const decision = z.discriminatedUnion('decision', [
  z.strictObject({
    decision: z.literal('matched'),
    child_id: z.int().positive(),
    why: z.string().trim().min(1).max(1000),
  }),
  z.strictObject({
    decision: z.literal('new-child'),
    responsible_authority: z.string().max(100).nullable().optional(),
    why: z.string().trim().min(1).max(1000),
  }),
  z.strictObject({ decision: z.literal('set-aside'), why: z.string().trim().min(1).max(1000) }),
]);

/** What a program may ask of the review queue. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/reviews',
    name: 'listReviews',
    about: 'Reviews',
    summary: 'Notifications whose child a person must decide, the longest waiting first',
    answer: z.object({ reviews: z.array(item) }),
    handle: async ({ database }: Services, request) => {
      const requester = requesterOf(request);
      requireAct(requester, 'decide-review');
      return database.transaction('request', requester, async (tx) => {
        await recordAudit(tx, requester, { verb: 'consultation', route: `${API_ROOT}/reviews`, childIds: [] });
        return { reviews: (await findWaiting(tx, ITEMS_AT_MOST)).map(asItem) };
      });
    },
  }),
  operation({
    method: 'GET',
    path: '/reviews/:review_id',
    name: 'getReview',
    about: 'Reviews',
    summary: 'One such notification, and the children it may be about',
    params,
    answer: z.object({
      review: item,
      likely: z.array(
        z.object({
          child_id: z.int(),
          why: z.string().describe('Why this child is close, and why it is not certain.'),
        }),
      ),
    }),
    refusals: [404],
    handle: async ({ database }: Services, request, { params: { review_id: reviewId } }) => {
      const requester = requesterOf(request);
      return database.transaction('request', requester, async (tx) => {
        const found = await requireItem(tx, requester, reviewId);
        const likely = found.decidedAt === null ? await likelyChildren(tx, found.named) : [];
        const childIds = likely.map(({ childId }) => childId);
        await recordAudit(tx, requester, {
          verb: 'consultation',
          route: `${API_ROOT}/reviews/:review_id`,
          childIds,
          counted: false,
        });
        return { review: asItem(found), likely: likely.map(({ childId, why }) => ({ child_id: childId, why })) };
      });
    },
  }),
  operation({
    method: 'POST',
    path: '/reviews/:review_id/decision',
    name: 'decideReview',
    about: 'Reviews',
    summary: 'Decide which child a notification is about',
    params,
    body: decision,
    answer: z.object({ child_id: z.int().nullable().describe('The child; null where it was set aside.') }),
    refusals: [404, 409, 422],
    handle: async ({ database, rules, clock }: Services, request, { params: { review_id: reviewId }, body }) => {
      const requester = requesterOf(request);
      const decided = await database
        .transaction('request', requester, (tx) =>
          decideReview(tx, requester, rules, reviewId, asDecision(body), clock()),
        )
        .catch((error: unknown) => {
          throw error instanceof ImpossibleDecision ? new Refused(422, error.reason) : error;
        });
      if (decided.kind === 'impossible') throw new Refused(422, decided.reason);
      if (decided.kind === 'already') throw new Refused(409, 'Somebody has decided this already.');
      return { child_id: decided.childId };
    },
  }),
];

function asItem({ reviewId, notification, named, receivedAt, because, decidedAt }: ReviewItem) {
  return toWire({ reviewId, notification, named, receivedAt, because, decidedAt });
}

function asDecision(body: z.output<typeof decision>): Decision {
  if (body.decision === 'matched') return { kind: 'matched', childId: body.child_id, why: body.why };
  if (body.decision === 'set-aside') return { kind: 'set-aside', why: body.why };
  return { kind: 'new-child', responsibleAuthority: body.responsible_authority ?? null, why: body.why };
}
