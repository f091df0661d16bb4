/** Writing an interview: begun from a return or from one that was sent back, saved while it is typed, and sent. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requirePurpose } from '../../access.ts';
import { openFor, requireGivenInterview } from '../../decisions/opened.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { everyNameOf } from '../../domain/episode/names.ts';
import { EMPTY_DRAFT, saveInto } from '../../domain/interview/draft.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn, type FieldError } from '../../web/forms/field.ts';
import { paths, to } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { beginAgain, firstAnswers, openAbout, savedMeanwhile, sendInterview, type DraftOpened } from './commands.ts';
import { returnParams } from './offer-routes.ts';
import { EVERY_QUESTION, numberIn, postedSave } from './posted.ts';
import {
  beginInterviewDraft,
  discardInterviewDraft,
  draftOfReturn,
  episodeKeys,
  interviewIds,
  listInterviewDrafts,
  markSent,
  saveInterviewDraft,
  type InterviewDraft,
} from './queries.ts';
import { episodeIn, goOnWith, numbersOf } from './returns-chosen.ts';
import { draftParams, requireDraft } from './own-draft.ts';
import { showGivenAway } from './given-away-page.ts';
import { lateIn } from './sent-page.ts';
import { openSent, registerAfterSending, showSent } from './sent-routes.ts';
import { interviewDraftsPage, writingPage } from './writing-page.ts';

const interviewParams = z.object({ childId: idInPath, interviewId: idInPath });
const TITLE = 'Return interview';
/** Drafts in the list of those that somebody is writing. */
const LISTED_AT_MOST = 50;
const config = { purpose: 'return interview' };

/** Registers beginning, writing and sending. */
export function registerWriting(app: FastifyInstance, services: Services): void {
  registerBeginning(app, services);
  registerForm(app, services);
  registerAfterSending(app, services);
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
      const begunFrom = opened.record.version;
      const about = { childId, interviewRef, episodeKey, begunFrom, state: { ...EMPTY_DRAFT, answers } };
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
      if (textIn(readFields(request), 'begin') !== 'yes') return null;
      return beginAgain(tx, requester, opened, interview, clock());
    });
    const address =
      draftId === null ? to(paths.interview, { childId, interviewId }) : to(paths.interviewDraft, { draftId });
    return reply.redirect(address, 303);
  });
}

function registerForm(app: FastifyInstance, services: Services): void {
  const { database, clock, rules } = services;
  app.get(paths.interviewDrafts, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const drafts = await database.transaction('request', requester, async (tx) => {
      const saved = await listInterviewDrafts(tx);
      // The list and the page of what was sent go by one rule of what came late.
      const found = saved.filter((draft) => draft.sent === null || lateIn(draft).length > 0).slice(0, LISTED_AT_MOST);
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
    const opened = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'look');
      if (draft.sent !== null) return openSent(tx, requester, services, draft);
      const found = await openAbout(tx, requester, rules, draft);
      const purpose = await requirePurpose(tx, requester, draft.childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.interviewDraft,
        childIds: [draft.childId],
        ...(purpose === null ? {} : { purpose }),
      });
      return 'givenAway' in found ? found : { about: found };
    });
    if ('givenAway' in opened) return showGivenAway(request, reply, opened, 200);
    if ('interviewId' in opened) return showSent(request, reply, opened);
    return show(request, reply, opened.about, []);
  });

  app.post(paths.interviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const now = clock();
    // What was typed is kept by itself first: whatever keeps it from being sent takes none of it away.
    const kept = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      const found = draft.sent === null ? await openAbout(tx, requester, rules, draft) : null;
      const about = found !== null && 'about' in found ? found.about : EVERY_QUESTION;
      const saved = saveInto(draft.state, postedSave(about, draft.state, readFields(request), now));
      if (saved !== draft.state) await saveInterviewDraft(tx, draftId, saved, now);
      const asSaved = { ...draft, state: saved };
      // Nor does what became of the interview meanwhile: who may not send it any more reads what they typed.
      if (found === null || 'givenAway' in found) return openSent(tx, requester, services, asSaved);
      return { state: saved, back: await placeOf(tx, draft) };
    });
    if ('givenAway' in kept) return showGivenAway(request, reply, kept, 410);
    if ('interviewId' in kept) return showSent(request, reply, kept);
    if (textIn(readFields(request), 'later') !== '') return reply.redirect(kept.back, 303);
    const result = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      if (draft.sent !== null) return openSent(tx, requester, services, draft);
      const about = await openAbout(tx, requester, rules, draft);
      if ('givenAway' in about) return openSent(tx, requester, services, draft);
      if (about.meanwhile !== null && textIn(draft.state.answers, 'onTop') === 'no')
        return { address: await addressOf(tx, about.draft) };
      // Another window may have saved since: it is sent as its author last read it, or not at all.
      const seen = numberIn(readFields(request), 'seen');
      const sent =
        draft.state.version === kept.state.version
          ? await sendInterview(tx, requester, rules, { about, seen, now })
          : ({ kind: 'errors', errors: savedMeanwhile(about, kept.state) } as const);
      const { childId } = draft;
      if (sent.kind === 'sent') {
        const address = await addressOf(tx, { ...draft, interviewRef: sent.interviewRef });
        return { address: `${address}?sent=${draftId}` };
      }
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.interviewDraft, childIds: [childId] });
      return { about, errors: sent.errors };
    });
    if ('givenAway' in result) return showGivenAway(request, reply, result, 410);
    if ('address' in result) return reply.redirect(result.address, 303);
    if ('interviewId' in result) return showSent(request, reply, result);
    return show(request, reply, result.about, result.errors);
  });

  app.post(paths.discardInterviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const address = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      if (textIn(readFields(request), 'discard') !== 'yes') throw new Refused(422, 'Nothing was thrown away.');
      const { childId, interviewRef, sent, state } = draft;
      // Of what was sent already only what came later is thrown away.
      if (sent === null) await discardInterviewDraft(tx, draftId);
      else await markSent(tx, { draftId, interviewRef, version: state.version }, clock());
      return to(paths.child, { childId }, { thrown: draftId });
    });
    return reply.redirect(address, 303);
  });
}

/** Where its author came from. */
async function placeOf(tx: Transaction, { childId, episodeKey }: InterviewDraft): Promise<string> {
  const episodeId = numbersOf(await episodeKeys(tx, childId))(episodeKey);
  return episodeId === undefined ? to(paths.child, { childId }) : to(paths.interviewOfReturn, { childId, episodeId });
}

/** The interview as it stands on record. */
async function addressOf(tx: Transaction, draft: InterviewDraft): Promise<string> {
  const { childId, interviewRef } = draft;
  const interviewId = [...(await interviewIds(tx, childId))].find(([, ref]) => ref === interviewRef)?.[0];
  return interviewId === undefined ? placeOf(tx, draft) : to(paths.interview, { childId, interviewId });
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  about: DraftOpened,
  errors: readonly FieldError[],
): FastifyReply {
  const { childId, episodeKey, state } = about.draft;
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
