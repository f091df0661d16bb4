/** Reports: chosen, read, opened and downloaded. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { actorOf, insist, may, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { mayRunReport, maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { sendFile } from '../../web/download.ts';
import { readForm } from '../../web/forms/read-form.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readParams, readQuery } from '../../web/validation.ts';
import { openReportFigure, runReport, type Refusal, type ReportRequest, type RunReport } from './commands.ts';
import { figurePage } from './figure-page.ts';
import { reportCsv, reportJson } from './formats.ts';
import { addressOf, choosingPage, noAuthorityPage, reportPage } from './pages.ts';
import { printedReport } from './printed.ts';
import { countingEverybody, findAuthorities, findAuthoritiesWorkedWith, findListedEpisodes } from './queries.ts';
import { choosingFields, downloadQuery, figureQuery, periodNamed, reportParams, reportQuery } from './schemas.ts';

/** Episodes on one page of a figure. */
const PAGE_LENGTH = 100;

/** One snapshot for the whole answer, and time to read a large authority's facts the first time. */
export const ONE_SNAPSHOT = { isolation: 'repeatable read', statementTimeoutMs: 30_000 } as const;

/** Registers the pages of reports. */
export function register(app: FastifyInstance, services: Services): void {
  app.get(paths.reports, { config: { purpose: 'reports', shows: 'nothing' } }, (request, reply) =>
    choose(services, request, reply),
  );

  app.get(paths.report, { config: { purpose: 'reports' } }, async (request, reply) => {
    const requester = requesterOf(request);
    const asked = askedBy(request);
    const run = await runFor(services, requester, asked);
    const opens = may(requester, 'open-figure');
    const body = reportPage(run, asked, opens, requester.agencyCode === asked.authority);
    return showPage(request, reply, {
      title: run.report.definition.title,
      body,
      wide: true,
      currentPath: paths.reports,
      backLink: paths.reports,
    });
  });

  app.get(paths.reportDownload, { config: { purpose: 'reports' } }, async (request, reply) => {
    const { format } = readQuery(downloadQuery, request);
    const asked = askedBy(request);
    const run = await runFor(services, requesterOf(request), asked);
    const text =
      format === 'csv'
        ? reportCsv(run)
        : format === 'html'
          ? printedReport(run)
          : `${JSON.stringify(reportJson(run), null, 2)}\n`;
    const { definition, scope } = run.report;
    return sendFile(reply, { name: `${definition.id}-${scope.from}-${scope.to}`, kind: format, text });
  });

  app.get(paths.figure, { config: { purpose: 'reports' } }, (request, reply) => openOne(services, request, reply));
}

async function choose(
  { database, clock }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  requireAct(requester, 'run-report');
  const typed = request.query as Typed;
  const authorities = await database.read('request', requester, async (tx) => {
    const worksWith = await countingEverybody(tx, () => findAuthoritiesWorkedWith(tx));
    return (await findAuthorities(tx)).filter(({ code }) => mayRunReport(actorOf(requester), code, worksWith).allowed);
  });
  const [only] = authorities;
  if (only === undefined) return showPage(request, reply, { title: 'Reports', body: noAuthorityPage() });
  const fields = choosingFields(authorities);
  const show = (given: Typed, errors: readonly FieldError[]): FastifyReply =>
    showPage(request, reply, { title: 'Reports', body: choosingPage(fields, given, errors), errors });
  if (typed['show'] === undefined)
    return show({ period: 'last-month', ...(authorities.length === 1 ? { authority: only.code } : {}), ...typed }, []);
  const read = readForm(fields, typed, clock());
  if (read.kind === 'errors') return show(typed, read.errors);
  const { report, authority, period, from, to } = read.answers;
  if (period !== 'dates') {
    const named = periodNamed(period as Parameters<typeof periodNamed>[0], londonDate(clock()));
    return reply.redirect(addressOf(paths.report, { report, authority, ...named }), 303);
  }
  const errors: FieldError[] = [];
  if (from === null) errors.push({ name: 'from', text: 'Enter the first day', href: '#from-day' });
  if (to === null) errors.push({ name: 'to', text: 'Enter the last day', href: '#to-day' });
  if (from !== null && to !== null && to < from)
    errors.push({ name: 'to', text: 'The last day must be the same as or after the first day', href: '#to-day' });
  if (from === null || to === null || errors.length > 0) return show(typed, errors);
  return reply.redirect(addressOf(paths.report, { report, authority, from, to }), 303);
}

function askedBy(request: FastifyRequest): ReportRequest {
  const { name } = readParams(reportParams, request);
  return { report: name, ...readQuery(reportQuery, request) };
}

/** Goes on only where the policy lets this person read this authority's figures. */
export async function requireReport(
  tx: Transaction,
  requester: SignedIn,
  authority: string,
  act: 'run-report' | 'see-interview-ledger' = 'run-report',
): Promise<void> {
  const actor = actorOf(requester);
  const own = requester.agencyCode === authority;
  const worksWith = own ? [] : await countingEverybody(tx, () => findAuthoritiesWorkedWith(tx));
  insist(mayRunReport(actor, authority, worksWith, act));
}

/** Runs a report that this person may read; what is refused is thrown as the web answers it. */
export async function runFor(services: Services, requester: SignedIn, asked: ReportRequest): Promise<RunReport> {
  return services.database.transaction(
    'request',
    requester,
    async (tx) => {
      await requireReport(tx, requester, asked.authority);
      const numbers = may(requester, 'open-figure') ? 'all numbers' : 'no small numbers';
      const run = await runReport(tx, requester, services, asked, numbers);
      if (run.kind === 'refused') throw refusedAs(run);
      await recordAudit(tx, requester, { verb: 'combination', route: paths.report, childIds: [] });
      return run;
    },
    ONE_SNAPSHOT,
  );
}

async function openOne(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const requester = requesterOf(request);
  requireAct(requester, 'open-figure');
  const { cell, page } = readQuery(figureQuery, request);
  const asked = { ...askedBy(request), figure: cell };
  // Row-level security has kept out children of whom the agency may know nothing; some roles may see no child at all.
  const seesChildren = RELATIONSHIPS.some(
    (relationship) => maySeeChild(actorOf(requester), standingBy(relationship)).allowed,
  );
  const view = await services.database.transaction(
    'request',
    requester,
    async (tx) => {
      await requireReport(tx, requester, asked.authority);
      const opened = await openReportFigure(tx, requester, services, asked);
      if (opened.kind === 'refused') throw refusedAs(opened);
      const { rows } = opened.figure.numerator;
      const ids = rows
        .slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH)
        .map((row) => opened.facts.episodeId[row] as number);
      const shown = seesChildren ? await findListedEpisodes(tx, ids) : [];
      const childIds = [...new Set(shown.map(({ childId }) => childId))];
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.figure, childIds });
      const pages = Math.max(1, Math.ceil(rows.length / PAGE_LENGTH));
      return {
        figure: opened.figure,
        asked: opened.asked,
        request: asked,
        shown,
        counted: rows.length,
        notShown: ids.length - shown.length,
        page,
        pages,
      };
    },
    ONE_SNAPSHOT,
  );
  return showPage(request, reply, {
    title: `${view.figure.table.title}, ${view.figure.row.title}`,
    body: figurePage(view),
    wide: true,
    currentPath: paths.reports,
    backLink: addressOf(paths.report, asked),
  });
}

/** A request that cannot be answered, as the web answers it. */
export function refusedAs(refusal: Refusal): Refused {
  return new Refused(refusal.what === 'report' ? 404 : 400, refusal.sentence);
}
