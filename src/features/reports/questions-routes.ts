/** The ten questions that people ask of return interviews, answered on one page and as a file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf, may, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { mayRunReport } from '../../domain/access/decide.ts';
import { ANSWERING_REPORT, answersIn } from '../../domain/measures/ten-questions.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { sendFile } from '../../web/download.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { paths, to, type Path } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { runReport, type RunReport } from './commands.ts';
import { keptFacts } from './kept-facts.ts';
import { noAuthorityPage } from './pages.ts';
import { countingEverybody, findAuthorities, findAuthoritiesWorkedWith } from './queries.ts';
import { QUESTIONS_TITLE, questionsPage } from './questions-page.ts';
import { usualPeriod } from './questions-period.ts';
import { answersCsv } from './questions-text.ts';
import { ONE_SNAPSHOT, refusedAs, requireReport } from './routes.ts';

const ACT = 'see-interview-ledger';
const CONFIG = { purpose: 'reports' } as const;

const query = z.object({
  authority: z.string().max(100).optional(),
  from: z.string().max(10).optional(),
  to: z.string().max(10).optional(),
});
type Wanted = z.infer<typeof query>;

type Choice = { readonly code: string; readonly name: string };
type Found = { readonly authorities: readonly Choice[]; readonly run: RunReport | null };

/** Registers the page and its file. */
export function register(app: FastifyInstance, services: Services): void {
  app.get(paths.tenQuestions, { config: CONFIG }, (request, reply) => show(services, request, reply));

  app.get(paths.tenQuestionsDownload, { config: CONFIG }, async (request, reply) => {
    const { run } = await find(services, requesterOf(request), readQuery(query, request), paths.tenQuestionsDownload);
    if (run === null) return showPage(request, reply, { title: QUESTIONS_TITLE, body: noAuthorityPage() });
    const { scope } = run.report;
    const name = `ten-questions-${scope.authority}-${scope.from}-${scope.to}`;
    return sendFile(reply, { name, kind: 'csv', text: answersCsv(run, answersIn(run.report)) });
  });
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const requester = requesterOf(request);
  const typed = request.query as Typed;
  const asked = typed['show'] !== undefined;
  // The parts of a date come under their own names; until they are read, the usual period is shown beside them.
  const wanted = asked ? readQuery(query.pick({ authority: true }), request) : readQuery(query, request);
  const { authorities, run } = await find(services, requester, wanted, paths.tenQuestions);
  if (run === null) return showPage(request, reply, { title: QUESTIONS_TITLE, body: noAuthorityPage() });
  const fields = fieldsFor(authorities);
  let errors: readonly FieldError[] = [];
  if (asked) {
    const read = readForm(fields, typed, services.clock());
    if (read.kind === 'errors') errors = read.errors;
    else {
      const { authority, from, to: last } = read.answers as { authority?: string; from: string; to: string };
      if (last >= from)
        return reply.redirect(
          to(paths.tenQuestions, null, { authority: authority ?? run.report.scope.authority, from, to: last }),
          303,
        );
      errors = [{ name: 'to', text: 'The last day must be the same as or after the first day', href: '#to-day' }];
    }
  }
  const { authority } = run.report.scope;
  return showPage(request, reply, {
    title: QUESTIONS_TITLE,
    wide: true,
    currentPath: paths.tenQuestions,
    errors,
    body: questionsPage({
      run,
      answers: answersIn(run.report),
      opens: may(requester, 'open-figure'),
      reads: may(requester, 'run-report'),
      agencySeesAll: requester.agencyCode === authority,
      fields,
      typed: { authority, ...typed },
      errors,
    }),
  });
}

/** The authorities that the reader may ask about, and the report for the one asked for; none where there is no such authority. */
async function find(services: Services, requester: SignedIn, wanted: Wanted, route: Path): Promise<Found> {
  requireAct(requester, ACT);
  return services.database.transaction(
    'request',
    requester,
    async (tx) => {
      const authorities = await authoritiesOf(tx, requester);
      const own = authorities.find(({ code }) => code === requester.agencyCode);
      const authority = wanted.authority ?? (own ?? authorities[0])?.code;
      if (authority === undefined) {
        await recordAudit(tx, requester, { verb: 'combination', route, childIds: [] });
        return { authorities, run: null };
      }
      await requireReport(tx, requester, authority, ACT);
      const facts = await keptFacts(services.database).factsFor(tx, requester.agencyCode, authority);
      const usual = usualPeriod(facts, authority, londonDate(services.clock()));
      const { from = usual.from, to: last = usual.to } = wanted;
      const asked = { report: ANSWERING_REPORT, authority, from, to: last };
      const numbers = may(requester, 'open-figure') ? 'all numbers' : 'no small numbers';
      const run = await runReport(tx, requester, services, asked, numbers);
      if (run.kind === 'refused') throw refusedAs(run);
      await recordAudit(tx, requester, { verb: 'combination', route, childIds: [] });
      return { authorities, run };
    },
    ONE_SNAPSHOT,
  );
}

async function authoritiesOf(tx: Transaction, requester: SignedIn): Promise<readonly Choice[]> {
  const worksWith = await countingEverybody(tx, () => findAuthoritiesWorkedWith(tx));
  const all = await findAuthorities(tx);
  return all.filter(({ code }) => mayRunReport(actorOf(requester), code, worksWith, ACT).allowed);
}

function fieldsFor(authorities: readonly Choice[]): readonly Field[] {
  const authority: Field = {
    kind: 'select',
    name: 'authority',
    label: 'Which authority?',
    what: 'an authority',
    options: authorities.map(({ code, name }) => ({ value: code, text: name })),
  };
  return [
    ...(authorities.length > 1 ? [authority] : []),
    { kind: 'date', name: 'from', label: 'First day', what: 'the first day', hint: 'For example, 1 4 2025' },
    { kind: 'date', name: 'to', label: 'Last day', what: 'the last day', hint: 'It is included' },
  ];
}
