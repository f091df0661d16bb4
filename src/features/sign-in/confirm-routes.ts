/** Step-up: somebody who is signed in proves again who they are, before an act that matters most. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openAccountOf, type SignInAccount } from '../../db/accounts.ts';
import { isOnlyDemonstration } from '../../db/demonstration.ts';
import { listFactors } from '../../db/second-factors.ts';
import { challengeStep } from '../../db/sign-in-steps.ts';
import { toUse } from '../../second-factor/passkey.ts';
import { proveByCode, proveByPasskey } from '../../second-factor/prove.ts';
import { begin, end, inTheName, nobodyYet, wayOf } from '../../second-factor/steps.ts';
import { formToken } from '../../web/form-token.ts';
import { afterConfirming } from '../../web/held.ts';
import { localAddress, paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { checkPassword } from './commands.ts';
import { confirmBody } from './factor-pages.ts';
import { attemptOf, fieldOf, letIn, partyOf, type Means } from './let-in.ts';

const WRONG = 'Enter your password and the code that your authenticator app shows now. Each code works once';
const TOO_MANY = 'There were too many attempts. Wait 15 minutes and try again';

type Problem = { readonly field: 'password' | 'passkey'; readonly text: string; readonly status?: number };

/** Registers the page that asks again. */
export function registerConfirm(app: FastifyInstance, means: Means): void {
  const { database, clock } = means;

  app.get(paths.confirm, async (request, reply) => {
    const back = localAddress((request.query as Readonly<Record<string, unknown>>)['return']);
    // Who signed in through a provider has nothing else to prove it by.
    if (request.session?.methods.includes('oidc'))
      return reply.redirect(to(paths.confirmThrough, null, { return: back === paths.home ? null : back }), 303);
    return show(request, reply, back, null);
  });

  app.post(paths.confirm, async (request, reply) => {
    const account = await ownAccount(request);
    const back = localAddress(fieldOf(request, 'return'));
    const attempted = attemptOf(request);
    if (await isDemonstration(request, account)) return goOn(request, reply, account, ['demonstration'], back);
    const credential = fieldOf(request, 'credential');
    if (credential !== '') {
      const [way, party] = [await wayOf(request, database, clock()), partyOf(means, request)];
      if (way === null || party === null) return show(request, reply, back, null);
      const owner =
        way.step.userId === account.userId
          ? await proveByPasskey(database, party, way.step, credential, attempted, clock())
          : null;
      await end(request, reply, database, way.step);
      if (owner?.userId === account.userId) return goOn(request, reply, account, ['passkey'], way.step.returnTo);
      const text = 'This passkey was not accepted. Try again, or confirm in another way';
      return show(request, reply, way.step.returnTo, { field: 'passkey', text });
    }
    const password = fieldOf(request, 'password');
    const outcome = await checkPassword(database, { ...attempted, email: account.email, password }, clock());
    const proven =
      outcome.kind === 'known'
        ? await proveByCode(means, account, fieldOf(request, 'code'), attempted, clock())
        : outcome.kind;
    if (proven === 'proven') return goOn(request, reply, account, ['password', 'code'], back);
    const tooMany = proven === 'too-many';
    return show(request, reply, back, {
      field: 'password',
      text: tooMany ? TOO_MANY : WRONG,
      status: tooMany ? 429 : 422,
    });
  });

  async function ownAccount(request: FastifyRequest): Promise<SignInAccount> {
    const { userId } = requesterOf(request);
    const account =
      userId === null
        ? undefined
        : await database.transaction('request', nobodyYet(request), (tx) => openAccountOf(tx, userId));
    if (account === undefined) throw notFound();
    return account;
  }

  async function isDemonstration(request: FastifyRequest, account: SignInAccount): Promise<boolean> {
    const byClick = request.session?.methods.includes('demonstration') ?? false;
    if (!means.demonstration || !account.demonstration || !byClick) return false;
    return database.transaction('job', nobodyYet(request), isOnlyDemonstration);
  }

  async function goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    account: SignInAccount,
    methods: readonly string[],
    back: string,
  ): Promise<FastifyReply> {
    return letIn(means, request, reply, account, methods, (asked, userId) => afterConfirming(asked, userId, back));
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    back: string,
    problem: Problem | null,
  ): Promise<FastifyReply> {
    const account = await ownAccount(request);
    const demonstration = await isDemonstration(request, account);
    const party = partyOf(means, request);
    const beginning = { userId: account.userId, proof: null, returnTo: back };
    const stepHash = demonstration ? null : await begin(request, reply, database, clock(), beginning);
    const shown = await database.transaction('request', inTheName(account, request), async (tx) => {
      const { passkeys, code } = await listFactors(tx, account.userId);
      const here = passkeys.filter(({ relyingParty }) => relyingParty === party?.id);
      if (party === null || stepHash === null || here.length === 0) return { code: code !== null, options: null };
      const options = await toUse(party, here);
      await challengeStep(tx, stepHash, options.challenge);
      return { code: code !== null, options: JSON.stringify(options) };
    });
    const errors = problem === null ? [] : [{ text: problem.text, href: `#${problem.field}` }];
    const body = confirmBody({
      target: { csrfToken: formToken(request, reply), action: paths.confirm },
      back,
      displayName: account.displayName,
      demonstration,
      ...shown,
      error: problem?.field === 'password' ? problem.text : null,
      passkeyError: problem?.field === 'passkey' ? problem.text : null,
    });
    return showPage(request, reply, {
      title: 'Confirm that it is you',
      body,
      errors,
      ...(problem?.status === undefined ? {} : { status: problem.status }),
    });
  }
}
