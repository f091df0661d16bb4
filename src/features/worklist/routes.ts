/** The worklist: what is due, to whom, how late. */
import type { FastifyInstance } from 'fastify';
import { may, requireAct } from '../../access.ts';
import { idsByName } from '../../db/child-search.ts';
import { beginDraft, discardOlderDrafts, findDraft } from '../../db/drafts.ts';
import { countUnreadNotices } from '../../db/notices.ts';
import { expectFewRows } from '../../db/few-rows.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readQuery } from '../../web/validation.ts';
import { worklistPage } from './pages.ts';
import { countDuties, findDuties, teamsWithDuties, type WorklistFilter } from './queries.ts';
import { cursorText, readCursor, worklistFilterForm, worklistQuery } from './schemas.ts';

/** Duties on one page. */
export const PAGE_LENGTH = 50;

/** Children that a name in the filter may stand for. */
const CHILDREN_AT_MOST = 200;

/** Registers the pages of the worklist. */
export function register(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.worklist, { config: { purpose: 'worklist' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-worklist');
    const query = readQuery(worklistQuery, request);
    const now = clock();
    const shown = await database.transaction('request', requester, async (tx) => {
      await expectFewRows(tx);
      const search = query.search === undefined ? undefined : await findDraft(tx, 'search', query.search);
      const childName = typeof search?.answers['name'] === 'string' ? search.answers['name'] : '';
      const teams = await teamsWithDuties(tx, requester.agencyCode);
      const ownTeam = requester.team !== null && teams.includes(requester.team) ? requester.team : null;
      const team = query.team === undefined ? ownTeam : teams.includes(query.team) ? query.team : null;
      const filter: WorklistFilter = {
        kind: query.kind ?? null,
        team,
        childIds: childName === '' ? null : await idsByName(tx, childName, CHILDREN_AT_MOST),
      };
      const found = await findDuties(tx, requester.agencyCode, filter, readCursor(query.after), PAGE_LENGTH + 1);
      const items = found.slice(0, PAGE_LENGTH);
      const last = found.length > PAGE_LENGTH ? items.at(-1) : undefined;
      const counts = await countDuties(tx, requester.agencyCode, filter, now);
      const childIds = [...new Set(items.map(({ childId }) => childId))];
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.worklist, childIds });
      const notices = await countUnreadNotices(tx, requester.agencyCode);
      return { notices, items, counts, teams, filter, childName, next: last ? cursorText(last) : null };
    });
    const view = {
      ...shown,
      agencyName: requester.agencyName,
      now,
      searchId: shown.childName === '' ? null : (query.search ?? null),
      mayTell: may(requester, 'tell-of-absence'),
      isFirstPage: query.after === undefined,
      csrfToken: formToken(request, reply),
    };
    return showPage(request, reply, { title: 'Worklist', body: worklistPage(view), wide: true });
  });

  app.post(paths.worklist, { config: { purpose: 'worklist' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'see-worklist');
    const form = worklistFilterForm.parse(readFields(request));
    const { userId } = requester;
    const search =
      form.child === '' || userId === null
        ? null
        : await database.transaction('request', requester, async (tx) => {
            await discardOlderDrafts(tx, 'search', (clock() - TWENTY_FOUR_HOURS) as Instant);
            return beginDraft(tx, userId, 'search', { name: form.child }, clock());
          });
    return reply.redirect(
      to(paths.worklist, null, { kind: form.kind, team: form.team === '' ? 'all' : form.team, search }),
      303,
    );
  });
}
