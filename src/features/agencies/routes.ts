/** The agencies with which one's own shares children, what was agreed with them, and what is restricted. */
import type { FastifyInstance } from 'fastify';
import { actorOf, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Act } from '../../domain/access/policy.ts';
import { actsOf } from '../../domain/access/role-change.ts';
import { plusHours } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { agenciesPage } from './pages.ts';
import { listAgreedWith, listAgreements, listRestrictedBy, listRestrictions, listSharedWith } from './queries.ts';

/** Children on the page of each kind: each is a look. */
const LISTED_AT_MOST = 25;
/** Involvements that end so soon are counted by themselves. */
const SOON_HOURS = 30 * 24;

/** Registers the page of agencies. */
export function register(app: FastifyInstance, { database }: Services): void {
  app.get(paths.agencies, { config: { purpose: 'agencies' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-agencies');
    const acts = actsOf(actorOf(requester)).map(({ act }) => act);
    const may = (act: Act): boolean => acts.includes(act);
    const soon = plusHours(requester.at, SOON_HOURS);
    const shown = await database.transaction('request', requester, async (tx) => {
      const agreements = may('see-access') ? await listAgreements(tx, requester.at, LISTED_AT_MOST) : null;
      const restrictions = may('restrict-record') ? await listRestrictions(tx, LISTED_AT_MOST) : null;
      const listed = [...(agreements ?? []), ...(restrictions ?? [])].map(({ childId }) => childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'see-agencies',
        route: paths.agencies,
        childIds: [...new Set(listed)],
        fieldGroups: listed.length === 0 ? [] : ['identity', 'involvements', 'access'],
      });
      return {
        agreements,
        restrictions,
        shared: await listSharedWith(tx, soon),
        agreed: await listAgreedWith(tx, soon),
        restricted: await listRestrictedBy(tx),
        nameOf: await agencyNames(tx),
      };
    });
    const body = agenciesPage({ ...shown, agencyName: requester.agencyName });
    return showPage(request, reply, { title: 'Agencies we work with', body, wide: true });
  });
}
