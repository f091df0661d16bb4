/** Children who are missing now. */
import type { FastifyInstance } from 'fastify';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { mayReadFacts } from '../../offers/offered.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { arrange } from './arrange.ts';
import { missingNowPage } from './pages.ts';
import { findOpenEpisodes } from './queries.ts';

/** Registers the page of children missing now. */
export function register(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.get(paths.missingNow, { config: { purpose: 'missing now' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-worklist');
    const { episodes, agencyName } = await database.transaction('request', requester, async (tx) => {
      const found = await findOpenEpisodes(tx);
      const childIds = found.map(({ childId }) => childId);
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.missingNow, childIds });
      return { episodes: found, agencyName: await agencyNames(tx) };
    });
    const now = clock();
    const body = missingNowPage({ ...arrange(episodes, rules), agencyName, now, readsFacts: mayReadFacts(requester) });
    return showPage(request, reply, { title: 'Missing now', body, wide: true });
  });
}
