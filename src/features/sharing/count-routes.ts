/** The counts of how the sharing of interviews stands, and the interviews behind each. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf, may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { maySeeChild } from '../../domain/access/decide.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { RELATIONSHIPS } from '../../domain/chronology/record.ts';
import { figureOf, SHARING_FIGURES, withoutSmallCounts } from '../../domain/interview/sharing.ts';
import { SMALLEST_SHOWN } from '../../domain/measures/suppression.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { countedPage, countsPage } from './count-pages.ts';
import { countSharing, listCounted } from './count-queries.ts';

const ONE_SNAPSHOT = { isolation: 'repeatable read' } as const;

const countedQuery = z.object({
  month: z
    .string()
    .regex(/^2\d{3}-(0[1-9]|1[0-2])$/)
    .catch(''),
  purpose: z.enum(['police-intelligence', 'child-record']).catch('police-intelligence'),
  figure: z.enum(SHARING_FIGURES).catch('not-recorded'),
});

/** Registers the page of counts and that of what stands behind one. */
export function registerCounts(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.sharingCounts, { config: { purpose: 'sharing of interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    const opens = may(requester, 'open-figure');
    const counted = await database.transaction('request', requester, async (tx) => {
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.sharingCounts, childIds: [] });
      return countSharing(tx, requester, clock());
    });
    const rows = opens ? counted : withoutSmallCounts(counted, SMALLEST_SHOWN);
    return showPage(request, reply, { title: 'Sharing of interviews', wide: true, body: countsPage({ rows, opens }) });
  });

  app.get(paths.sharingCounted, { config: { purpose: 'sharing of interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-ledger');
    requireAct(requester, 'open-figure');
    const now = clock();
    const asked = readQuery(countedQuery, request);
    const chosen = { ...asked, month: asked.month === '' ? londonDate(now).slice(0, 7) : asked.month };
    const seesChildren = RELATIONSHIPS.some((one) => maySeeChild(actorOf(requester), standingBy(one)).allowed);
    const view = await database.transaction(
      'request',
      requester,
      async (tx) => {
        const row = (await countSharing(tx, requester, now)).find(
          ({ month, purpose }) => month === chosen.month && purpose === chosen.purpose,
        );
        const rows = seesChildren && row !== undefined ? await listCounted(tx, requester, chosen) : [];
        await recordAudit(tx, requester, {
          verb: 'consultation',
          route: paths.sharingCounted,
          childIds: [...new Set(rows.map(({ childId }) => childId))],
        });
        return {
          rows,
          counted: row === undefined ? 0 : figureOf(row.counts, chosen.figure),
          agencyName: await agencyNames(tx),
        };
      },
      ONE_SNAPSHOT,
    );
    return showPage(request, reply, {
      title: 'Interviews behind a number',
      wide: true,
      currentPath: paths.sharingCounts,
      backLink: paths.sharingCounts,
      body: countedPage({ ...view, chosen, now }),
    });
  });
}
