/** Back into an account by the code of a recovery that two people have agreed on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { faultOfPassword } from '../../password-choice.ts';
import { begin, wayOf, type Way } from '../../second-factor/steps.ts';
import { formToken } from '../../web/form-token.ts';
import { paths } from '../../web/paths.ts';
import { showPage } from '../../web/show.ts';
import { attemptOf, fieldOf, publicly, type Means } from './let-in.ts';
import { takeNewPassword, useRecoveryCode } from './recover-commands.ts';
import { newPasswordBody, recoverBody } from './recover-pages.ts';

const NOT_KNOWN =
  'Enter the email address of your account and a recovery code that is less than an hour old and was not used';
const TOO_MANY = 'There were too many attempts. Wait 15 minutes and try again';

/** Registers the way back. */
export function registerRecover(app: FastifyInstance, means: Means): void {
  const { database, clock } = means;

  app.get(paths.recover, publicly, async (request, reply) => showRecover(request, reply, '', null));

  app.post(paths.recover, publicly, async (request, reply) => {
    const [email, code] = [fieldOf(request, 'email'), fieldOf(request, 'code')];
    const outcome = await useRecoveryCode(database, { ...attemptOf(request), email, code }, clock());
    if (outcome.kind !== 'known') {
      const tooMany = outcome.kind === 'too-many';
      return showRecover(request, reply, email, tooMany ? TOO_MANY : NOT_KNOWN, tooMany ? 429 : 422);
    }
    const { userId } = outcome.account;
    await begin(request, reply, database, clock(), { userId, proof: 'recovery', returnTo: paths.home });
    return reply.redirect(paths.newPassword, 303);
  });

  app.get(paths.newPassword, publicly, async (request, reply) => {
    const way = await recovered(request);
    return way === null ? reply.redirect(paths.signIn, 303) : showNewPassword(request, reply, null);
  });

  app.post(paths.newPassword, publicly, async (request, reply) => {
    const way = await recovered(request);
    if (way?.account == null) return reply.redirect(paths.signIn, 303);
    const password = fieldOf(request, 'password');
    const { displayName, email, agencyCode } = way.account;
    const fault = faultOfPassword(password, [displayName, email, email.split('@')[0] ?? '', agencyCode]);
    if (fault !== null) return showNewPassword(request, reply, fault);
    await takeNewPassword(database, way.account, password, attemptOf(request));
    return reply.redirect(paths.setUp, 303);
  });

  async function recovered(request: FastifyRequest): Promise<Way | null> {
    const way = await wayOf(request, database, clock());
    return way?.step.proof === 'recovery' ? way : null;
  }
}

function showRecover(
  request: FastifyRequest,
  reply: FastifyReply,
  email: string,
  error: string | null,
  status = 200,
): FastifyReply {
  const body = recoverBody({ csrfToken: formToken(request, reply), email, error });
  const errors = error === null ? [] : [{ text: error, href: '#email' }];
  return showPage(request, reply, {
    title: 'Get back into your account',
    body,
    errors,
    status,
    backLink: paths.signIn,
  });
}

function showNewPassword(request: FastifyRequest, reply: FastifyReply, error: string | null): FastifyReply {
  const body = newPasswordBody({ csrfToken: formToken(request, reply), error });
  const errors = error === null ? [] : [{ text: error, href: '#password' }];
  return showPage(request, reply, { title: 'Choose a new password', body, errors });
}
