/** Writing an interview: begun from a return or from one that was sent back, saved while it is typed, and sent. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireOfChild, requirePurpose } from '../../access.ts';
import { openFor, requireGivenInterview } from '../../decisions/opened.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { everyNameOf } from '../../domain/episode/names.ts';
import { EMPTY_DRAFT, saveInto, type DraftState } from '../../domain/interview/draft.ts';
import { mayBeWritten, returnsCovered } from '../../domain/interview/writing.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn, type FieldError } from '../../web/forms/field.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { firstAnswers, openAbout, savedMeanwhile, sendInterview, type DraftOpened } from './commands.ts';
import { returnParams } from './offer-routes.ts';
import { postedSave } from './posted.ts';
import {
  beginInterviewDraft,
  discardInterviewDraft,
  draftOfReturn,
  episodeKeys,
  findInterviewDraft,
  interviewIds,
  listInterviewDrafts,
  lockInterviewDraft,
  saveInterviewDraft,
  type InterviewDraft,
} from './queries.ts';
import { episodeIn, goOnWith, numbersOf } from './returns-chosen.ts';
import { interviewDraftsPage, writingPage } from './writing-page.ts';

/** What an address names of a draft. */
export const draftParams = z.object({ draftId: z.uuid() });
const interviewParams = z.object({ childId: idInPath, interviewId: idInPath });
const TITLE = 'Return interview';
const config = { purpose: 'return interview' };

/** One's own draft of a child whose interviews one may still hold; waiting its turn where it is to be changed. */
export async function requireDraft(
  tx: Transaction,
  requester: SignedIn,
  draftId: string,
  turn: 'look' | 'change',
): Promise<InterviewDraft> {
  const draft = await (turn === 'look' ? findInterviewDraft : lockInterviewDraft)(tx, draftId);
  if (draft === undefined) throw notFound();
  await requireOfChild(tx, requester, 'hold-interview', draft.childId);
  return draft;
}

/** Registers beginning, writing and sending. */
export function registerWriting(app: FastifyInstance, services: Services): void {
  registerBeginning(app, services);
  registerForm(app, services);
}

function registerBeginning(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.post(paths.beginInterview, { config }, async (request, reply) => {
    const { childId, episodeId } = readParams(returnParams, request);
    const requester = requesterOf(request);
    const draftId = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, 'hold-interview', childId);
      const keys = await episodeKeys(tx, childId);
      const episode = episodeIn(opened, keys, episodeId);
      if (textIn(readFields(request), 'begin') !== 'yes' || episode.endedAt === null) return null;
      const goingOn = goOnWith(opened, episode)?.interviewRef ?? null;
      const { episodeKey } = episode;
      const known = await draftOfReturn(tx, { childId, interviewRef: goingOn, episodeNames: everyNameOf(episode) });
      if (known !== undefined) return known;
      const interviewRef = goingOn ?? randomUUID();
      const answers = firstAnswers(opened, keys, interviewRef, episodeKey);
      const about = { childId, interviewRef, episodeKey, state: { ...EMPTY_DRAFT, answers } };
      return beginInterviewDraft(tx, requester.userId as number, about, clock());
    });
    const address =
      draftId === null ? to(paths.interviewOfReturn, { childId, episodeId }) : to(paths.interviewDraft, { draftId });
    return reply.redirect(address, 303);
  });

  app.post(paths.improveInterview, { config }, async (request, reply) => {
    const { childId, interviewId } = readParams(interviewParams, request);
    const requester = requesterOf(request);
    const draftId = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, 'hold-interview', childId);
      const interview = requireGivenInterview(opened, (await interviewIds(tx, childId)).get(interviewId));
      const covered = returnsCovered(opened.record, interview.incidentRefs);
      const episode = covered.at(-1);
      if (textIn(readFields(request), 'begin') !== 'yes' || episode === undefined || !mayBeWritten(interview))
        return null;
      const { episodeKey } = episode;
      const answers = firstAnswers(opened, await episodeKeys(tx, childId), interview.interviewRef, episodeKey);
      const about = { childId, interviewRef: interview.interviewRef, episodeKey, state: { ...EMPTY_DRAFT, answers } };
      return beginInterviewDraft(tx, requester.userId as number, about, clock());
    });
    const address =
      draftId === null ? to(paths.interview, { childId, interviewId }) : to(paths.interviewDraft, { draftId });
    return reply.redirect(address, 303);
  });
}

