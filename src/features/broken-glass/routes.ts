/** Emergency openings of records, and their review by the agency that answers for the record. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { standingTowards } from '../../db/standing.ts';
import type { Transaction } from '../../db/transaction.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import type { GlassReason, GlassReview } from '../../domain/access/broken-glass.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf, showsNobody } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { openInEmergency } from './commands.ts';
import { glassFields, reviewFields } from './fields.ts';
import { glassPage, reviewPage, reviewsPage } from './pages.ts';
import { findGlass, keepReview, listGlass, type Glass } from './queries.ts';

const NOT_OPENED =
  'No record was opened: nothing on record is certainly this child, or you may not open the record. Check what you gave, or telephone the agency that works with the child';
const params = z.object({ glassId: idInPath });
const config = { purpose: 'emergency', shows: 'nothing' } as const;

/** Registers the pages of emergency openings. */
export function register(app: FastifyInstance, { database, rules, clock }: Services): void {
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    errors: readonly FieldError[],
  ): FastifyReply => {
    showsNobody(request);
    return showPage(request, reply, {
      title: 'Open a record in an emergency',
      currentPath: paths.children,
      backLink: paths.children,
      errors,
      body: glassPage({ csrfToken: formToken(request, reply), typed, errors }, rules.dutyRules(null).glassLastsHours),
    });
  };

  app.get(paths.breakGlass, { config }, async (request, reply) => {
    requireAct(requesterOf(request), 'break-glass');
    return show(request, reply, {}, []);
  });

  app.post(paths.breakGlass, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'break-glass');
    const typed = readFields(request);
    const now = clock();
    const read = readForm(glassFields, typed, now);
    if (read.kind === 'errors') return show(request, reply, typed, read.errors);
    const { reference, forename, surname, bornOn, reason, words } = read.answers;
    const [byReference, , , byBirth] = glassFields;
    if (reference === null && (surname === null || bornOn === null)) {
      const missing = surname === null && bornOn !== null ? errorOf(glassFields[2], 'Enter the last name') : null;
      const wrong =
        missing ??
        errorOf(
          reference === null && surname !== null ? byBirth : byReference,
          'Enter a reference, or the name and the date of birth',
        );
      return show(request, reply, typed, [wrong]);
    }
    const named = { childRef: reference, policeRef: reference, forename, surname, dateOfBirth: bornOn };
    const childId = await database.transaction('request', requester, (tx) =>
      openInEmergency(tx, requester, rules, { named, reason: reason as GlassReason, words }, now),
    );
    if (childId === null) return show(request, reply, typed, [errorOf(byReference, NOT_OPENED)]);
    return reply.redirect(to(paths.child, { childId }), 303);
  });

  app.get(paths.glassReviews, { config: { purpose: 'review' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'review-broken-glass');
    const openings = await database.transaction('request', requester, async (tx) => {
      const found = await listGlass(tx, requester.agencyCode);
      await recordAudit(tx, requester, look(paths.glassReviews, []));
      return found;
    });
    return showPage(request, reply, {
      title: 'Emergency openings to review',
      body: reviewsPage(openings, clock()),
      wide: true,
    });
  });

  app.get(paths.glassReview, { config: { purpose: 'review' } }, async (request, reply) => {
    const { glass, seesChild } = await database.transaction('request', requesterOf(request), (tx) => open(tx, request));
    return showOne(request, reply, glass, seesChild, {}, []);
  });

  app.post(paths.glassReview, { config: { purpose: 'review' } }, async (request, reply) => {
    const requester = requesterOf(request);
    const typed = readFields(request);
    const now = clock();
    const read = readForm(reviewFields, typed, now);
    const outcome = await database.transaction('request', requester, async (tx) => {
      const opened = await open(tx, request);
      if (read.kind === 'errors') return { ...opened, errors: read.errors };
      const { userId } = requester;
      if (userId === null || opened.glass.userId === userId)
        throw new Refused(403, 'You opened this record yourself: somebody else reviews it.');
      const { review, words } = read.answers;
      const found = { review: review as GlassReview, words, by: userId, at: now };
      if (!(await keepReview(tx, opened.glass.glassId, found)))
        throw new Refused(409, 'Somebody else has reviewed this meanwhile.');
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'review-broken-glass',
        route: paths.glassReview,
        childIds: [opened.glass.childId],
        aboutUserId: opened.glass.userId,
        detail: { review: found.review },
      });
      return null;
    });
    if (outcome === null) return reply.redirect(paths.glassReviews, 303);
    return showOne(request, reply, outcome.glass, outcome.seesChild, typed, outcome.errors);
  });

  /** An opening for which the person's agency answers; the look at it is recorded. */
  async function open(tx: Transaction, request: FastifyRequest): Promise<{ glass: Glass; seesChild: boolean }> {
    const requester = requesterOf(request);
    requireAct(requester, 'review-broken-glass');
    const glass = await findGlass(tx, requester.agencyCode, readParams(params, request).glassId);
    if (glass === undefined) throw notFound();
    await recordAudit(tx, requester, look(paths.glassReview, [glass.childId]));
    const seesChild = maySeeChild(actorOf(requester), await standingTowards(tx, glass.childId)).allowed;
    return { glass, seesChild };
  }

  function showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    glass: Glass,
    seesChild: boolean,
    typed: Typed,
    errors: readonly FieldError[],
  ): FastifyReply {
    const requester: SignedIn = requesterOf(request);
    const reviews = glass.reviewedAt === null && glass.userId !== requester.userId;
    const form = reviews ? { csrfToken: formToken(request, reply), typed, errors } : null;
    return showPage(request, reply, {
      title: 'Emergency opening',
      backLink: paths.glassReviews,
      errors,
      body: reviewPage(glass, clock(), form, seesChild),
    });
  }
}

function look(route: string, childIds: readonly number[]): Parameters<typeof recordAudit>[2] {
  return { verb: 'consultation', route, childIds, fieldGroups: ['access'], counted: false };
}
