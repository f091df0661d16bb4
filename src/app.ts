import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as api from './api.ts';
import { budgetWarningOf } from './db/audit/budget.ts';
import { standing } from './db/health.ts';
import { type Config, programFolder } from './config.ts';
import { sessionsIn } from './db/sessions.ts';
import type { Database } from './db/transaction.ts';
import { guardDisclosure, recordRefusal } from './disclosure.ts';
import { foldRules } from './domain/protocol/fold-rules.ts';
import { instant } from './domain/time/instant.ts';
import * as addresses from './features/addresses/routes.ts';
import * as administration from './features/administration/routes.ts';
import * as agencies from './features/agencies/routes.ts';
import * as alerts from './features/alerts/routes.ts';
import * as allocation from './features/allocation/routes.ts';
import * as auditTrail from './features/audit-trail/routes.ts';
import * as brokenGlass from './features/broken-glass/routes.ts';
import * as children from './features/children/routes.ts';
import * as corrections from './features/corrections/routes.ts';
import * as disclosures from './features/disclosures/routes.ts';
import * as identityProviders from './features/identity-providers/routes.ts';
import { exportsOf } from './features/exports/routes.ts';
import * as facts from './features/facts/routes.ts';
import { exportKinds } from './exports.ts';
import * as interviewWork from './features/interview-work/routes.ts';
import * as imports from './features/imports/routes.ts';
import * as interviews from './features/interviews/routes.ts';
import * as lookingPurpose from './features/looking-purpose/routes.ts';
import * as missingNow from './features/missing-now/routes.ts';
import * as notices from './features/notices/routes.ts';
import * as ownAccount from './features/own-account/routes.ts';
import * as recoveries from './features/recoveries/routes.ts';
import * as reportQuestions from './features/reports/questions-routes.ts';
import * as reports from './features/reports/routes.ts';
import * as retention from './features/retention/routes.ts';
import * as search from './features/search/routes.ts';
import * as returnLedger from './features/return-ledger/routes.ts';
import * as returns from './features/returns/routes.ts';
import * as reviewQueue from './features/review-queue/routes.ts';
import * as signIn from './features/sign-in/routes.ts';
import * as subjectAccess from './features/subject-access/routes.ts';
import * as telling from './features/telling/routes.ts';
import { authenticateIn } from './features/systems/identify.ts';
import * as support from './features/support/routes.ts';
import * as systems from './features/systems/routes.ts';
import * as triage from './features/triage/routes.ts';
import * as sharing from './features/sharing/routes.ts';
import * as sight from './features/sight/routes.ts';
import * as spotPurchase from './features/spot-purchase/routes.ts';
import * as worklist from './features/worklist/routes.ts';
import { firstPlaceOf, placesOf } from './navigation.ts';
import { loadProtocols } from './protocols.ts';
import { loadRetention } from './retention.ts';
import type { Services } from './services.ts';
import type { LogStream } from './web/log.ts';
import { paths } from './web/paths.ts';
import { requesterOf } from './web/requests.ts';
import { countWaiting, type Waiting } from './waiting.ts';
import { createServer } from './web/server.ts';
import type { SignedIn } from './web/session.ts';

/** What people can do, as a table of contents: each registers its own addresses. */
export const features: readonly {
  readonly register: (app: FastifyInstance, services: Services) => void | Promise<void>;
  /** Said by a feature none of whose pages shows anybody on record; of the others each route may say it. */
  readonly shows?: 'nothing';
}[] = [
  signIn,
  identityProviders,
  worklist,
  missingNow,
  notices,
  search,
  children,
  interviews,
  lookingPurpose,
  brokenGlass,
  sight,
  corrections,
  allocation,
  spotPurchase,
  interviewWork,
  addresses,
  telling,
  facts,
  triage,
  sharing,
  imports,
  reviewQueue,
  reports,
  reportQuestions,
  returnLedger,
  returns,
  support,
  retention,
  exportsOf(exportKinds),
  administration,
  agencies,
  recoveries,
  ownAccount,
  systems,
  auditTrail,
  alerts,
  disclosures,
  subjectAccess,
];

/** What the application is built on. */
export type Parts = {
  readonly database: Database;
  readonly config: Config;
  /** The present instant, unless a test gives its own. */
  readonly clock?: Services['clock'];
  /** Where log lines go; standard error unless given, since standard output is for the address alone. */
  readonly log?: LogStream | false;
};

/** What every feature and every job is given. */
export function servicesOf({ database, config, clock }: Parts): Services {
  const protocols = loadProtocols(path.join(programFolder, 'protocols'));
  return {
    database,
    config,
    protocols,
    retention: loadRetention(path.join(programFolder, 'retention')),
    rules: foldRules(protocols),
    clock: clock ?? (() => instant(Temporal.Now.instant().epochMilliseconds)),
    demonstration: config.demonstration,
  };
}

/** The application, ready to listen. */
export async function buildApp(parts: Parts): Promise<FastifyInstance> {
  const { database, config, log } = parts;
  const services = servicesOf(parts);
  const waiting = new WeakMap<SignedIn, Waiting>();
  const app = await createServer({
    sessions: sessionsIn(database),
    authenticate: authenticateIn(services),
    navigation: (requester) => placesOf(requester, waiting.get(requester)),
    notice: budgetWarningOf,
    beforeRefusal: (request, error) => recordRefusal(database, request, error),
    clock: services.clock,
    log: log ?? process.stderr,
    secure: config.https,
    ...(config.proxies.length > 0 ? { trustedProxies: config.proxies } : {}),
  });
  app.addHook('preHandler', async ({ requester }) => {
    if (requester) waiting.set(requester, await countWaiting(database, requester));
  });
  guardDisclosure(app);
  app.get(paths.health, { config: { access: 'public' } }, async (request, reply) => {
    const now = await standing(database, request.id);
    return reply.code(now.status === 'down' ? 503 : 200).send(now);
  });
  app.get(paths.home, async (request, reply) => reply.redirect(firstPlaceOf(requesterOf(request)), 303));
  api.register(app, services);
  let showing: 'nothing' | undefined;
  app.addHook('onRoute', (route) => {
    if (showing !== undefined) route.config = { ...route.config, shows: showing };
  });
  for (const { register, shows } of features) {
    showing = shows;
    await register(app, services);
  }
  return app;
}
