import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { button } from './components/button.ts';
import { summaryList } from './components/summary-list.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import { formToken, formTokenField, originOf } from './form-token.ts';
import { html } from './html.ts';
import { csrfField } from './layout.ts';
import { localAddress, localPath, paths, to } from './paths.ts';
import { notFound } from './refusal.ts';
import { pathOf } from './requests.ts';
import { HELD_LIMIT, type HeldSubmission } from './session.ts';
import { showPage } from './show.ts';
import { hashOf, isSameToken, newToken } from './tokens.ts';

type Fields = HeldSubmission['fields'];

/** Fields of passwords, one-time codes and the answers of passkeys. */
const SECRETS = ['password', 'code', 'credential'];

/**
 * Keeps a form that was sent after its session had ended, or before its author confirmed who they are. Only for the person whose session it was, and only when
 * the form surely came from a page of ours, so that nobody can plant words for someone to send.
 */
export async function hold(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const session = request.session ?? request.lapsed;
  if (!session || typeof request.body !== 'object' || request.body === null) return;
  const { [formTokenField]: token, ...fields } = request.body as Fields;
  // A button pressed is not typed: signing out of a session that has ended, for one, is not to be done again.
  if (Object.keys(fields).length === 0 && request.session === null) return;
  // What proves who somebody is, is kept nowhere: they type it again.
  if (SECRETS.some((name) => name in fields)) return;
  const origin = originOf(request);
  if (origin === 'elsewhere' || (origin === 'unknown' && !isSameToken(token, session.csrfToken))) return;
  const { sessions, clock } = request.server.web;
  const heldToken = newToken();
  await sessions.holdSubmission({
    heldHash: hashOf(heldToken),
    userId: session.person.userId,
    path: localPath(pathOf(request)),
    fields,
    heldAt: clock(),
  });
  setCookie(reply, 'held', heldToken);
}

/** Whether this browser has something typed that is waiting for its author to sign in. */
export function hasHeld(request: FastifyRequest): boolean {
  return readCookie(request, 'held') !== null;
}

/** Where to go after signing in: to what was typed, if this is who typed it, else where they wanted to go. */
export async function afterSignIn(request: FastifyRequest, userId: number, wanted: unknown): Promise<string> {
  return (await heldFor(request, userId)) ? paths.held : localAddress(wanted);
}

/** The same after confirming who they are, for a person who is signed in all along. */
export async function afterConfirming(request: FastifyRequest, userId: number, wanted: unknown): Promise<string> {
  const next = await afterSignIn(request, userId, wanted);
  return next === paths.held ? to(paths.held, null, { confirmed: 'yes' }) : next;
}

async function heldFor(request: FastifyRequest, userId: number | null): Promise<HeldSubmission | null> {
  const { sessions, clock } = request.server.web;
  const token = readCookie(request, 'held');
  const held = token === null || userId === null ? null : await sessions.findHeld(hashOf(token), userId);
  return held && held.userId === userId && clock() - held.heldAt < HELD_LIMIT ? held : null;
}

/** The page that shows what was typed when the session ended, and sends it again or throws it away. */
export function registerHeld(app: FastifyInstance): void {
  // What the same person typed, and nothing from the record.
  app.get(paths.held, { config: { shows: 'nothing' } }, async (request, reply) => {
    const held = await heldFor(request, request.requester?.userId ?? null);
    if (!held) throw notFound();
    const token = csrfField(formToken(request, reply));
    const confirmed = (request.query as Readonly<Record<string, unknown>>)['confirmed'] === 'yes';
    const heading = confirmed ? 'Send what you were about to send' : 'You were signed out before this was sent';
    return showPage(request, reply, {
      title: heading,
      body: html`<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">${confirmed ? 'You have confirmed that it is you. ' : ''}Nothing you typed is lost. Check it, then send it${confirmed ? '' : ' again'}.</p>
${summaryList({
  rows: Object.entries(held.fields).map(([name, value]) => ({
    key: { text: inWords(name) },
    value: { html: html`<span class="homeward-as-typed">${asList(value).join(', ')}</span>` },
  })),
})}
<form method="post" action="${held.path}">${token}${Object.entries(held.fields).map(([name, value]) =>
        asList(value).map((one) => html`<input type="hidden" name="${name}" value="${one}">`),
      )}${button({ text: confirmed ? 'Send it' : 'Send it again', preventDoubleClick: true })}</form>
<form method="post" action="${paths.discardHeld}">${token}${button({ text: 'Throw it away', classes: 'govuk-button--secondary' })}</form>`,
    });
  });

  app.post(paths.discardHeld, async (request, reply) => {
    const held = await heldFor(request, request.requester?.userId ?? null);
    if (held) await request.server.web.sessions.dropHeld(held);
    clearCookie(reply, 'held');
    return reply.redirect(paths.home, 303);
  });

  // Once it has been sent to where it was meant to go and taken, it need not be kept.
  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.method === 'POST' && request.session && hasHeld(request) && reply.statusCode < 400) {
      const held = await heldFor(request, request.session.person.userId);
      if (held && held.path === pathOf(request)) {
        await request.server.web.sessions.dropHeld(held);
        clearCookie(reply, 'held');
      }
    }
    return payload;
  });
}

function asList(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function inWords(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]+/g, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
