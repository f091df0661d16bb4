/** Notices to an agency of who has become involved with a child. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields } from '../../web/validation.ts';
import { NOTICES_TITLE, noticesPage } from './pages.ts';
import { listNotices, markRead } from './queries.ts';

/** Notices on the page. */
const SHOWN_AT_MOST = 100;

const readingForm = z.object({ upTo: z.coerce.number().int().min(0) });

/** Registers the page of notices. */
export function register(app: FastifyInstance, { database, clock }: Services): void {
  const config = { purpose: 'notices' };

  app.get(paths.notices, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-worklist');
    const shown = await database.transaction('request', requester, async (tx) => {
      const notices = await listNotices(tx, requester.agencyCode, SHOWN_AT_MOST);
      const childIds = [...new Set(notices.map(({ childId }) => childId))];
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.notices,
        childIds,
        fieldGroups: ['identity', 'involvements'],
      });
      return { notices, agencyName: await agencyNames(tx) };
    });
    const view = { ...shown, ownAgency: requester.agencyCode, csrfToken: formToken(request, reply) };
    return showPage(request, reply, { title: NOTICES_TITLE, body: noticesPage(view) });
  });

  app.post(paths.notices, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-worklist');
    const { userId } = requester;
    const read = readingForm.safeParse(readFields(request));
    if (!read.success || userId === null) throw new Refused(400);
    await database.transaction('request', requester, async (tx) => {
      await markRead(tx, requester.agencyCode, read.data.upTo, userId, clock());
      await recordAudit(tx, requester, { verb: 'alteration', route: paths.notices, childIds: [], act: 'read-notices' });
    });
    return reply.redirect(paths.notices, 303);
  });
}
