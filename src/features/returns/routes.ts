/** One return: what became of it, against the clock; and the decisions by which people answer for it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { actorOf, may, onlyGivenTo, requirePurpose, requireSeen } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { isAddressHidden } from '../../db/chronology/places.ts';
import { loadEntries } from '../../db/chronology/store.ts';
import { decide } from '../../domain/access/decide.ts';
import { isWithProvider, requestsOf } from '../../domain/capacity/crossing.ts';
import { entriesWithin, recordWithin } from '../../domain/access/disclose.ts';
import type { Act } from '../../domain/access/policy.ts';
import { fold } from '../../domain/chronology/fold.ts';
import { isReturnGiven } from '../../domain/interview/given.ts';
import { mayClose, mayExplain, mayPass, mayReopen } from '../../domain/interview/closing.ts';
import { isWaiting } from '../../domain/interview/closures.ts';
import { mayAnswerPass, mayWithdrawPass } from '../../domain/interview/passes.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { registerDecisions } from './decision-routes.ts';
import { returnIn } from './opened.ts';
import { returnPage } from './pages.ts';

const params = z.object({ childId: idInPath, episodeId: idInPath });

/** Registers the page of a return and of each decision on it. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock, rules } = services;
  app.get(paths.return, { config: { purpose: 'return' } }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId, episodeId } = readParams(params, request);
    const view = await database.transaction('request', requester, async (tx) => {
      const standing = await requireSeen(tx, requester, childId);
      const purpose = await requirePurpose(tx, requester, childId);
      const groups = decide(actorOf(requester), 'see-child', standing).shows;
      if (!groups.includes('interviews')) throw notFound();
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.return,
        childIds: [childId],
        fieldGroups: groups,
        ...(purpose === null ? {} : { purpose }),
      });
      const all = await loadEntries(tx, childId);
      const record = fold(all, rules, { placesWithheld: await isAddressHidden(tx, childId) });
      const agency = requester.agencyCode;
      const shown = {
        childId,
        record: recordWithin(record, groups, agency),
        entries: entriesWithin(all, groups, agency),
      };
      const one = await returnIn(tx, shown, { episodeId, agency, rules, now: clock() });
      const { followUp, clock: stands, passes } = one;
      const mayDo = (act: Act): boolean =>
        may(requester, act, standing) &&
        isReturnGiven(record, followUp.episodeKey, onlyGivenTo(requester, act, standing));
      const answers = may(requester, 'close-return', standing);
      const asked = passes.some((pass) => pass.toAuthority === agency && mayAnswerPass(pass).allowed);
      const mayPassOn = may(requester, 'pass-return', standing);
      const open = [followUp, ...one.others].some(({ outcome }) => outcome === null);
      const allocates = open && mayDo('allocate-interview');
      const accepted =
        requestsOf(shown.record.interviews, one.episode, clock()).find(
          (had) => had.agency === agency && had.standing === 'accepted' && isWithProvider(had),
        )?.requestRef ?? null;
      return {
        childId,
        details: shown.record.details,
        one,
        agencyName: await agencyNames(tx),
        letters: mayDo('triage-return')
          ? shown.record.triage.letters.filter(({ episodeKey }) => episodeKey === followUp.episodeKey)
          : [],
        actions: {
          close: answers && mayClose(followUp, 'not-required', record, one.rules).allowed,
          reopen: answers && mayReopen(followUp).allowed,
          pass: mayPassOn && mayPass(followUp, null).allowed,
          withdrawPass: mayPassOn && mayWithdrawPass(passes.findLast(isWaiting), agency).allowed,
          answer: may(requester, 'answer-pass', standing) && asked,
          interview: mayDo('hold-interview'),
          triage: mayDo('triage-return'),
          allocate: allocates,
          askProvider: allocates && onlyGivenTo(requester, 'allocate-interview', standing) === null,
          giveBack: mayDo('hold-interview') ? accepted : null,
          explain: answers && mayExplain(stands).allowed,
        },
      };
    });
    return showPage(request, reply, {
      title: 'Return',
      currentPath: paths.children,
      backLink: to(paths.child, { childId }),
      body: returnPage(view),
    });
  });
  registerDecisions(app, services);
}
