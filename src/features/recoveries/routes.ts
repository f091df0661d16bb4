/** Recoveries: for those who start them, and the second person who confirms. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { listRecoveries } from '../../db/recoveries.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { confirm, recoverable, start, withdraw } from './commands.ts';
import { codePage, confirmPage, recoveriesPage, startPage } from './pages.ts';

const accountParams = z.object({ userId: idInPath });
const recoveryParams = z.object({ recoveryId: idInPath });

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers the pages of recoveries. */
export function register(app: FastifyInstance, { database, clock }: Services): void {
  app.get(paths.recoveries, async (request, reply) => {
    const requester = confirmerOf(request);
    const recoveries = await database.transaction('request', requester, (tx) =>
      listRecoveries(tx, requester.agencyCode),
    );
    const body = recoveriesPage(requester, recoveries, formToken(request, reply), clock());
    return showPage(request, reply, { title: 'Recoveries', body });
  });

  app.get(paths.startRecovery, async (request, reply) => {
    const administrator = administratorOf(request);
    const { userId } = readParams(accountParams, request);
    const account = await database.transaction('request', administrator, (tx) =>
      recoverable(tx, administrator, userId),
    );
    if (account === undefined) throw notFound();
    requireFresh(request);
    const body = startPage(userId, account.displayName, formToken(request, reply));
    return showPage(request, reply, {
      title: 'Start a recovery',
      body,
      backLink: paths.administration,
      currentPath: paths.administration,
    });
  });

  app.post(paths.startRecovery, async (request, reply) => {
    const administrator = administratorOf(request);
    const { userId } = readParams(accountParams, request);
    requireFresh(request);
    const name = await start(database, administrator, userId, paths.startRecovery, clock());
    if (name === undefined) throw notFound();
    return reply.redirect(paths.recoveries, 303);
  });

  app.get(paths.confirmRecovery, async (request, reply) => {
    const confirmer = confirmerOf(request);
    const { recoveryId } = readParams(recoveryParams, request);
    const open = await database.transaction('request', confirmer, (tx) => listRecoveries(tx, confirmer.agencyCode));
    const recovery = open.find((one) => one.recoveryId === recoveryId && one.confirmedAt === null);
    if (recovery === undefined) throw notFound();
    requireFresh(request);
    const body = confirmPage(recovery, formToken(request, reply));
    return showPage(request, reply, {
      title: 'Confirm a recovery',
      body,
      backLink: paths.recoveries,
      currentPath: paths.recoveries,
    });
  });

  app.post(paths.confirmRecovery, async (request, reply) => {
    const confirmer = confirmerOf(request);
    const { recoveryId } = readParams(recoveryParams, request);
    requireFresh(request);
    const outcome = await confirm(database, confirmer, recoveryId, paths.confirmRecovery, clock());
    if (outcome.kind === 'absent') throw notFound();
    if (outcome.kind === 'refused') throw new Refused(403, outcome.sentence);
    const body = codePage(outcome.displayName, outcome.code);
    return showPage(request, reply, { title: 'The recovery is confirmed', body, currentPath: paths.recoveries });
  });

  app.post(paths.withdrawRecovery, async (request, reply) => {
    const requester = confirmerOf(request);
    const { recoveryId } = readParams(recoveryParams, request);
    if (!(await withdraw(database, requester, recoveryId, paths.withdrawRecovery, clock()))) throw notFound();
    return reply.redirect(paths.recoveries, 303);
  });
}

function administratorOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'keep-accounts');
  return requester;
}

function confirmerOf(request: FastifyRequest): SignedIn {
  const requester = requesterOf(request);
  requireAct(requester, 'confirm-recovery');
  return requester;
}
