/** What will be late: the forecast, what giving some away would change, and how such forecasts fared. Names nobody. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { backTest } from '../../domain/capacity/back-test.ts';
import { forecast, type Asked } from '../../domain/capacity/forecast.ts';
import { HISTORY_WEEKS } from '../../domain/capacity/history.ts';
import { roomOf, trialsOf, tryOut, type WhatIf } from '../../domain/capacity/what-if.ts';
import { weekdayOf } from '../../domain/capacity/working-time.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { forecastFields, readForecast, UNTOUCHED, untouchedTyped } from './forecast-fields.ts';
import { forecastPage } from './forecast-pages.ts';
import { peopleWithLengths } from './people.ts';
import { listApprovedProviders, listPastReturns, type ApprovedProvider } from './queries.ts';

/** Runs of one forecast, and of each week that is tested. */
const RUNS = 200;
const TEST_RUNS = 60;
const TESTED_WEEKS = 8;
/** What stands in the address, as it was typed; the form says what is wrong with it. */
const asking = z.record(z.string().max(60), z.union([z.string().max(200), z.array(z.string().max(200))]));
const DAYS_OF: Readonly<Record<string, number>> = { week: 7, fortnight: 14 };
const FRIDAY = 5;
/** What is tried where nothing was asked for. */
const EXAMPLE_HOURS = 20;
const EXAMPLE_GIVEN = 2;

/** Registers the page of the forecast. */
export function registerForecast(app: FastifyInstance, { database, rules }: Services): void {
  app.get(paths.forecast, { config: { purpose: 'forecast of return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-capacity');
    const query = readQuery(asking, request);
    const now = requester.at;
    const today = londonDate(now);
    const { past, set, people, lengths, providers, nameOf } = await database.transaction(
      'request',
      requester,
      async (tx) => {
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
          ...(await peopleWithLengths(tx, requester.agencyCode, now)),
          providers: await listApprovedProviders(tx, requester.agencyCode, today),
          nameOf: await agencyNames(tx),
        };
      },
    );
    const fields = forecastFields(people, providers, nameOf);
    const typed = { ...untouchedTyped(fields, today), ...query };
    const read = readForecast(fields, providers, typed, now);
    const { until, seed, tried } = 'asked' in read ? read.asked : UNTOUCHED;
    const asked: Asked = {
      past,
      people,
      own: requester.agencyCode,
      now,
      until: untilOf(until, now),
      dueHours: rules.dutyRules(requester.agencyCode).interviewWithinHours,
      seed,
      runs: RUNS,
    };
    const first = forecast(asked);
    const trials = trialsOf(tried);
    const wasAsked = trials.length > 0;
    const examples = wasAsked || first.late.high === 0 ? trials : examplesOf(providers, today);
    const body = forecastPage({
      agencyName: requester.agencyName,
      asked,
      forecast: first,
      room: roomOf(asked),
      scenarios: examples.map((one) => tryOut(asked, first, one)),
      wasAsked,
      providers,
      fields,
      typed,
      errors: 'errors' in read ? read.errors : [],
      lengths,
      // Each week of the test learns for itself how long interviews took until then.
      tested: backTest({ ...asked, people: set, runs: TEST_RUNS }, TESTED_WEEKS),
    });
    return showPage(request, reply, {
      title: 'What will be late',
      backLink: paths.allocation,
      errors: 'errors' in read ? read.errors : [],
      body,
      wide: true,
    });
  });
}

/** What is shown where nothing was asked for: one more person, and two for the provider that costs least. */
function examplesOf(providers: readonly ApprovedProvider[], today: PlainDate): WhatIf[] {
  const [cheapest] = [...providers].sort((a, b) => a.pricePence - b.pricePence);
  const nothing: WhatIf = { more: null, away: null, give: [] };
  return [
    { ...nothing, more: { count: 1, hoursAWeek: EXAMPLE_HOURS, fromOn: today, weekends: false } },
    ...(cheapest === undefined
      ? []
      : [{ ...nothing, give: [{ provider: cheapest.code, areas: cheapest.areas, count: EXAMPLE_GIVEN }] }]),
  ];
}

/** The end of the day up to which returns are expected: the next Friday, today where it is one, or so many days on. */
function untilOf(until: string, now: Instant): Instant {
  const today = londonDate(now);
  const days = DAYS_OF[until] ?? (FRIDAY - weekdayOf(today) + 7) % 7;
  return startOfLondonDay(plusDays(today, days + 1));
}
