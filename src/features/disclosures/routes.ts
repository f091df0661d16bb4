/** The ledger of what was shown of a child to whom. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireOfChild } from '../../access.ts';
import { involvementsNow } from '../../domain/access/involvement.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { loadEntries, loadRecord } from '../../db/chronology/store.ts';
import { involvementsTold, ledgerAgencies, shownOf } from '../../db/disclosures.ts';
import { ledgerLines } from '../../domain/access/ledger.ts';
import { fullName } from '../../domain/chronology/words.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams, readQuery } from '../../web/validation.ts';
import { LEDGER_TITLE, ledgerPage } from './pages.ts';

const params = z.object({ childId: idInPath });
const versionQuery = z.object({ version: z.enum(['professional', 'subject']).catch('professional') });

/** Registers the page of the ledger. */
export function register(app: FastifyInstance, { database, rules, clock }: Services): void {
  app.get(paths.disclosures, { config: { purpose: 'disclosures' } }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(params, request);
    const { version: reader } = readQuery(versionQuery, request);
    const view = await database.transaction('request', requester, async (tx) => {
      await requireOfChild(tx, requester, 'see-disclosures', childId);
      const record = await loadRecord(tx, rules, childId);
      if (record === undefined) throw notFound();
      const agencies = await ledgerAgencies(tx, childId);
      const named = (code: string): string => agencies.get(code)?.name ?? code;
      const lines = ledgerLines(await shownOf(tx, childId), agencies, requester.agencyCode, reader);
      const told = await involvementsTold(tx, childId, requester.agencyCode);
      const passedOn = (await loadEntries(tx, childId)).flatMap(({ content, recordedAt }) =>
        content.kind === 'notification-received'
          ? [{ at: recordedAt, by: named(content.notification.reportedBy), kind: content.notification.kind }]
          : [],
      );
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.disclosures,
        childIds: [childId],
        act: 'see-disclosures',
        fieldGroups: ['identity', 'involvements', 'access'],
      });
      return {
        childId,
        name: fullName(record.details),
        ownAgency: requester.agencyName,
        reader,
        lines,
        involved: told.map((one) => ({ ...one, agency: named(one.agency) })),
        passedOn,
        agenciesNow: [
          ...new Set(involvementsNow(record.involvements, requester.at).map(({ agency }) => named(agency))),
        ],
        madeAt: clock(),
      };
    });
    return showPage(request, reply, {
      title: LEDGER_TITLE,
      wide: true,
      backLink: to(paths.child, { childId }),
      body: ledgerPage(view),
    });
  });
}
