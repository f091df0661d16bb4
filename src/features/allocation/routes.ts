/** Allocation: open returns with whom to give them to, the people who interview, and what will be late. */
import type { FastifyInstance } from 'fastify';
import { may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { expectFewRows } from '../../db/few-rows.ts';
import { listBooked } from '../../db/interviewers.ts';
import { standingBy } from '../../domain/access/standing.ts';
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
import { askedOpen, askingOpen } from './open-asked.ts';
import { ALL_RETURNS, chooseAmongOpen, countOpenReturns, listOpenReturns, type ChosenReturns } from './open-queries.ts';
import { peopleWithLengths } from './people.ts';
import { knownOfChildren } from './queries.ts';

/** Returns on a page: each is a look at a child. */
const LISTED_AT_MOST = 50;
/** As what an agency gives interviews to its people; what each child allows is asked again on its own page. */
const ALLOCATING = ['responsible-authority', 'interview-provider'] as const;

/** Registers the pages of allocation. */
export function register(app: FastifyInstance, services: Services): void {
  const { database } = services;
  app.get(paths.allocation, { config: { purpose: 'allocation of return interviews' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-interview-capacity');
    const query = readQuery(askingOpen, request);
    const asked = askedOpen(query);
    const { chosen, page } = asked;
    const leftOver = query.older === 'yes';
    const { agencyCode: agency, at: now } = requester;
    const which = { worked: !leftOver, dueFrom: plusHours(now, -WORKED_AT_HOURS) };
    const shown = await database.transaction('request', requester, async (tx) => {
      await expectFewRows(tx);
      const choices = await chooseAmongOpen(tx, agency, which, chosen, now);
      const slice = { offset: (page - 1) * LISTED_AT_MOST, atMost: LISTED_AT_MOST, order: 'due' } as const;
      const open = await listOpenReturns(tx, agency, which, chosen, now, slice);
      const unnamed: ChosenReturns = { ...ALL_RETURNS, who: { kind: 'nobody' } };
      const first = { offset: 0, atMost: LISTED_AT_MOST, order: 'triage' } as const;
      const waiting =
        asked.isChosen || page > 1 || leftOver ? null : await listOpenReturns(tx, agency, which, unnamed, now, first);
      const childIds = [...new Set([...open, ...(waiting ?? [])].map(({ childId }) => childId))];
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'see-interview-capacity',
        route: paths.allocation,
        childIds,
        fieldGroups: childIds.length === 0 ? [] : ['identity', 'interviews'],
      });
      const { people, lengths } = await peopleWithLengths(tx, agency, now);
      const booked = await listBooked(tx, now);
      const known = await knownOfChildren(tx, childIds);
      return {
        open: open.map((one) => ({ ...one, suggestions: suggestionsFor(one, known, people, booked, now) })),
        waiting,
        choices,
        counts: await countOpenReturns(tx, agency, now, which.dueFrom),
        capacity: capacityThisWeek(people, booked, now),
        lengths,
        nameOf: await agencyNames(tx),
      };
    });
    const body = allocationPage({
      ...shown,
      asked,
      pages: Math.ceil(shown.choices.fitting / LISTED_AT_MOST),
      leftOver,
      agency,
      agencyName: requester.agencyName,
      now,
      allocates: ALLOCATING.some((as) => may(requester, 'allocate-interview', standingBy(as))),
      asks: may(requester, 'allocate-interview', standingBy('responsible-authority')),
      keeps: may(requester, 'keep-interviewers'),
      approves: may(requester, 'keep-provider-terms'),
    });
    return showPage(request, reply, { title: 'Allocation of return interviews', body, wide: true });
  });
  registerAllocating(app, services);
  registerInterviewers(app, services);
  registerForecast(app, services);
}
