/** Did it help? Of the facts that were offered while a child was missing, the child's own and those of other children. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { may } from '../../access.ts';
import { episodeKeyOf } from '../../db/chronology/numbers.ts';
import { standingTowards } from '../../db/standing.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Opened } from '../../decisions/opened.ts';
import { registerDecision } from '../../decisions/register-decision.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import type { HelpAnswer } from '../../domain/intelligence/acts.ts';
import type { FactUse } from '../../domain/intelligence/known-facts.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openOffers } from '../../offers/offered.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { idInPath } from '../../web/validation.ts';
import { recordUses, type Asked } from './commands.ts';
import { helpedFields, helpedName } from './fields.ts';
import { useFactsPage } from './pages.ts';

/** Registers the form by which is said, of each fact that was offered in one absence, whether it helped. */
export function registerUse(app: FastifyInstance, services: Services): void {
  registerDecision(app, services, {
    path: paths.useFacts,
    act: 'use-fact',
    title: 'Did it help?',
    params: z.object({ childId: idInPath, episodeId: idInPath }),
    next: ({ childId, episodeId }) => to(paths.episode, { childId, episodeId }),
    subject: async (tx, opened, { childId, episodeId }, now, requester) => {
      const key = await episodeKeyOf(tx, childId, episodeId);
      const episode = opened.record.episodes.find(({ episodeKey }) => episodeKey === key);
      if (episode === undefined) throw notFound();
      const asked = await askedOf(tx, requester, opened, episode, now);
      return {
        fields: helpedFields(asked),
        known: Object.fromEntries(asked.flatMap(({ fact, said }) => (said === null ? [] : [[helpedName(fact), said]]))),
        page: (view) => useFactsPage(view, episode, episodeId, asked.length),
        decide: (inside, { answers, expectedVersion, requester: by, now: at }) =>
          recordUses(inside, by, services.rules, { childId, expectedVersion, episode, asked, answers, now: at }),
      };
    },
  });
}

/** The child's own facts, and those offered from children of whom the person may say it too; reasons are nothing to try. */
async function askedOf(
  tx: Transaction,
  requester: SignedIn,
  { childId, record }: Opened,
  { episodeKey }: Episode,
  now: Instant,
): Promise<readonly Asked[]> {
  const standing = await standingTowards(tx, childId);
  const offers = (await openOffers(tx, requester, { childId, record, standing, route: paths.useFacts, now })) ?? [];
  const own = record.facts
    .filter(({ factKind }) => factKind !== 'reason')
    .map((fact): Asked => ({ fact, other: null, said: saidIn(fact.uses, episodeKey) }));
  const others: Asked[] = [];
  for (const { fact, other } of offers) {
    if (other === null || !may(requester, 'use-fact', await standingTowards(tx, other.childId))) continue;
    const before = record.usesOfOthers.filter(({ factRef }) => factRef === fact.factRef);
    others.push({ fact, other: other.name, said: saidIn(before, episodeKey) });
  }
  return [...own, ...others];
}

function saidIn(uses: readonly FactUse[], key: string): HelpAnswer | null {
  return uses.find(({ episodeKey }) => episodeKey === key)?.helped ?? null;
}
