/** Support and referrals over all children of the agency: what is under way, and what waits for an answer. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { REFERRALS, SUPPORT_PROGRAMMES } from '../../domain/support/acts.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readQuery } from '../../web/validation.ts';
import { GIVEN_TITLE, givenPage } from './list-pages.ts';
import { countSupport, LISTS, listReferrals, listSupport, ROWS_ON_A_PAGE } from './queries.ts';

const listQuery = z.object({
  list: z.enum(LISTS).catch('waiting'),
  kind: z.string().max(50).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

const ONE_SNAPSHOT = { isolation: 'repeatable read' } as const;

/** Registers the page. */
export function registerGiven(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.supportGiven, { config: { purpose: 'support and referrals' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-support-given');
    const { list, kind: asked, page } = readQuery(listQuery, request);
    const now = clock();
    const whose = { agency: requester.agencyCode, monthFrom: `${londonDate(now).slice(0, 8)}01` as PlainDate, now };
    const ofSupport = list === 'running' || list === 'sessions' || list === 'ended';
    // A kind of the other list is left over from it, and narrows nothing here.
    const kinds: readonly string[] = ofSupport ? SUPPORT_PROGRAMMES : REFERRALS;
    const kind = kinds.includes(asked) ? asked : null;
    const view = await database.transaction(
      'request',
      requester,
      async (tx) => {
        const supports = ofSupport ? await listSupport(tx, whose, { list, kind, page }) : [];
        const referrals = ofSupport ? [] : await listReferrals(tx, whose, { list, kind, page });
        const shown = [supports.slice(0, ROWS_ON_A_PAGE), referrals.slice(0, ROWS_ON_A_PAGE)] as const;
        const childIds = [...new Set(shown.flat().map(({ childId }) => childId))];
        await recordAudit(tx, requester, {
          verb: 'consultation',
          route: paths.supportGiven,
          childIds,
          fieldGroups: childIds.length === 0 ? [] : ['identity', 'support'],
        });
        return {
          supports: shown[0],
          referrals: shown[1],
          more: supports.length + referrals.length > ROWS_ON_A_PAGE,
          counts: await countSupport(tx, whose),
          agencyName: await agencyNames(tx),
        };
      },
      ONE_SNAPSHOT,
    );
    const body = givenPage({ ...view, list, kind, page, now });
    return showPage(request, reply, { title: GIVEN_TITLE, wide: true, currentPath: paths.supportGiven, body });
  });
}
