import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, setCookie } from './cookies.ts';
import { Refused } from './refusal.ts';
import { formTokenOf, isSameToken, newToken } from './tokens.ts';

/** The hidden field that carries the form token, and the header that may carry it instead. */
export const formTokenField = '_csrf';
const formTokenHeader = 'x-csrf-token';

/** The token that this browser's forms must bring back. Makes one where there is none yet: before signing in. */
export function formToken(request: FastifyRequest, reply: FastifyReply): string {
  if (request.session) return request.session.csrfToken;
  request.visit ??= readCookie(request, 'visit');
  if (request.visit === null) {
    request.visit = newToken();
    setCookie(reply, 'visit', request.visit);
  }
  return formTokenOf(request.visit);
}

/** What the browser says of where a request comes from: surely here, surely elsewhere, or nothing. */
export function originOf(request: FastifyRequest): 'here' | 'elsewhere' | 'unknown' {
  const site = request.headers['sec-fetch-site'];
  if (typeof site === 'string') return site === 'same-origin' ? 'here' : site === 'none' ? 'unknown' : 'elsewhere';
  const { origin } = request.headers;
  // A browser that sends no referrer may call its origin null even at home: then the token alone decides.
  if (origin === undefined || origin === 'null') return 'unknown';
  try {
    return new URL(origin).host === request.headers.host ? 'here' : 'elsewhere';
  } catch {
    return 'elsewhere';
  }
}

/**
 * Refuses a request that changes something unless it brings the token of this browser's forms. A form with a file
 * brings it as its very first part, which is read here; the parts that follow are left in `request.formParts`.
 */
export async function checkFormToken(request: FastifyRequest): Promise<void> {
  if (originOf(request) === 'elsewhere') throw refused();
  const visit = readCookie(request, 'visit');
  const expected = request.session ? request.session.csrfToken : visit === null ? null : formTokenOf(visit);
  if (expected === null) throw refused();
  const brought = request.headers[formTokenHeader] ?? (await broughtInForm(request));
  if (!isSameToken(brought, expected)) throw refused();
  if (request.isMultipart() && !request.formParts) request.formParts = request.parts();
}

async function broughtInForm(request: FastifyRequest): Promise<unknown> {
  if (!request.isMultipart())
    return (request.body as Readonly<Record<string, unknown>> | null | undefined)?.[formTokenField];
  const parts = request.parts();
  const first = await parts.next();
  request.formParts = parts;
  return !first.done && first.value.type === 'field' && first.value.fieldname === formTokenField
    ? first.value.value
    : null;
}

function refused(): Refused {
  return new Refused(
    403,
    'For your safety this was not accepted: its page was opened before somebody else signed in here, or did not come from Homeward. Open the page again and send it from there.',
  );
}
