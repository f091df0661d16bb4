/** The pages of a child and of an episode. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Instant } from '../../domain/time/instant.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import { parsePlainDate, plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { openOffers } from '../../offers/offered.ts';
import { readTypedDate } from '../../web/forms/typed-date.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams, readQuery } from '../../web/validation.ts';
import { openRecord } from './commands.ts';
import { episodePage } from './episode-page.ts';
import { asKnownOnBanner, CHILD_TITLE, childPage, nothingKnownPage } from './pages.ts';

const childParams = z.object({ childId: idInPath });
const episodeParams = z.object({ childId: idInPath, episodeId: idInPath });
const childQuery = z.object({
  'as-known-on': z.string().max(10).optional().catch(undefined),
  entries: z.literal('all').optional().catch(undefined),
});
const knownQuery = z.object({
  'known-day': z.string().max(20).catch(''),
  'known-month': z.string().max(20).catch(''),
  'known-year': z.string().max(20).catch(''),
});

/** The last instant of a day in London: what was recorded up to then was known on that day. */
function endOfDay(day: PlainDate): Instant {
  return (startOfLondonDay(plusDays(day, 1)) - 1) as Instant;
}

/** Registers the pages of a child and of an episode. */
export function register(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.get(paths.child, { config: { purpose: 'child' } }, async (request, reply) => {
    const { childId } = readParams(childParams, request);
    const query = readQuery(childQuery, request);
    const asked = query['as-known-on'];
    const asKnownOn = asked === undefined ? null : parsePlainDate(asked);
    if (asKnownOn === undefined)
      throw new Refused(400, 'The day in this address is not a date. Write it as 2026-03-04.');
    const knownAt = asKnownOn === null ? null : endOfDay(asKnownOn);
    const opened = await openRecord(database, requesterOf(request), rules, { childId, route: paths.child, knownAt });
    const now = knownAt === null || knownAt > clock() ? clock() : knownAt;
    const known = opened.entries.length > 0;
    return showPage(request, reply, {
      title: CHILD_TITLE,
      wide: true,
      breadcrumbs: [{ text: 'Children', href: paths.children }, { text: 'Child' }],
      banner: asKnownOn === null ? null : asKnownOnBanner(childId, asKnownOn),
      body:
        asKnownOn !== null && !known
          ? nothingKnownPage(asKnownOn)
          : childPage({ opened, now, asKnownOn, allEntries: query.entries === 'all' }),
    });
  });

  app.get(paths.asKnownOn, { config: { purpose: 'child' } }, async (request, reply) => {
    const { childId } = readParams(childParams, request);
    const typed = readQuery(knownQuery, request);
    const read = readTypedDate({ day: typed['known-day'], month: typed['known-month'], year: typed['known-year'] });
    if (read.kind !== 'date')
      throw new Refused(422, 'The day must be a real date, like 4 March 2026. Go back and enter it again.');
    return reply.redirect(to(paths.child, { childId }, { 'as-known-on': read.date }), 303);
  });

  app.get(paths.episode, { config: { purpose: 'episode' } }, async (request, reply) => {
    const { childId, episodeId } = readParams(episodeParams, request);
    const opened = await openRecord(database, requesterOf(request), rules, {
      childId,
      route: paths.episode,
      knownAt: null,
    });
    const episode = opened.record.episodes.find(({ episodeKey }) => opened.episodeId(episodeKey) === episodeId);
    if (episode === undefined) throw notFound();
    const now = clock();
    const { record, standing } = opened;
    const offers =
      episode.endedAt !== null || episode.supersededAt !== null
        ? null
        : await database.transaction('request', requesterOf(request), (tx) =>
            openOffers(tx, requesterOf(request), { childId, record, standing, route: paths.episode, now }),
          );
    return showPage(request, reply, {
      title: 'Absence',
      wide: true,
      breadcrumbs: [
        { text: 'Children', href: paths.children },
        { text: 'Child', href: to(paths.child, { childId }) },
        { text: 'Absence' },
      ],
      body: episodePage(opened, episode, now, offers),
    });
  });
}
