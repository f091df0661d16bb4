/** Children and their episodes, for programs: the same record that the pages show. */
import { z } from 'zod';
import { requireAct, requireSeen } from '../../access.ts';
import { findChildren } from '../../db/child-search.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { searchDigests } from '../../db/audit/search-terms.ts';
import { instant, type Instant } from '../../domain/time/instant.ts';
import { startOfLondonDay } from '../../domain/time/london.ts';
import { parsePlainDate, plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { API_ROOT, operation, type Operation } from '../../web/api.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { idInPath } from '../../web/validation.ts';
import { toWire } from '../../web/wire.ts';
import { childRecord, childSummary, duty, entry, episode } from './api-schemas.ts';
import { openRecord } from './commands.ts';
import { findEpisode, listEpisodes } from './episode-queries.ts';

/** Most children that one search answers. */
const FOUND_AT_MOST = 50;
/** Most episodes in one answer. */
const EPISODES_AT_MOST = 100;

const childParams = z.object({ child_id: idInPath.describe('Identifier of the child in Homeward.') });
const asKnown = z.object({
  as_known_on: z.iso.date().optional().describe('The record as known at the end of this day in London.'),
});
const idInQuery = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'must be an identifier')
  .transform(Number);

function plainDate(text: string, pointer: string): PlainDate {
  const read = parsePlainDate(text);
  if (read === undefined)
    throw new Refused(400, 'There is no such day.', [{ pointer, detail: 'is not a day, as YYYY-MM-DD' }]);
  return read;
}

/** The last instant of a day in London. */
function endOfDay(day: PlainDate): Instant {
  return instant(startOfLondonDay(plusDays(day, 1)) - 1);
}

function knownAtOf(asked: string | undefined): Instant | null {
  return asked === undefined ? null : endOfDay(plainDate(asked, '/as_known_on'));
}

