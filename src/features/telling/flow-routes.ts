/** The addresses of a questionnaire: its questions, its answers to check, and the page after sending. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { discardDraft } from '../../db/drafts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { notFound } from '../../web/refusal.ts';
import { backgroundOf, requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readParams } from '../../web/validation.ts';
import { baseOf, keepDraft, keepSent, openDraft, withPosted, type Kept } from './draft-answers.ts';
import { allAnswers, askedIn, nextQuestion, postedNames, readQuestion, type Flow, type Situation } from './flow.ts';
import { checkPage, draftAddress, questionAddress, questionPage } from './question-page.ts';
import { paths } from '../../web/paths.ts';

const draftParams = z.object({ draftId: z.uuid() });
const questionParams = z.object({ draftId: z.uuid(), question: z.string().max(40) });

/** Fields beside those of the questions that a page posts. */
const ALSO_POSTED = ['ruledOut'];

/** Registers one questionnaire. */
export function registerFlow<S extends Situation>(app: FastifyInstance, services: Services, flow: Flow<S>): void {
  const { database, clock, rules } = services;
  const config = { purpose: flow.kind === 'missing' ? 'report of a missing child' : 'report of a return' };

  /** Opens a draft and its situation for one request; `then` says what to do, in the same transaction. */
  async function onDraft<T>(
    request: FastifyRequest,
    draftId: string,
    turn: 'look' | 'change',
    then: (opened: { tx: Transaction; kept: Kept; situation: S }) => Promise<T>,
  ): Promise<T> {
    const requester = requesterOf(request);
    requireAct(requester, 'tell-of-absence');
    return database.transaction('request', requester, async (tx) => {
      const kept = await openDraft(tx, flow, draftId, turn);
      if (kept === undefined) throw notFound();
      const situation = await flow.situation(tx, baseOf(kept, draftId, requester, clock()), rules);
      return then({ tx, kept, situation });
    });
  }

  async function look(tx: Transaction, situation: S, slug: string | null): Promise<void> {
    const childIds = flow.childrenShown(situation, slug);
    const route = slug === null ? flow.paths.check : flow.paths.question;
    if (childIds.length > 0)
      await recordAudit(tx, situation.requester, { verb: 'consultation', route, childIds, counted: false });
  }

  const onwards = (situation: S): string => {
    const next = nextQuestion(flow, situation);
    return next === undefined
      ? draftAddress(flow.paths.check, situation.draftId)
      : questionAddress(flow, situation.draftId, next.slug);
  };

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    situation: S,
    slug: string,
    withErrors: boolean,
  ): FastifyReply {
    const asked = askedIn(flow, situation);
    const index = asked.findIndex((question) => question.slug === slug);
    const question = asked[index];
    if (question === undefined) throw notFound();
    const before = asked[index - 1];
    const errors = withErrors ? readQuestion(question, situation).errors : [];
    return showPage(request, reply, {
      title: question.title,
      currentPath: flow.paths.start,
      backLink: before === undefined ? flow.paths.start : questionAddress(flow, situation.draftId, before.slug),
      errors,
      body: questionPage(flow, question, situation, errors, formToken(request, reply)),
    });
  }

  app.get(flow.paths.check, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const { situation, sent } = await onDraft(request, draftId, 'look', async ({ tx, kept, situation: found }) => {
      if (kept.sent === null) await look(tx, found, null);
      return { situation: found, sent: kept.sent };
    });
    if (sent !== null) return reply.redirect(draftAddress(flow.paths.done, draftId), 303);
    if (nextQuestion(flow, situation) !== undefined) return reply.redirect(onwards(situation), 303);
    const last = askedIn(flow, situation).at(-1);
    return showPage(request, reply, {
      title: 'Check your answers',
      currentPath: flow.paths.start,
      backLink: last === undefined ? flow.paths.start : questionAddress(flow, draftId, last.slug),
      body: checkPage(flow, situation, formToken(request, reply)),
    });
  });

  app.post(flow.paths.check, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const address = await onDraft(request, draftId, 'change', async ({ tx, kept, situation }) => {
      if (kept.sent === null) {
        if (nextQuestion(flow, situation) !== undefined) return onwards(situation);
        const sent = await flow.send(tx, situation, allAnswers(flow, situation), rules);
        await keepSent(tx, draftId, sent, situation.now);
      }
      return draftAddress(flow.paths.done, draftId);
    });
    return reply.redirect(address, 303);
  });

  app.get(flow.paths.done, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const body = await database.transaction('request', requester, async (tx) => {
      const kept = await openDraft(tx, flow, draftId, 'look');
      if (kept === undefined || kept.sent === null) throw notFound();
      return flow.done(tx, requester, kept.sent, rules, clock());
    });
    return showPage(request, reply, { title: 'Your report is on record', currentPath: flow.paths.start, body });
  });

  app.get(flow.paths.question, { config }, async (request, reply) => {
    const { draftId, question } = readParams(questionParams, request);
    const { situation, sent } = await onDraft(request, draftId, 'look', async ({ tx, kept, situation: found }) => {
      if (kept.sent === null) await look(tx, found, question);
      return { situation: found, sent: kept.sent };
    });
    if (sent !== null) return reply.redirect(draftAddress(flow.paths.done, draftId), 303);
    return show(request, reply, situation, question, false);
  });

  app.post(flow.paths.question, { config }, async (request, reply) => {
    const { draftId, question: slug } = readParams(questionParams, request);
    const posted = readFields(request);
    const answer = await onDraft(request, draftId, 'change', async ({ tx, kept, situation }) => {
      if (kept.sent !== null) return { address: draftAddress(flow.paths.done, draftId) };
      const question = askedIn(flow, situation).find((one) => one.slug === slug);
      if (question === undefined) return { address: onwards(situation) };
      const now = clock();
      // What is asked may itself follow from what was typed: a time that came twice asks which.
      const first = withPosted(
        kept.typed,
        posted,
        [...postedNames(question.fields(situation)), ...ALSO_POSTED.filter((name) => name in posted)],
        flow.voids,
      );
      const between = await flow.situation(tx, { ...situation, typed: first }, rules);
      const typed = withPosted(first, posted, postedNames(question.fields(between)), {});
      const after = await flow.situation(tx, { ...situation, typed }, rules);
      const isRight = readQuestion(question, after).errors.length === 0;
      const saving = backgroundOf(request) === 'save';
      const later = posted['later'] !== undefined;
      const seen = isRight && !saving && !later ? [...new Set([...kept.seen, slug])] : kept.seen;
      await keepDraft(tx, draftId, { typed, seen }, now);
      if (saving) return { address: null };
      if (later) return { address: paths.drafts };
      if (!isRight) {
        await look(tx, after, slug);
        return { situation: after };
      }
      const settled = await flow.situation(
        tx,
        baseOf({ typed, seen, sent: null }, draftId, situation.requester, now),
        rules,
      );
      const away = flow.leavesTo(settled);
      if (away !== null) await discardDraft(tx, flow.kind, draftId);
      return { address: away ?? onwards(settled) };
    });
    if ('situation' in answer) return show(request, reply, answer.situation, slug, true);
    return answer.address === null ? reply.code(204).send() : reply.redirect(answer.address, 303);
  });
}
