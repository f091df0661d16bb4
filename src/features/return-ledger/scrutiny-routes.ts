/** The weekly scrutiny: returns late, at risk, and ended late, child by child. */
import type { FastifyInstance } from 'fastify';
import { may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { standingBy } from '../../domain/access/standing.ts';
import { plusHours, type Instant } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { plusDays } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { countForScrutiny, countingEverybody, listForScrutiny } from './queries.ts';
import { scrutinyPage } from './scrutiny-page.ts';

/** The Monday on which last week began, at its first instant in London. */
export function startOfLastWeek(now: Instant): Instant {
  const today = londonDate(now);
  const weekday = Temporal.PlainDate.from(today).dayOfWeek;
  return startOfLondonDay(plusDays(today, -(weekday - 1) - 7));
}

/** Registers the page of weekly scrutiny. */
export function registerScrutiny(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.get(paths.scrutiny, { config: { purpose: 'weekly scrutiny' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'scrutinise-interviews');
    const now = clock();
    const authority = requester.agencyCode;
    const dutyRules = rules.dutyRules(authority);
    const asked = { dueBy: plusHours(now, dutyRules.atRiskWithinHours), endedSince: startOfLastWeek(now) };
    const view = await database.transaction('request', requester, async (tx) => {
      const returns = await listForScrutiny(tx, authority, asked);
      const all = await countingEverybody(tx, () => countForScrutiny(tx, authority, asked));
      const childIds = [...new Set(returns.map(({ childId }) => childId))];
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.scrutiny, childIds });
      return { returns, notShown: all - returns.length, agencyName: await agencyNames(tx) };
    });
    const explains = may(requester, 'close-return', standingBy('responsible-authority'));
    return showPage(request, reply, {
      title: 'Weekly scrutiny',
      body: scrutinyPage({
        ...view,
        now,
        since: asked.endedSince,
        rules: dutyRules,
        rulesOn: (at) => rules.dutyRules(authority, londonDate(at)),
        explains,
      }),
      wide: true,
      currentPath: paths.ledger,
      backLink: paths.ledger,
    });
  });
}
