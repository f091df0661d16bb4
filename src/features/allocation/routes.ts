/** Allocation: open returns with whom to give them to, the people who interview, and what will be late. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { expectFewRows } from '../../db/few-rows.ts';
import { listBooked, listInterviewers } from '../../db/interviewers.ts';
import { WORKED_AT_HOURS } from '../../domain/capacity/waiting.ts';
import { plusHours } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { registerAllocating } from './allocate-routes.ts';
import { capacityThisWeek, suggestionsFor } from './commands.ts';
import { registerForecast } from './forecast-routes.ts';
import { registerInterviewers } from './interviewer-routes.ts';
import { allocationPage } from './pages.ts';
import { countOpenReturns, knownOfChildren, listOpenReturns } from './queries.ts';

/** Returns on the page: each is a look at a child. */
const LISTED_AT_MOST = 50;
const asking = z.object({ older: z.enum(['yes']).optional() });

/** Registers the pages of allocation. */
export function register(app: FastifyInstance, services: Services): void {
  const { database } = services;
  app.get(paths.allocation, { config: { purpose: 'allocation of return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-capacity');
    const leftOver = readQuery(asking, request).older === 'yes';
    const which = { worked: !leftOver, dueFrom: plusHours(requester.at, -WORKED_AT_HOURS) };
    const shown = await database.transaction('request', requester, async (tx) => {
      await expectFewRows(tx);
      const open = await listOpenReturns(tx, requester.agencyCode, which, LISTED_AT_MOST);
      const childIds = [...new Set(open.map(({ childId }) => childId))];
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'see-interview-capacity',
        route: paths.allocation,
        childIds,
        fieldGroups: childIds.length === 0 ? [] : ['identity', 'interviews'],
      });
      const people = await listInterviewers(tx);
      const booked = await listBooked(tx);
      const known = await knownOfChildren(tx, childIds);
      return {
        open: open.map((one) => ({ ...one, suggestions: suggestionsFor(one, known, people, booked, requester.at) })),
        counts: await countOpenReturns(tx, requester.agencyCode, requester.at, which.dueFrom),
        capacity: capacityThisWeek(people, booked, requester.at),
        nameOf: await agencyNames(tx),
      };
    });
    const body = allocationPage({
      ...shown,
      leftOver,
      agency: requester.agencyCode,
      agencyName: requester.agencyName,
      now: requester.at,
      keeps: may(requester, 'keep-interviewers'),
      approves: may(requester, 'keep-provider-terms'),
    });
    return showPage(request, reply, { title: 'Allocation of return interviews', body, wide: true });
  });
  registerAllocating(app, services);
  registerInterviewers(app, services);
  registerForecast(app, services);
}
