import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { checkFormToken } from './form-token.ts';
import { hold } from './held.ts';
import { localPath, paths, to } from './paths.ts';
import { Refused } from './refusal.ts';
import { accessOf, backgroundOf, isSafe, pathOf } from './requests.ts';

/**
 * Closes every route to those who are not signed in, but the few that say they are public, and refuses every
 * change that does not come from a form of ours.
 */
export function closeTheDoor(app: FastifyInstance): void {
  app.decorateRequest('formParts', null);

  app.addHook('onRequest', async (request, reply) => {
    if (request.is404 || request.requester) return;
    const access = accessOf(request);
    if (access === 'asset' || access === 'public' || access === 'program') return;
    if (access === 'api' || backgroundOf(request)) throw new Refused(401);
    // A form is read first, so that what was typed can be kept; a file is not.
    if (isSafe(request) || !isPlainForm(request)) return toSignIn(request, reply);
  });

  app.addHook('preValidation', async (request, reply) => {
    if (request.is404 || isSafe(request)) return;
    const access = accessOf(request);
    if (access === 'page' && !request.requester) {
      await hold(request, reply);
      return toSignIn(request, reply);
    }
    // What a system proves itself by is never sent by a browser on its own: only cookies need the form token.
    if (access === 'program') return;
    if (access === 'api' && request.requester && !request.session) return;
    await checkFormToken(request);
  });
}

function isPlainForm(request: FastifyRequest): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const back = localPath(pathOf(request));
  return reply.redirect(to(paths.signIn, null, { return: back === paths.home ? null : back }), 303);
}
