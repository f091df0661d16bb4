/** Adding a passkey or an authenticator app to one's own account. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignInAccount } from '../../db/accounts.ts';
import { listFactors } from '../../db/second-factors.ts';
import { offer, takeCode, takePasskey, type Enrolling } from '../../second-factor/enrol.ts';
import { relyingPartyOf, type RelyingParty } from '../../second-factor/passkey.ts';
import type { Sealing } from '../../second-factor/sealing.ts';
import { begin, end, wayOf, type Way } from '../../second-factor/steps.ts';
import type { Services } from '../../services.ts';
import { deviceOf } from '../../web/device.ts';
import { formToken } from '../../web/form-token.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { showPage } from '../../web/show.ts';
import { readFields } from '../../web/validation.ts';
import type { Owner } from './commands.ts';
import { addFactorPage } from './pages.ts';

type Own = (request: FastifyRequest) => Promise<{ readonly owner: Owner; readonly account: SignInAccount }>;
type Problem = { readonly field: 'code' | 'passkey'; readonly text: string };

/** Registers the page on which a factor is added. */
export function registerAddFactor(
  app: FastifyInstance,
  means: Services & { readonly sealing: Sealing },
  ownAccount: Own,
): void {
  const { database, clock } = means;

  app.get(paths.addFactor, async (request, reply) => {
    const { owner, account } = await mayAdd(request);
    const beginning = { userId: owner.userId, proof: 'session', returnTo: paths.account } as const;
    const stepHash = await begin(request, reply, database, clock(), beginning);
    const step = { ...beginning, stepHash, sealedKey: null, begunAt: clock() };
    return show(request, reply, { account, step, requester: owner, route: paths.addFactor }, null);
  });

  app.post(paths.addFactor, async (request, reply) => {
    const { owner, account } = await mayAdd(request);
    const way = await ownWay(request, owner);
    if (way === null) return reply.redirect(paths.addFactor, 303);
    const enrolling: Enrolling = { account, step: way.step, requester: owner, route: paths.addFactor };
    const { credential, code, name } = textsOf(request);
    const party = partyOf(request);
    const field = credential === '' ? 'code' : 'passkey';
    const called = name.trim().slice(0, 100) || deviceOf(request.headers['user-agent']);
    const taken =
      field === 'code'
        ? await takeCode(means, enrolling, code, clock())
        : party !== null && (await takePasskey(means, enrolling, party, credential, called, clock()));
    if (taken) {
      await end(request, reply, database, way.step);
      return reply.redirect(`${paths.account}?done=added`, 303);
    }
    const text =
      field === 'code'
        ? 'Enter the code that your authenticator app shows now for the key on this page'
        : 'The passkey could not be made. Try again, or use an authenticator app';
    return show(request, reply, enrolling, { field, text });
  });

  async function mayAdd(request: FastifyRequest): Promise<{ owner: Owner; account: SignInAccount }> {
    const own = await ownAccount(request);
    if (own.account.passwordHash === null) throw notFound();
    requireFresh(request);
    return own;
  }

  async function ownWay(request: FastifyRequest, owner: Owner): Promise<Way | null> {
    const way = await wayOf(request, database, clock());
    return way?.step.proof === 'session' && way.step.userId === owner.userId ? way : null;
  }

  function partyOf(request: FastifyRequest): RelyingParty | null {
    const { address, https } = means.config;
    return relyingPartyOf(address?.origin ?? `${https ? 'https' : 'http'}://${request.host}`);
  }

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    enrolling: Enrolling,
    problem: Problem | null,
  ): Promise<FastifyReply> {
    const { requester, account } = enrolling;
    const offered = await offer(means, enrolling, partyOf(request));
    if (offered === null) return reply.redirect(paths.account, 303);
    const { code } = await database.transaction('request', requester, (tx) => listFactors(tx, account.userId));
    const body = addFactorPage({
      target: { csrfToken: formToken(request, reply), action: paths.addFactor },
      offered,
      replaces: code !== null,
      codeError: problem?.field === 'code' ? problem.text : null,
      passkeyError: problem?.field === 'passkey' ? problem.text : null,
      passkeyName: deviceOf(request.headers['user-agent']),
    });
    const errors = problem === null ? [] : [{ text: problem.text, href: `#${problem.field}` }];
    return showPage(request, reply, { title: 'Add a way to confirm', body, errors, backLink: paths.account });
  }
}

function textsOf(request: FastifyRequest): { credential: string; code: string; name: string } {
  const fields = readFields(request);
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' ? value : '';
  };
  return { credential: text('credential'), code: text('code'), name: text('name') };
}