function registerForm(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.get(paths.interviewDrafts, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const drafts = await database.transaction('request', requester, async (tx) => {
      const found = await listInterviewDrafts(tx);
      const childIds = found.map(({ childId }) => childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.interviewDrafts,
        childIds: [...new Set(childIds)],
        counted: false,
      });
      return found;
    });
    return showPage(request, reply, { title: 'Interviews you are writing', body: interviewDraftsPage(drafts) });
  });

  app.get(paths.interviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const about = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'look');
      const found = await openAbout(tx, requester, rules, draft);
      const purpose = await requirePurpose(tx, requester, draft.childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.interviewDraft,
        childIds: [draft.childId],
        ...(purpose === null ? {} : { purpose }),
      });
      return found;
    });
    return show(request, reply, about, about.draft.state, []);
  });

  app.post(paths.interviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const now = clock();
    // What was typed is kept by itself first: whatever keeps it from being sent takes none of it away.
    const { state, back } = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      const about = await openAbout(tx, requester, rules, draft);
      const saved = saveInto(draft.state, postedSave(about.about, draft.state, readFields(request), now));
      await saveInterviewDraft(tx, draftId, saved, now);
      const episodeId = numbersOf(about.keys)(draft.episodeKey);
      const { childId } = draft;
      const address =
        episodeId === undefined ? to(paths.child, { childId }) : to(paths.interviewOfReturn, { childId, episodeId });
      return { state: saved, back: address };
    });
    if (textIn(readFields(request), 'later') !== '') return reply.redirect(back, 303);
    const result = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      const about = await openAbout(tx, requester, rules, draft);
      // Another window may have saved since: it is sent as its author last read it, or not at all.
      const sent =
        draft.state.version === state.version
          ? await sendInterview(tx, requester, rules, { about, state, now })
          : ({ kind: 'errors', errors: savedMeanwhile(about, state) } as const);
      const { childId } = draft;
      if (sent.kind === 'sent') {
        const ids = await interviewIds(tx, childId);
        const interviewId = [...ids].find(([, ref]) => ref === sent.interviewRef)?.[0];
        if (interviewId === undefined) throw new Error('an interview that was sent is on no record');
        return { address: to(paths.interview, { childId, interviewId }, { sent: draftId }) };
      }
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.interviewDraft, childIds: [childId] });
      return { about, errors: sent.errors };
    });
    if ('address' in result) return reply.redirect(result.address, 303);
    return show(request, reply, result.about, result.about.draft.state, result.errors);
  });

  app.post(paths.discardInterviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const address = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      if (textIn(readFields(request), 'discard') !== 'yes') throw new Refused(422, 'Nothing was thrown away.');
      await discardInterviewDraft(tx, draftId);
      return to(paths.child, { childId: draft.childId }, { sent: draftId });
    });
    return reply.redirect(address, 303);
  });
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  about: DraftOpened,
  state: DraftState,
  errors: readonly FieldError[],
): FastifyReply {
  const { childId, episodeKey } = about.draft;
  const episodeId = numbersOf(about.keys)(episodeKey);
  return showPage(request, reply, {
    title: TITLE,
    currentPath: paths.children,
    backLink:
      episodeId === undefined ? to(paths.child, { childId }) : to(paths.interviewOfReturn, { childId, episodeId }),
    errors,
    body: writingPage({ about, state, errors, csrfToken: formToken(request, reply), writer: randomUUID() }),
  });
}
