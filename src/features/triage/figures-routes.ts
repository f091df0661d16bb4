/** How returns were triaged and overruled, as numbers, and the returns behind each. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf, may, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { londonDate } from '../../domain/time/london.ts';
import {
  countedIn,
  forOutsideReaders,
  TRIAGE_COLUMNS,
  TRIAGE_GROUPINGS,
  triageTables,
} from '../../domain/triage/figures.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { countingFor, period as periodAsked } from './figures-chosen.ts';
import { figuresPage } from './figures-page.ts';
import { figureReturnsPage } from './figure-returns-page.ts';
import { countTriage, countTriaged, listTriaged } from './queries.ts';

const query = z.object({ period: periodAsked.optional() });
const returnsQuery = z.object({
  period: periodAsked.catch('year'),
  by: z.enum(TRIAGE_GROUPINGS).catch('sex'),
  row: z.string().max(100).catch('total'),
  column: z.enum(TRIAGE_COLUMNS).catch('returns'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
/** Returns on one page. */
const PAGE_LENGTH = 50;
const ONE_SNAPSHOT = { isolation: 'repeatable read' } as const;

/** Registers the page of numbers, which names nobody, and that of the returns behind one. */
export function registerFigures(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.triageFigures, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    const now = clock();
    const thisYear = Number(londonDate(now).slice(0, 4));
    const opens = may(requester, 'open-figure');
    const { period = opens ? 'year' : String(thisYear - 1) } = readQuery(query, request);
    // Periods that overlap, or that grow from day to day, would tell by their difference what each of them withholds.
    if (!opens && !(Number(period) < thisYear))
      throw new Refused(400, 'Only whole calendar years that have ended are shown to you.');
    const counting = countingFor(requester, period, now);
    const alike = await database.transaction('request', requester, (tx) => countTriage(tx, counting));
    const tables = triageTables(alike);
    return showPage(request, reply, {
      title: 'Triage of returns',
      wide: true,
      body: figuresPage({
        tables: opens ? tables : forOutsideReaders(tables),
        period,
        thisYear,
        opens,
        whose: whose(requester),
      }),
    });
  });

  app.get(paths.triageFigureReturns, { config: { purpose: 'triage of returns' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    requireAct(requester, 'open-figure');
    const asked = readQuery(returnsQuery, request);
    const counting = countingFor(requester, asked.period, clock());
    const seesTriage = RELATIONSHIPS.some((one) =>
      maySeeChild(actorOf(requester), standingBy(one)).shows.includes('triage'),
    );
    const view = await database.transaction(
      'request',
      requester,
      async (tx) => {
        const all = await countTriage(tx, counting);
        const row = triageTables(all)
          .find(({ by }) => by === asked.by)
          ?.rows.find(({ id }) => id === asked.row) ?? { id: 'total', title: 'All returns' };
        const alike = countedIn(all, { ...asked, row: row.id });
        const keys = alike.map(({ key }) => key);
        const counted = alike.reduce((sum, { returns }) => sum + returns, 0);
        const seen = seesTriage ? await countTriaged(tx, counting, keys) : 0;
        const part = { limit: PAGE_LENGTH, offset: (asked.page - 1) * PAGE_LENGTH };
        const shown = seesTriage ? await listTriaged(tx, counting, keys, part) : [];
        const childIds = [...new Set(shown.map(({ childId }) => childId))];
        await recordAudit(tx, requester, { verb: 'consultation', route: paths.triageFigureReturns, childIds });
        const pages = Math.max(1, Math.ceil(seen / PAGE_LENGTH));
        return { rowTitle: row.title, row: row.id, counted, notShown: counted - seen, shown, pages };
      },
      ONE_SNAPSHOT,
    );
    const back = to(paths.triageFigures, null, { period: asked.period });
    return showPage(request, reply, {
      title: 'Returns behind a number of triage',
      wide: true,
      currentPath: paths.triageFigures,
      backLink: back,
      body: figureReturnsPage({ ...asked, ...view, whose: whose(requester) }),
    });
  });
}

function whose({ agencyKind, agencyName }: SignedIn): string {
  return agencyKind === 'local-authority'
    ? `for which ${agencyName} answers`
    : 'of the children whose records your agency sees';
}
