/** How returns were triaged and overruled, as numbers. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, requireAct } from '../../access.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { parsePlainDate, plusDays } from '../../domain/time/plain-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { forOutsideReaders, triageTables } from '../../domain/triage/figures.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { figuresPage } from './figures-page.ts';
import { countTriage, type Counting } from './queries.ts';

const query = z.object({
  period: z
    .string()
    .regex(/^(?:year|all|20\d\d)$/)
    .optional(),
});
/** Days of a year up to today, today included. */
const DAYS = 365;

/** Registers the page. It names nobody. */
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
    const authority = requester.agencyKind === 'local-authority' ? requester.agencyCode : null;
    const alike = await database.transaction('request', requester, (tx) =>
      countTriage(tx, { authority, ...boundsOf(period, now) }),
    );
    const tables = triageTables(alike);
    return showPage(request, reply, {
      title: 'Triage of returns',
      wide: true,
      body: figuresPage({
        tables: opens ? tables : forOutsideReaders(tables),
        period,
        thisYear,
        opens,
        whose:
          authority === null
            ? 'of the children whose records your agency sees'
            : `for which ${requester.agencyName} answers`,
      }),
    });
  });
}

function boundsOf(period: string, now: Instant): Pick<Counting, 'from' | 'to'> {
  if (period === 'all') return { from: null, to: null };
  if (period === 'year') return { from: startOfLondonDay(plusDays(londonDate(now), 1 - DAYS)), to: null };
  const start = (year: number): Instant | null => {
    const day = parsePlainDate(`${year}-01-01`);
    return day === undefined ? null : startOfLondonDay(day);
  };
  return { from: start(Number(period)), to: start(Number(period) + 1) };
}
