/** Finding a child. What is looked for is kept out of addresses: it is saved for its author, who can come back to it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may, requireAct } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { findChildren } from '../../db/child-search.ts';
import { beginDraft, discardOlderDrafts, findDraft } from '../../db/drafts.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { searchDigests } from '../../db/audit/search-terms.ts';
import { readSearch } from '../../domain/child/search.ts';
import { TWENTY_FOUR_HOURS, type Instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn } from '../../web/forms/field.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf, showsNobody } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readQuery } from '../../web/validation.ts';
import { searchPage, type SearchView } from './pages.ts';

/** Children that one page shows. */
export const SHOWN_AT_MOST = 50;

const searchQuery = z.object({ search: z.uuid().optional().catch(undefined) });

/** Registers the search. */
export function register(app: FastifyInstance, { database, config: settings, clock }: Services): void {
  const config = { purpose: 'search' };

  app.get(paths.children, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'search-children');
    const { search } = readQuery(searchQuery, request);
    const view = await database.transaction(
      'request',
      requester,
      async (tx): Promise<Omit<SearchView, 'csrfToken'>> => {
        const agencyName = await agencyNames(tx);
        const saved = search === undefined ? undefined : await findDraft(tx, 'search', search);
        const typed = typeof saved?.answers['name'] === 'string' ? saved.answers['name'] : '';
        if (typed === '') showsNobody(request);
        if (typed === '') return { typed: '', found: null, beyond: false, agencyName, now: clock() };
        const sought = readSearch(typed);
        const found = await findChildren(tx, sought, SHOWN_AT_MOST + 1);
        const shown = found.slice(0, SHOWN_AT_MOST);
        await recordAudit(tx, requester, {
          verb: 'consultation',
          act: 'search',
          route: paths.children,
          childIds: shown.map(({ childId }) => childId),
          termsDigests: searchDigests(settings, sought),
        });
        const takeOut = may(requester, 'export-children') ? (search ?? null) : null;
        return { typed, found: shown, beyond: found.length > SHOWN_AT_MOST, takeOut, agencyName, now: clock() };
      },
    );
    return showPage(request, reply, {
      title: view.found === null ? 'Find a child' : 'Children found',
      body: searchPage({ ...view, csrfToken: formToken(request, reply) }),
    });
  });

  app.post(paths.children, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'search-children');
    const { userId } = requester;
    if (userId === null) throw notFound();
    const typed = textIn(readFields(request), 'q').trim().slice(0, 200);
    if (typed === '') {
      return showPage(request, reply, {
        title: 'Find a child',
        errors: [{ text: 'Enter a name, a reference or a date of birth', href: '#q' }],
        body: searchPage({
          typed: '',
          found: null,
          beyond: false,
          isMissing: true,
          agencyName: String,
          now: clock(),
          csrfToken: formToken(request, reply),
        }),
      });
    }
    const search = await database.transaction('request', requester, async (tx) => {
      await discardOlderDrafts(tx, 'search', (clock() - TWENTY_FOUR_HOURS) as Instant);
      return beginDraft(tx, userId, 'search', { name: typed }, clock());
    });
    return reply.redirect(to(paths.children, null, { search }), 303);
  });
}
