/** What will be late: the forecast, what giving some away would change, and how such forecasts fared. Names nobody. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { listInterviewers } from '../../db/interviewers.ts';
import { backTest } from '../../domain/capacity/back-test.ts';
import { forecast, toGive, type Asked } from '../../domain/capacity/forecast.ts';
import { HISTORY_WEEKS } from '../../domain/capacity/history.ts';
import { weekdayOf } from '../../domain/capacity/working-time.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { forecastPage } from './forecast-pages.ts';
import { listApprovedProviders, listPastReturns } from './queries.ts';

/** Runs of one forecast, and of each week that is tested. */
const RUNS = 200;
const TEST_RUNS = 60;
const TESTED_WEEKS = 8;
const DAYS_OF: Readonly<Record<string, number>> = { week: 7, fortnight: 14 };
const FRIDAY = 5;

const asking = z.object({
  until: z.enum(['friday', 'week', 'fortnight']).default('friday'),
  provider: z
    .string()
    .regex(/^[a-z0-9-]{0,60}$/)
    .default(''),
  give: z
    .string()
    .regex(/^\d{0,3}$/)
    .default(''),
  seed: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
});

/** Registers the page of the forecast. */
export function registerForecast(app: FastifyInstance, { database, rules }: Services): void {
  app.get(paths.forecast, { config: { purpose: 'forecast of return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-capacity');
    const query = readQuery(asking, request);
    const now = requester.at;
    const today = londonDate(now);
    const { past, people, providers } = await database.transaction('request', requester, async (tx) => {
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'see-interview-capacity',
        route: paths.forecast,
        childIds: [],
      });
      return {
        // As far back as the first week that is tested looks.
        past: await listPastReturns(
          tx,
          requester.agencyCode,
          plusHours(now, -(HISTORY_WEEKS + TESTED_WEEKS + 2) * 168),
        ),
        people: await listInterviewers(tx),
        providers: await listApprovedProviders(tx, requester.agencyCode, today),
      };
    });
    const asked: Asked = {
      past,
      people,
      own: requester.agencyCode,
      now,
      until: untilOf(query.until, now),
      dueHours: rules.dutyRules(requester.agencyCode).interviewWithinHours,
      seed: query.seed === '' ? 1 : Number(query.seed),
      runs: RUNS,
    };
    const first = forecast(asked);
    const provider = providers.find(({ code }) => code === query.provider) ?? null;
    const give = Number(query.give);
    const given = provider === null ? [] : toGive(asked, first, give);
    const instead =
      provider === null || given.length === 0
        ? null
        : {
            provider,
            count: given.length,
            late: forecast(asked, new Map(given.map(({ key }) => [key, provider.code]))).late,
          };
    const body = forecastPage({
      agencyName: requester.agencyName,
      asked,
      until: query.until,
      give: query.give,
      providers,
      chosen: provider?.code ?? '',
      forecast: first,
      instead,
      tested: backTest({ ...asked, runs: TEST_RUNS }, TESTED_WEEKS),
    });
    return showPage(request, reply, {
      title: 'What will be late',
      backLink: paths.allocation,
      body,
      wide: true,
    });
  });
}

/** The end of the day up to which returns are expected: the next Friday, today where it is one, or so many days on. */
function untilOf(until: string, now: Instant): Instant {
  const today = londonDate(now);
  const days = DAYS_OF[until] ?? (FRIDAY - weekdayOf(today) + 7) % 7;
  return startOfLondonDay(plusDays(today, days + 1));
}
