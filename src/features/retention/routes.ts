/** Retention: which records are due, held or erased, and deciding on them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { findHeldChildren } from '../../db/retention/child.ts';
import { listTombstones } from '../../db/retention/erase.ts';
import { findOpenReviews, namesOf } from '../../db/retention/reviews.ts';
import { reviewState } from '../../domain/retention/disposal.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { registerOfChild } from './child-routes.ts';
import { decide, openReview } from './commands.ts';
import { decidingFields } from './fields.ts';
import { listPage, reviewPage } from './pages.ts';

const params = z.object({ reviewId: idInPath });
/** Records of each kind on the page. */
const SHOWN_AT_MOST = 100;
const TITLE = 'Retention';
const REVIEW_TITLE = 'Is this record to be kept?';
const config = { purpose: 'retention' };

/** Registers the pages of retention. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock } = services;

  app.get(paths.retention, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-retention');
    const view = await database.transaction('request', requester, async (tx) => {
      const reviews = await findOpenReviews(tx, SHOWN_AT_MOST);
      const held = await findHeldChildren(tx, clock(), SHOWN_AT_MOST);
      const childIds = [...new Set([...reviews.map(({ childId }) => childId), ...held])];
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.retention,
        childIds,
        act: 'see-retention',
        fieldGroups: ['identity'],
      });
      const names = await namesOf(tx, childIds);
      return { reviews, held, names, erased: await listTombstones(tx, SHOWN_AT_MOST), shownAtMost: SHOWN_AT_MOST };
    });
    return showPage(request, reply, { title: TITLE, body: listPage(view), wide: true });
  });

  app.get(paths.retentionReview, { config }, (request, reply) => showReview(services, request, reply, {}, []));

  app.post(paths.retentionReview, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { reviewId } = readParams(params, request);
    const typed = readFields(request);
    const { review } = await database.transaction('request', requester, (tx) =>
      openReview(tx, requester, services, reviewId, clock()),
    );
    requireFresh(request);
    const fields = decidingFields(reviewState(review.decisions), requester.userId);
    const read = readForm(fields, typed, clock());
    if (read.kind === 'errors') return showReview(services, request, reply, typed, read.errors);
    const { decision, keepUntil, why } = read.answers;
    if (decision === 'keep' && (keepUntil === null || keepUntil <= londonDate(clock()))) {
      const wrong = errorOf(fields[1], 'Enter a day in the future on which to review it again');
      return showReview(services, request, reply, typed, [wrong]);
    }
    const kind = decision as 'keep' | 'dispose' | 'confirm' | 'withdraw';
    const decided = await database.transaction('request', requester, (tx) =>
      decide(tx, requester, services, reviewId, { kind, why, keepUntil }, clock()),
    );
    if (decided.kind === 'impossible')
      return showReview(services, request, reply, typed, [errorOf(fields[0], decided.reason)]);
    return reply.redirect(paths.retention, 303);
  });

  registerOfChild(app, services);
}

async function showReview(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  const { reviewId } = readParams(params, request);
  const view = await services.database.transaction('request', requester, async (tx) => {
    const { review, record } = await openReview(tx, requester, services, reviewId, services.clock());
    await recordAudit(tx, requester, {
      verb: 'consultation',
      route: paths.retentionReview,
      childIds: [review.childId],
      act: 'decide-retention',
      fieldGroups: ['identity'],
    });
    return { review, record, agencyName: await agencyNames(tx) };
  });
  const state = reviewState(view.review.decisions);
  const fields = decidingFields(state, requester.userId);
  const body = reviewPage({ ...view, state, fields, typed, errors, csrfToken: formToken(request, reply) });
  const common = { currentPath: paths.retention, backLink: paths.retention };
  return showPage(request, reply, { ...common, title: REVIEW_TITLE, body, errors });
}
