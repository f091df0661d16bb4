/** Sign in and out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listDemonstrationPeople, openAccountOf, type DemonstrationPerson } from '../../db/accounts.ts';
import { isOnlyDemonstration } from '../../db/demonstration.ts';
import { listOpenProviders, providerOfSession } from '../../db/identity-providers.ts';
import { listFactors } from '../../db/second-factors.ts';
import type { Services } from '../../services.ts';
import { sealingIn } from '../../second-factor/sealing.ts';
import { begin, inTheName, nobodyYet } from '../../second-factor/steps.ts';
import type { ErrorItem } from '../../web/components/error-summary.ts';
import { formToken } from '../../web/form-token.ts';
import { hasHeld } from '../../web/held.ts';
import { html } from '../../web/html.ts';
import { localPath, paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { showPage } from '../../web/show.ts';
import { endSession } from '../../web/signing-in.ts';
import { checkPassword } from './commands.ts';
import { registerConfirm } from './confirm-routes.ts';
import { registerFactors } from './factor-routes.ts';
import { attemptOf, fieldOf, letIn, partyOf, publicly, leadTo, type Means } from './let-in.ts';
import { registerRecover } from './recover-routes.ts';
import { NOT_KNOWN, signInBody } from './pages.ts';

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers sign-in, sign-out and, where the demonstration is offered and loaded, its door. */
export function register(app: FastifyInstance, services: Services): void {
  const means: Means = { ...services, sealing: sealingIn(services.config) };
  const { database, clock } = means;

  app.get(paths.signIn, publicly, async (request, reply) => {
    const back = localPath((request.query as Readonly<Record<string, unknown>>)['return']);
    if (request.requester) return reply.redirect(back, 303);
    return show(means, request, reply, { back });
  });

  app.post(paths.signIn, publicly, async (request, reply) => {
    const [email, password] = [fieldOf(request, 'email'), fieldOf(request, 'password')];
    const back = localPath(fieldOf(request, 'return'));
    if (email.trim() === '' || password === '')
      return show(means, request, reply, { back, email, errors: [NOT_KNOWN] });
    const outcome = await checkPassword(database, { ...attemptOf(request), email, password }, clock());
    if (outcome.kind === 'unknown') return show(means, request, reply, { back, email, errors: [NOT_KNOWN] });
    if (outcome.kind === 'too-many') {
      return show(means, request, reply, {
        back,
        email,
        status: 429,
        errors: [{ text: 'There were too many attempts. Wait 15 minutes and try again' }],
      });
    }
    const { account } = outcome;
    await begin(request, reply, database, clock(), { userId: account.userId, proof: 'password', returnTo: back });
    const { passkeys, code } = await database.transaction('request', inTheName(account, request), (tx) =>
      listFactors(tx, account.userId),
    );
    return reply.redirect(passkeys.length > 0 || code !== null ? paths.secondFactor : paths.setUp, 303);
  });

  app.post(paths.signOut, async (request, reply) => {
    const { session } = request;
    const through =
      session &&
      (await database.transaction('request', nobodyYet(request), (tx) => providerOfSession(tx, session.tokenHash)));
    await endSession(request, reply);
    return reply.redirect(through ? to(paths.signedOutOf, { providerId: through.providerId }) : paths.signIn, 303);
  });

  app.get(paths.signedInAgain, async (request, reply) =>
    showPage(request, reply, {
      title: 'You are signed in again',
      body: html`<h1 class="govuk-heading-l">You are signed in again</h1>
<p class="govuk-body">Close this tab and go back to the page you were on: what you typed is still there.</p>`,
    }),
  );

  registerFactors(app, means);
  registerConfirm(app, means);
  registerRecover(app, means);

  if (!services.demonstration) return;
  app.post(paths.signInAs, publicly, async (request, reply) => {
    const people = await demonstrationPeople(means, request);
    const person = people.find(({ userId }) => String(userId) === fieldOf(request, 'person'));
    const account =
      person && (await database.transaction('request', nobodyYet(request), (tx) => openAccountOf(tx, person.userId)));
    if (account === undefined) throw notFound();
    return letIn(means, request, reply, account, ['demonstration'], leadTo(localPath(fieldOf(request, 'return'))));
  });
}

type Shown = {
  readonly back: string;
  readonly email?: string;
  readonly errors?: readonly ErrorItem[];
  readonly status?: number;
};

async function show(means: Means, request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<FastifyReply> {
  const errors = shown.errors ?? [];
  const body = signInBody({
    csrfToken: formToken(request, reply),
    back: shown.back,
    email: shown.email ?? '',
    errors,
    holdsSubmission: hasHeld(request),
    passkeys: partyOf(means, request) !== null,
    demonstration: await demonstrationPeople(means, request),
    // A provider leads back to the address of Homeward, and only to one that was set.
    providers:
      means.config.address === null
        ? []
        : await means.database.transaction('request', nobodyYet(request), listOpenProviders),
  });
  return showPage(request, reply, {
    title: 'Sign in',
    body,
    errors,
    ...(shown.status === undefined ? {} : { status: shown.status }),
  });
}

async function demonstrationPeople(
  { database, demonstration }: Means,
  request: FastifyRequest,
): Promise<DemonstrationPerson[]> {
  if (!demonstration || !(await database.transaction('job', nobodyYet(request), isOnlyDemonstration))) return [];
  return database.transaction('request', nobodyYet(request), listDemonstrationPeople);
}
