/** Telling us: a child is missing, or has come back; and the drafts of both. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct, requireSeen } from '../../access.ts';
import { beginDraft, discardDraft, isDraftId, listDrafts } from '../../db/drafts.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { html } from '../../web/html.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readQuery } from '../../web/validation.ts';
import { registerFlow } from './flow-routes.ts';
import { missingFlow } from './missing-flow.ts';
import { FIXED_CHILD } from './missing-situation.ts';
import { absenceWithoutReturn } from './queries.ts';
import { draftAddress, draftsPage, startPage } from './question-page.ts';
import { returnedFlow } from './returned-flow.ts';

const about = z.object({ child: idInPath.optional().catch(undefined), episode: idInPath.optional().catch(undefined) });

/** Registers both questionnaires and the page of drafts. */
export function register(app: FastifyInstance, services: Services): void {
  registerFlow(app, services, missingFlow);
  registerFlow(app, services, returnedFlow);
  registerStarts(app, services);
  registerDrafts(app, services);
}

function authorOf(requester: SignedIn): number {
  if (requester.userId === null) throw notFound();
  return requester.userId;
}

/** What the same person typed, and nothing from the record. */
const OWN_DRAFTS = { config: { shows: 'nothing' } } as const;

function registerStarts(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.tellMissing, OWN_DRAFTS, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const { child } = readQuery(about, request);
    const drafts = await database.transaction('request', requester, async (tx) => {
      if (child !== undefined) await requireSeen(tx, requester, child);
      return listDrafts(tx, ['missing']);
    });
    const intro = html`<p class="govuk-body">If a child is in danger now, call 999 first.</p>
<p class="govuk-body">We ask one question at a time. Your answers are kept after each, so you can stop and go on later. You need:</p>
<ul class="govuk-list govuk-list--bullet"><li>the child’s name and, if you know it, date of birth</li><li>when and where the child was last seen</li><li>what worries you</li></ul>`;
    const hidden: Record<string, string> = child === undefined ? {} : { child: String(child) };
    const body = startPage(missingFlow, intro, hidden, drafts, formToken(request, reply));
    return showPage(request, reply, { title: missingFlow.title, body });
  });

  app.post(paths.tellMissing, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const { child } = about.parse(readFields(request));
    const draftId = await database.transaction('request', requester, async (tx) => {
      if (child !== undefined) await requireSeen(tx, requester, child);
      const typed = child === undefined ? {} : { [FIXED_CHILD]: String(child) };
      return beginDraft(tx, authorOf(requester), 'missing', { typed, seen: [] }, clock());
    });
    return reply.redirect(draftAddress(paths.tellMissingCheck, draftId), 303);
  });

  app.get(paths.tellReturned, OWN_DRAFTS, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const { episode } = readQuery(about, request);
    const drafts = await database.transaction('request', requester, (tx) => listDrafts(tx, ['returned']));
    const intro = html`<p class="govuk-body">Tell us as soon as the child is back: the 72 hours for the return interview run from the return, not from when it is recorded.</p>
<p class="govuk-body">We ask one question at a time and keep your answers after each. You need to know when the child came back, how, and whether the child is safe and well.</p>`;
    const hidden: Record<string, string> = episode === undefined ? {} : { episode: String(episode) };
    const body = startPage(returnedFlow, intro, hidden, drafts, formToken(request, reply));
    return showPage(request, reply, { title: returnedFlow.title, body });
  });

  app.post(paths.tellReturned, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const { episode } = about.parse(readFields(request));
    const draftId = await database.transaction('request', requester, async (tx) => {
      const absence = episode === undefined ? undefined : await absenceWithoutReturn(tx, episode);
      // A child chosen on its own page need not be chosen again.
      const kept =
        absence === undefined
          ? { typed: {}, seen: [] }
          : { typed: { absence: String(absence.episodeId) }, seen: ['which-child'] };
      return beginDraft(tx, authorOf(requester), 'returned', kept, clock());
    });
    return reply.redirect(draftAddress(paths.tellReturnedCheck, draftId), 303);
  });
}

function registerDrafts(app: FastifyInstance, { database }: Services): void {
  app.get(paths.drafts, OWN_DRAFTS, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const drafts = await database.transaction('request', requester, (tx) => listDrafts(tx, ['missing', 'returned']));
    return showPage(request, reply, { title: 'Your drafts', body: draftsPage(drafts, formToken(request, reply)) });
  });

  app.post(paths.drafts, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    const { draft, kind } = readFields(request);
    if (!isDraftId(draft) || (kind !== 'missing' && kind !== 'returned')) throw notFound();
    await database.transaction('request', requester, (tx) => discardDraft(tx, kind, draft));
    return reply.redirect(paths.drafts, 303);
  });
}