/** What programs may ask of children and their episodes. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'POST',
    path: '/children/search',
    reads: true,
    name: 'searchChildren',
    about: 'Children',
    summary: 'Find children by name, reference or date of birth',
    description:
      'Forgives a slip in a name. A reference may be the child’s, the police’s, an incident’s or a notification’s. Sent as a body, so that no name is ever part of an address.',
    body: z.object({
      name: z.string().trim().min(1).max(200).optional(),
      reference: z.string().trim().min(1).max(200).optional(),
      date_of_birth: z.iso.date().optional(),
    }),
    answer: z.object({ children: z.array(childSummary) }),
    handle: async ({ database, config }: Services, request, { body }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'search-children');
      const { name, reference, date_of_birth } = body;
      const search = {
        name: name ?? null,
        reference: reference ?? null,
        bornOn: date_of_birth === undefined ? null : plainDate(date_of_birth, '/date_of_birth'),
      };
      if (Object.values(search).every((value) => value === null)) {
        throw new Refused(400, 'Give a name, a reference or a date of birth.');
      }
      return database.transaction('request', requester, async (tx) => {
        const children = await findChildren(tx, search, FOUND_AT_MOST);
        const childIds = children.map(({ childId }) => childId);
        await recordAudit(tx, requester, {
          verb: 'consultation',
          act: 'search',
          route: `${API_ROOT}/children/search`,
          childIds,
          termsDigests: searchDigests(config, search),
        });
        return { children: toWire(children) };
      });
    },
  }),
  operation({
    method: 'GET',
    path: '/children/:child_id',
    name: 'getChild',
    about: 'Children',
    summary: 'The record of a child, now or as known on a day',
    params: childParams,
    query: asKnown,
    answer: childRecord,
    refusals: [404],
    handle: async ({ database, rules, clock }: Services, request, { params, query }) => {
      const knownAt = knownAtOf(query.as_known_on);
      const asked = { childId: params.child_id, route: `${API_ROOT}/children/:child_id`, knownAt };
      const { record, entries, episodeId } = await openRecord(database, requesterOf(request), rules, asked);
      if (entries.length === 0) throw notFound();
      const episodes = record.episodes.map((one) => ({ ...one, episodeId: episodeId(one.episodeKey) ?? null }));
      return toWire({ ...record, episodes, childId: params.child_id, knownAt: knownAt ?? clock() });
    },
  }),
  operation({
    method: 'GET',
    path: '/children/:child_id/chronology',
    name: 'getChronology',
    about: 'Children',
    summary: 'The chronology of a child, now or as known on a day',
    params: childParams,
    query: asKnown,
    answer: z.object({ child_id: z.int(), entries: z.array(entry) }),
    refusals: [404],
    handle: async ({ database, rules }: Services, request, { params, query }) => {
      const asked = {
        childId: params.child_id,
        route: `${API_ROOT}/children/:child_id/chronology`,
        knownAt: knownAtOf(query.as_known_on),
      };
      const { entries, teller } = await openRecord(database, requesterOf(request), rules, asked);
      if (entries.length === 0) throw notFound();
      return { child_id: params.child_id, entries: entries.map((one) => toWire({ ...one, toldBy: teller(one) })) };
    },
  }),
  operation({
    method: 'GET',
    path: '/episodes',
    name: 'listEpisodes',
    about: 'Episodes',
    summary: 'Episodes of the children whom the agency may see',
    description:
      'In order of their identifiers. Where there are more, `next` is what to send as `after` for those that follow.',
    query: z.object({
      child_id: idInQuery.optional(),
      open: z.enum(['true', 'false']).optional().describe('true for children away now; false for the others.'),
      after: idInQuery.optional().describe('Begin after this episode.'),
    }),
    answer: z.object({ episodes: z.array(episode), next: z.int().nullable() }),
    handle: async ({ database }: Services, request, { query }) => {
      const requester = requesterOf(request);
      requireAct(requester, 'search-children');
      const filter = {
        childId: query.child_id ?? null,
        open: query.open === undefined ? null : query.open === 'true',
        after: query.after ?? null,
      };
      return database.transaction('request', requester, async (tx) => {
        const found = await listEpisodes(tx, filter, EPISODES_AT_MOST + 1);
        const episodes = found.slice(0, EPISODES_AT_MOST);
        const childIds = [...new Set(episodes.map(({ childId }) => childId))];
        await recordAudit(tx, requester, { verb: 'consultation', route: `${API_ROOT}/episodes`, childIds });
        const next = found.length > EPISODES_AT_MOST ? (episodes.at(-1)?.episodeId ?? null) : null;
        return { episodes: toWire(episodes), next };
      });
    },
  }),
  operation({
    method: 'GET',
    path: '/episodes/:episode_id',
    name: 'getEpisode',
    about: 'Episodes',
    summary: 'One episode and what is due of it',
    params: z.object({ episode_id: idInPath.describe('Identifier of the episode.') }),
    answer: z.object({ episode, duties: z.array(duty) }),
    refusals: [404],
    handle: async ({ database, rules }: Services, request, { params }) => {
      const requester = requesterOf(request);
      const found = await database.transaction('request', requester, async (tx) => {
        const one = await findEpisode(tx, params.episode_id);
        if (one === undefined) throw notFound();
        await requireSeen(tx, requester, one.childId);
        return one;
      });
      const asked = { childId: found.childId, route: `${API_ROOT}/episodes/:episode_id`, knownAt: null };
      const { record } = await openRecord(database, requester, rules, asked);
      const current = record.episodes.find(({ episodeKey }) => episodeKey === found.episodeKey);
      if (current === undefined) throw notFound();
      return {
        episode: toWire({ ...current, episodeId: found.episodeId, childId: found.childId }),
        duties: toWire(record.duties.filter(({ episodeKey }) => episodeKey === found.episodeKey)),
      };
    },
  }),
];
