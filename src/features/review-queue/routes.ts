/** The review queue: notifications whose child a person decides. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames, listAgencies } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { decideReview, ImpossibleDecision, requireItem, type Decided, type Decision } from './commands.ts';
import { likelyChildren } from './likely.ts';
import { alreadyPage, itemPage, queuePage } from './pages.ts';
import { findWaiting } from './queries.ts';
import { decidingFields, NEW_CHILD, SET_ASIDE } from './schemas.ts';

const params = z.object({ reviewId: idInPath });
/** Items on the page. */
const SHOWN_AT_MOST = 100;
const TITLE = 'Review queue';

/** Registers the pages of the review queue. */
export function register(app: FastifyInstance, services: Services): void {
  app.get(paths.reviewQueue, { config: { purpose: 'review queue' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'decide-review');
    const { items, agencyName } = await services.database.transaction('request', requester, async (tx) => {
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.reviewQueue, childIds: [] });
      return { items: await findWaiting(tx, SHOWN_AT_MOST), agencyName: await agencyNames(tx) };
    });
    return showPage(request, reply, {
      title: TITLE,
      body: queuePage(items, agencyName, services.clock(), SHOWN_AT_MOST),
      wide: true,
    });
  });

  app.get(paths.reviewItem, { config: { purpose: 'review queue' } }, (request, reply) =>
    showItem(services, request, reply, {}, []),
  );

  app.post(paths.reviewItem, { config: { purpose: 'review queue' } }, (request, reply) =>
    decide(services, request, reply),
  );
}

/** One item as the person may see it; the look at the children offered is on record before they are shown. */
async function openItem({ database }: Services, request: FastifyRequest) {
  const requester = requesterOf(request);
  const { reviewId } = readParams(params, request);
  return database.transaction('request', requester, async (tx) => {
    const item = await requireItem(tx, requester, reviewId);
    const likely = item.decidedAt === null ? await likelyChildren(tx, item.named) : [];
    // That there is such a child is told too: the look is at those whom the agency may not see as well.
    const shown = likely.map(({ childId }) => childId);
    await recordAudit(tx, requester, {
      verb: 'consultation',
      route: paths.reviewItem,
      childIds: shown,
      counted: false,
    });
    const authorities = await listAgencies(tx, ['local-authority']);
    return { item, fields: decidingFields(likely, authorities), agencyName: await agencyNames(tx) };
  });
}

async function showItem(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const { item, fields, agencyName } = await openItem(services, request);
  const common = { title: TITLE, currentPath: paths.reviewQueue, backLink: paths.reviewQueue };
  if (item.decidedAt !== null) return showPage(request, reply, { ...common, body: alreadyPage() });
  const body = itemPage({ item, fields, typed, errors, agencyName, csrfToken: formToken(request, reply) });
  return showPage(request, reply, { ...common, body, errors });
}

async function decide(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { reviewId } = readParams(params, request);
  const typed = readFields(request);
  const { fields } = await openItem(services, request);
  const read = readForm(fields, typed, services.clock());
  if (read.kind === 'errors') return showItem(services, request, reply, typed, read.errors);
  const { decision, responsibleAuthority, why } = read.answers;
  const decided = await carryOut(services, request, reviewId, decisionOf(decision, responsibleAuthority, why));
  if (decided.kind === 'impossible') {
    return showItem(services, request, reply, typed, [{ name: 'decision', text: decided.reason, href: '#decision' }]);
  }
  if (decided.kind === 'already') {
    return showPage(request, reply, { status: 409, title: TITLE, body: alreadyPage(), currentPath: paths.reviewQueue });
  }
  return reply.redirect(
    decided.childId === null ? paths.reviewQueue : to(paths.child, { childId: decided.childId }),
    303,
  );
}

function decisionOf(chosen: string, responsibleAuthority: string | null, why: string): Decision {
  if (chosen === SET_ASIDE) return { kind: 'set-aside', why };
  if (chosen === NEW_CHILD) return { kind: 'new-child', responsibleAuthority, why };
  return { kind: 'matched', childId: Number(chosen), why };
}

async function carryOut(
  { database, rules, clock }: Services,
  request: FastifyRequest,
  reviewId: number,
  decision: Decision,
): Promise<Decided> {
  const requester = requesterOf(request);
  try {
    return await database.transaction('request', requester, (tx) =>
      decideReview(tx, requester, rules, reviewId, decision, clock()),
    );
  } catch (error) {
    if (error instanceof ImpossibleDecision) return { kind: 'impossible', reason: error.reason };
    throw error;
  }
}
