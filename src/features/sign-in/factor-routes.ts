/** The second factor: asked for after the password, set up where there is none; and a passkey alone, which is both. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listFactors } from '../../db/second-factors.ts';
import { challengeStep } from '../../db/sign-in-steps.ts';
import { offer, takeCode, takePasskey, type Enrolling } from '../../second-factor/enrol.ts';
import { toUse } from '../../second-factor/passkey.ts';
import { proveByCode, proveByPasskey } from '../../second-factor/prove.ts';
import { begin, end, inTheName, nobodyYet, wayOf, type Way } from '../../second-factor/steps.ts';
import { deviceOf } from '../../web/device.ts';
import { formToken } from '../../web/form-token.ts';
import { localPath, paths, to } from '../../web/paths.ts';
import { showPage } from '../../web/show.ts';
import { passkeyAloneBody, secondFactorBody, setUpBody } from './factor-pages.ts';
import { attemptOf, fieldOf, letIn, partyOf, publicly, leadTo, type Means } from './let-in.ts';

/** What is said of a code that does not hold: the same whether it is wrong, too old or used. */
const WRONG_CODE = 'Enter the code that your authenticator app shows now. Each code works once';
const NO_PASSKEY = 'This passkey was not accepted. Try again, or sign in another way';

type Problem = { readonly field: 'code' | 'passkey'; readonly text: string; readonly status?: number };

