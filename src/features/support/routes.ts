/** A child's support and referrals: seen on one page, and decided on by forms. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf, may, requirePurpose, requireSeen } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { decide } from '../../domain/access/decide.ts';
import { recordWithin } from '../../domain/access/disclose.ts';
import type { FieldGroup } from '../../domain/access/field-groups.ts';
import { fold } from '../../domain/chronology/fold.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { registerDecisions } from './decisions.ts';
import { registerGiven } from './list-routes.ts';
import { SUPPORT_TITLE, supportPage, type SupportView } from './pages.ts';

/** Groups of fields of which the page shows something. */
const SHOWN: readonly FieldGroup[] = ['identity', 'support', 'duties'];

const params = z.object({ childId: idInPath });

/** Registers the page and its forms. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, rules, clock } = services;

  app.get(paths.supportOfChild, { config: { purpose: 'support' } }, async (request, reply) => {
    const { childId } = readParams(params, request);
    const requester = requesterOf(request);
    const view = await database.transaction('request', requester, async (tx): Promise<SupportView> => {
      const standing = await requireSeen(tx, requester, childId);
      const groups = decide(actorOf(requester), 'see-child', standing).shows;
      const purpose = await requirePurpose(tx, requester, childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.supportOfChild,
        childIds: [childId],
        fieldGroups: groups.filter((group) => SHOWN.includes(group)),
        ...(purpose === null ? {} : { purpose }),
      });
      const entries = await loadEntries(tx, childId);
      const placesWithheld = await isAddressHidden(tx, childId);
      return {
        childId,
        open: groups.includes('support'),
        record: recordWithin(fold(entries, rules, { placesWithheld }), groups, requester.agencyCode),
        agencyName: await agencyNames(tx),
        may: {
          give: may(requester, 'give-support', standing),
          refer: may(requester, 'refer-child', standing),
          answer: may(requester, 'answer-referral', standing),
        },
        now: clock(),
      };
    });
    return showPage(request, reply, {
      title: SUPPORT_TITLE,
      wide: true,
      breadcrumbs: [
        { text: 'Children', href: paths.children },
        { text: 'Child', href: to(paths.child, { childId }) },
        { text: SUPPORT_TITLE },
      ],
      body: supportPage(view),
    });
  });

  registerGiven(app, services);
  registerDecisions(app, services);
}
