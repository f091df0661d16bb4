/** The weekly scrutiny: returns late, at risk, and ended late, child by child. */
import type { FastifyInstance } from 'fastify';
import { may, requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { standingBy } from '../../domain/access/standing.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readScrutiny } from './scrutinised.ts';
import { scrutinyPage } from './scrutiny-page.ts';

/** Registers the page of weekly scrutiny. */
export function registerScrutiny(app: FastifyInstance, services: Services): void {
  app.get(paths.scrutiny, { config: { purpose: 'weekly scrutiny' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'scrutinise-interviews');
    const now = services.clock();
    const scrutiny = await services.database.transaction(
      'request',
      requester,
      async (tx) => {
        const read = await readScrutiny(services, tx, requester, now);
        const childIds = [...new Set(read.returns.map(({ one }) => one.childId))];
        await recordAudit(tx, requester, { verb: 'consultation', route: paths.scrutiny, childIds });
        return read;
      },
      { isolation: 'repeatable read' },
    );
    return showPage(request, reply, {
      title: 'Weekly scrutiny',
      body: scrutinyPage({
        ...scrutiny,
        explains: may(requester, 'close-return', standingBy('responsible-authority')),
        takesOut: may(requester, 'export-children'),
      }),
      wide: true,
      currentPath: paths.scrutiny,
      backLink: paths.ledger,
    });
  });
}