/** Registers the pages between the password and the session. */
export function registerFactors(app: FastifyInstance, means: Means): void {
  const { database, clock } = means;

  app.get(paths.signInByPasskey, publicly, async (request, reply) => {
    const returnTo = localPath((request.query as Readonly<Record<string, unknown>>)['return']);
    return showPasskeyAlone(request, reply, returnTo, null);
  });

  app.get(paths.secondFactor, publicly, async (request, reply) => {
    const way = await wayOf(request, database, clock());
    if (way?.step.proof !== 'password') return reply.redirect(paths.signIn, 303);
    return showSecondFactor(request, reply, way, null);
  });

  app.post(paths.secondFactor, publicly, async (request, reply) => {
    const way = await wayOf(request, database, clock());
    if (way === null) return reply.redirect(paths.signIn, 303);
    const credential = fieldOf(request, 'credential');
    if (credential === '' && way.account !== null) return byCode(request, reply, way);
    const party = partyOf(means, request);
    const account = party && (await proveByPasskey(database, party, way.step, credential, attemptOf(request), clock()));
    if (account === null) {
      const problem = { field: 'passkey', text: NO_PASSKEY } as const;
      return way.account === null
        ? showPasskeyAlone(request, reply, way.step.returnTo, problem)
        : showSecondFactor(request, reply, way, problem);
    }
    const methods = way.step.proof === 'password' ? ['password', 'passkey'] : ['passkey'];
    return goOn(request, reply, { ...way, account }, methods);
  });

  app.get(paths.setUp, publicly, async (request, reply) => {
    const way = await wayOf(request, database, clock());
    if (way === null || !mayEnrol(way)) return reply.redirect(paths.signIn, 303);
    return showSetUp(request, reply, way, null);
  });

  app.post(paths.setUp, publicly, async (request, reply) => {
    const way = await wayOf(request, database, clock());
    if (way === null || !mayEnrol(way)) return reply.redirect(paths.signIn, 303);
    const enrolling = enrollingOf(request, way);
    const credential = fieldOf(request, 'credential');
    const party = partyOf(means, request);
    const factor = credential === '' ? 'code' : 'passkey';
    const taken =
      factor === 'code'
        ? await takeCode(means, enrolling, fieldOf(request, 'code'), clock())
        : party !== null && (await takePasskey(means, enrolling, party, credential, nameOf(request), clock()));
    if (taken) return goOn(request, reply, way, [way.step.proof ?? 'password', factor]);
    const text =
      factor === 'code' ? WRONG_CODE : 'The passkey could not be made. Try again, or use an authenticator app';
    return showSetUp(request, reply, way, { field: factor, text });
  });

  async function byCode(request: FastifyRequest, reply: FastifyReply, way: Way): Promise<FastifyReply> {
    const { account } = way;
    if (account === null || way.step.proof !== 'password') return reply.redirect(paths.signIn, 303);
    const typed = fieldOf(request, 'code');
    const proven = await proveByCode(means, account, typed, attemptOf(request), clock());
    if (proven === 'proven') return goOn(request, reply, way, ['password', 'code']);
    if (proven === 'refused') return showSecondFactor(request, reply, way, { field: 'code', text: WRONG_CODE });
    const text = 'There were too many attempts. Wait 15 minutes and try again';
    return showSecondFactor(request, reply, way, { field: 'code', text, status: 429 });
  }

  /** Of many answers that arrive at once, one ends the way and is let in. */
  async function goOn(
    request: FastifyRequest,
    reply: FastifyReply,
    { step, account }: Way,
    methods: readonly string[],
  ): Promise<FastifyReply> {
    const first = await end(request, reply, database, step);
    if (!first || account === null) return reply.redirect(paths.signIn, 303);
    return letIn(means, request, reply, account, methods, leadTo(step.returnTo));
  }

  async function showPasskeyAlone(
    request: FastifyRequest,
    reply: FastifyReply,
    returnTo: string,
    problem: Problem | null,
  ): Promise<FastifyReply> {
    const party = partyOf(means, request);
    if (party === null) return reply.redirect(to(paths.signIn, null, { return: returnTo }), 303);
    const stepHash = await begin(request, reply, database, clock(), { userId: null, proof: null, returnTo });
    const options = await toUse(party, null);
    await database.transaction('request', nobodyYet(request), (tx) => challengeStep(tx, stepHash, options.challenge));
    const body = passkeyAloneBody({
      target: { csrfToken: formToken(request, reply), action: paths.secondFactor },
      options: JSON.stringify(options),
      error: problem?.text ?? null,
    });
    return showPage(request, reply, {
      title: 'Sign in with a passkey',
      body,
      ...errorsOf(problem),
      backLink: paths.signIn,
    });
  }

  async function showSecondFactor(
    request: FastifyRequest,
    reply: FastifyReply,
    { step, account }: Way,
    problem: Problem | null,
  ): Promise<FastifyReply> {
    if (account === null) return reply.redirect(paths.signIn, 303);
    const party = partyOf(means, request);
    const shown = await database.transaction('request', inTheName(account, request), async (tx) => {
      const { passkeys, code } = await listFactors(tx, account.userId);
      const here = passkeys.filter(({ relyingParty }) => relyingParty === party?.id);
      if (party === null || here.length === 0) return { code: code !== null, options: null };
      const options = await toUse(party, here);
      await challengeStep(tx, step.stepHash, options.challenge);
      return { code: code !== null, options: JSON.stringify(options) };
    });
    const body = secondFactorBody({
      target: { csrfToken: formToken(request, reply), action: paths.secondFactor },
      ...shown,
      codeError: problem?.field === 'code' ? problem.text : null,
      passkeyError: problem?.field === 'passkey' ? problem.text : null,
    });
    return showPage(request, reply, {
      title: 'Confirm that it is you',
      body,
      ...errorsOf(problem),
      backLink: paths.signIn,
    });
  }

  async function showSetUp(
    request: FastifyRequest,
    reply: FastifyReply,
    way: Way,
    problem: Problem | null,
  ): Promise<FastifyReply> {
    const offered = await offer(means, enrollingOf(request, way), partyOf(means, request));
    if (offered === null) return reply.redirect(paths.signIn, 303);
    const body = setUpBody({
      target: { csrfToken: formToken(request, reply), action: paths.setUp },
      offered,
      codeError: problem?.field === 'code' ? problem.text : null,
      passkeyError: problem?.field === 'passkey' ? problem.text : null,
      passkeyName: deviceOf(request.headers['user-agent']),
    });
    return showPage(request, reply, { title: 'Protect your account', body, ...errorsOf(problem) });
  }
}

/** Before a session: who is in a session adds factors on the page of their account. */
function mayEnrol({ step: { proof } }: Way): boolean {
  return proof === 'password' || proof === 'recovery';
}

function enrollingOf(request: FastifyRequest, { step, account }: Way): Enrolling {
  if (account === null) throw new Error('a factor is set up for nobody');
  return { account, step, requester: inTheName(account, request), route: request.routeOptions.url ?? '' };
}

function nameOf(request: FastifyRequest): string {
  return fieldOf(request, 'name').trim().slice(0, 100) || deviceOf(request.headers['user-agent']);
}

function errorsOf(problem: Problem | null): { errors: { text: string; href: string }[]; status?: number } {
  if (problem === null) return { errors: [] };
  const errors = [{ text: problem.text, href: `#${problem.field}` }];
  return problem.status === undefined ? { errors } : { errors, status: problem.status };
}
