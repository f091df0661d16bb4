/** Sign in and out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listDemonstrationPeople, type DemonstrationPerson } from '../../db/accounts.ts';
import type { Services } from '../../services.ts';
import type { ErrorItem } from '../../web/components/error-summary.ts';
import { formToken } from '../../web/form-token.ts';
import { afterSignIn, hasHeld } from '../../web/held.ts';
import { localPath, paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { showPage } from '../../web/show.ts';
import { endSession, startSession } from '../../web/signing-in.ts';
import { readFields } from '../../web/validation.ts';
import { signIn } from './commands.ts';
import { NOT_KNOWN, signInBody } from './pages.ts';

/** Registers sign-in, sign-out and, where the demonstration is offered and loaded, its door. */
export function register(app: FastifyInstance, services: Services): void {
  const publicly = { config: { access: 'public' } } as const;

  app.get(paths.signIn, publicly, async (request, reply) => {
    const back = localPath((request.query as Readonly<Record<string, unknown>>)['return']);
    if (request.requester) return reply.redirect(back, 303);
    return show(services, request, reply, { back });
  });

  app.post(paths.signIn, publicly, async (request, reply) => {
    const fields = readFields(request);
    const [email, password, back] = [textOf(fields['email']), textOf(fields['password']), localPath(fields['return'])];
    if (email.trim() === '' || password === '')
      return show(services, request, reply, { back, email, errors: [NOT_KNOWN] });
    const outcome = await signIn(
      services.database,
      { email, password, source: request.ip, requestId: request.id },
      services.clock(),
    );
    if (outcome.kind === 'known') return letIn(request, reply, outcome.userId, back, 'password');
    if (outcome.kind === 'unknown') return show(services, request, reply, { back, email, errors: [NOT_KNOWN] });
    return show(services, request, reply, {
      back,
      email,
      status: 429,
      errors: [{ text: 'There were too many attempts. Wait 15 minutes and try again' }],
    });
  });

  app.post(paths.signOut, async (request, reply) => {
    await endSession(request, reply);
    return reply.redirect(paths.signIn, 303);
  });

  if (!services.demonstration) return;
  app.post(paths.signInAs, publicly, async (request, reply) => {
    const fields = readFields(request);
    const people = await demonstrationPeople(services, request);
    const person = people.find(({ userId }) => String(userId) === fields['person']);
    if (person === undefined) throw notFound();
    return letIn(request, reply, person.userId, localPath(fields['return']), 'demonstration');
  });
}

async function letIn(
  request: FastifyRequest,
  reply: FastifyReply,
  userId: number,
  back: string,
  method: 'password' | 'demonstration',
): Promise<FastifyReply> {
  const next = await afterSignIn(request, userId, back);
  await startSession(request, reply, { userId, methods: [method] });
  return reply.redirect(next, 303);
}

type Shown = {
  readonly back: string;
  readonly email?: string;
  readonly errors?: readonly ErrorItem[];
  readonly status?: number;
};

async function show(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown,
): Promise<FastifyReply> {
  const errors = shown.errors ?? [];
  const body = signInBody({
    csrfToken: formToken(request, reply),
    back: shown.back,
    email: shown.email ?? '',
    errors,
    holdsSubmission: hasHeld(request),
    demonstration: await demonstrationPeople(services, request),
  });
  return showPage(request, reply, {
    title: 'Sign in',
    body,
    errors,
    ...(shown.status === undefined ? {} : { status: shown.status }),
  });
}

async function demonstrationPeople(
  { database, demonstration }: Services,
  request: FastifyRequest,
): Promise<DemonstrationPerson[]> {
  if (!demonstration) return [];
  return database.transaction(
    'request',
    { userId: null, agencyCode: null, purpose: 'sign-in', requestId: request.id },
    listDemonstrationPeople,
  );
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
