/** An agency’s own figures of interviews, and what pays for them. Names no child. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { listInterviewers } from '../../db/interviewers.ts';
import { financialYearOf, financialYearWords, yearsOfWork } from '../../domain/capacity/work-done.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { fundingPage, workPage } from './pages.ts';
import { addFunding, listFunding, listSessions, listWork, removeFunding, sumEarned } from './queries.ts';

/** Registers the pages of an agency’s own work. */
export function register(app: FastifyInstance, { database }: Services): void {
  const config = { purpose: 'own figures of return interviews' };

  app.get(paths.interviewWork, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-capacity');
    const keeps = may(requester, 'keep-funding');
    const today = londonDate(requester.at);
    const shown = await database.transaction('request', requester, async (tx) => {
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'see-interview-capacity',
        route: paths.interviewWork,
        childIds: [],
      });
      const months = await listWork(tx);
      return {
        months,
        people: (await listInterviewers(tx)).filter(
          ({ fromOn, untilOn }) => fromOn <= today && (untilOn ?? today) >= today,
        ).length,
        earned: await sumEarned(tx, requester.agencyCode),
        years: keeps ? yearsOfWork(await listFunding(tx), months, await listSessions(tx)) : null,
      };
    });
    const body = workPage({ ...shown, agencyName: requester.agencyName });
    return showPage(request, reply, {
      title: 'Our own figures',
      currentPath: paths.interviewWork,
      backLink: paths.allocation,
      body,
      wide: true,
    });
  });

  app.get(paths.funding, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-funding');
    const funding = await database.read('request', requester, (tx) => listFunding(tx));
    const typed = { financialYear: String(financialYearOf(londonDate(requester.at))) };
    return show(request, reply, { funding, typed, errors: [] });
  });

  app.post(paths.funding, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-funding');
    const typed = readFields(request);
    const read = readForm(fieldsFor(requester), typed, requester.at);
    if (read.kind === 'errors') {
      const funding = await database.read('request', requester, (tx) => listFunding(tx));
      return show(request, reply, { funding, typed, errors: read.errors });
    }
    const { source, financialYear, pounds } = read.answers as Readonly<Record<string, unknown>>;
    await database.transaction('request', requester, async (tx) => {
      await addFunding(tx, requester.agencyCode, {
        source: String(source),
        financialYear: Number(financialYear),
        pence: Math.round(Number(pounds) * 100),
      });
      await recordAudit(tx, requester, { verb: 'alteration', act: 'keep-funding', route: paths.funding, childIds: [] });
    });
    return reply.redirect(paths.funding, 303);
  });

  app.post(paths.removeFunding, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-funding');
    const { fundingId } = readParams(z.object({ fundingId: idInPath }), request);
    await database.transaction('request', requester, async (tx) => {
      if (!(await removeFunding(tx, fundingId))) throw notFound();
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-funding',
        route: paths.removeFunding,
        childIds: [],
      });
    });
    return reply.redirect(paths.funding, 303);
  });
}

/** The form of money: years from five before this one to the next. */
function fieldsFor({ at }: SignedIn): readonly Field[] {
  const year = financialYearOf(londonDate(at));
  return [
    {
      kind: 'text',
      name: 'source',
      label: 'Who pays',
      what: 'who pays',
      hint: 'For example a council, a lottery grant or our own reserves',
      maxlength: 100,
    },
    {
      kind: 'select',
      name: 'financialYear',
      label: 'Financial year',
      what: 'the financial year',
      options: Array.from({ length: 7 }, (_, index) => year + 1 - index).map((one) => ({
        value: String(one),
        text: financialYearWords(one),
      })),
    },
    {
      kind: 'number',
      name: 'pounds',
      label: 'Amount for the year in pounds',
      what: 'the amount',
      least: 0,
      most: 100_000_000,
      fractions: true,
    },
  ];
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  view: {
    readonly funding: Awaited<ReturnType<typeof listFunding>>;
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
  },
): FastifyReply {
  const requester = requesterOf(request);
  const body = fundingPage({
    ...view,
    agencyName: requester.agencyName,
    fields: fieldsFor(requester),
    csrfToken: formToken(request, reply),
  });
  return showPage(request, reply, {
    title: 'What pays for interviews',
    currentPath: paths.interviewWork,
    backLink: paths.interviewWork,
    errors: view.errors,
    body,
  });
}
