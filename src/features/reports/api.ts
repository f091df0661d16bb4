/** Reports and the rows behind their figures, for programs. */
import { z } from 'zod';
import { actorOf, requireAct } from '../../access.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { REPORTS } from '../../domain/measures/catalogue.ts';
import type { Services } from '../../services.ts';
import { operation, type Operation } from '../../web/api.ts';
import { requesterOf } from '../../web/requests.ts';
import { traceFigure } from './commands.ts';
import { reportJson } from './formats.ts';
import { ONE_SNAPSHOT, refusedAs, requireReport, runFor } from './routes.ts';

const name = z.object({
  name: z
    .string()
    .max(50)
    .describe(`One of ${REPORTS.map(({ id }) => id).join(', ')}.`),
});
const asked = z.object({
  authority: z.string().max(100).describe('Code of the authority.'),
  from: z.string().max(10).describe('First day, as YYYY-MM-DD.'),
  to: z.string().max(10).describe('Last day, included.'),
});

const report = z
  .object({
    report: z.string(),
    authority: z.string(),
    from: z.string(),
    to: z.string(),
    protocol: z.string().describe('The protocol whose bands and thresholds were used.'),
    as_known_at: z.string(),
    tables: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        rows: z.array(z.object({ id: z.string() }).catchall(z.union([z.number(), z.string()]).nullable())),
      }),
    ),
  })
  .meta({ id: 'Report', description: 'The tables of a report; a percentage without a denominator is null.' });

const references = z.array(z.string());
const trace = z
  .object({
    definition: z.string(),
    count: z.number().nullable().describe('The figure.'),
    episodes: references.describe('Incident references of the episodes counted.'),
    children: references.describe('References of their children.'),
    numerator: z.number().optional(),
    denominator: z.number().optional(),
    denominator_episodes: references.optional(),
    denominator_children: references.optional(),
    left_out: z.array(z.object({ reason: z.string(), episodes: z.int() })),
  })
  .meta({
    id: 'Trace',
    description: 'The rows behind one figure. The lists are empty for those who may see no child.',
  });

/** What programs may ask of reports. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/reports',
    name: 'listReports',
    about: 'Reports',
    summary: 'The reports there are',
    shows: 'nothing',
    answer: z.object({
      reports: z.array(z.object({ id: z.string(), title: z.string(), question: z.string(), source: z.string() })),
    }),
    handle: async (_services: Services, request) => {
      requireAct(requesterOf(request), 'run-report');
      return { reports: [...REPORTS] };
    },
  }),
  operation({
    method: 'GET',
    path: '/reports/:name',
    name: 'runReport',
    about: 'Reports',
    summary: 'The figures of a report',
    params: name,
    query: asked,
    answer: report,
    refusals: [404],
    handle: async (services: Services, request, { params, query }) => {
      const { tables, ...rest } = reportJson(
        await runFor(services, requesterOf(request), { report: params.name, ...query }),
      );
      return { ...rest, tables: tables.map((table) => ({ ...table, rows: [...table.rows] })) };
    },
  }),
  operation({
    method: 'GET',
    path: '/reports/:name/trace',
    name: 'traceFigure',
    about: 'Reports',
    summary: 'The rows behind one figure',
    params: name,
    query: asked.extend({ figure: z.string().max(200).describe('TABLE.ROW.COLUMN, by the ids of the report.') }),
    answer: trace,
    refusals: [404],
    handle: async (services: Services, request, { params, query }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'open-figure');
      const seesChildren = RELATIONSHIPS.some((one) => maySeeChild(actorOf(requester), standingBy(one)).allowed);
      const opened = await services.database.transaction(
        'request',
        requester,
        async (tx) => {
          await requireReport(tx, requester, query.authority);
          const outcome = await traceFigure(tx, requester, services, { report: params.name, ...query });
          if (outcome.kind === 'refused') throw refusedAs(outcome);
          return outcome.trace;
        },
        ONE_SNAPSHOT,
      );
      const shown = structuredClone(opened) as z.input<typeof trace>;
      if (seesChildren) return shown;
      const emptied =
        shown.denominator_episodes === undefined ? {} : { denominator_episodes: [], denominator_children: [] };
      return { ...shown, episodes: [], children: [], ...emptied };
    },
  }),
];
