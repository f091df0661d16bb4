/** What leaves Homeward for an identity provider: to its own host alone, by https, not for long and not for much. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import type { CustomFetch } from 'openid-client';

/** The largest answer that is read: 256 kilobytes. */
const LARGEST_ANSWER = 256 * 1024;

/** How long an answer may take: 10 seconds, in milliseconds. */
const LONGEST_WAIT = 10_000;

/** A request that was not made, or an answer that was not read to its end. */
export class NotAsked extends Error {
  override name = 'NotAsked';
}

/** Certificate authorities that are trusted: the public ones, and the operator's own; undefined where there are none of those. */
export function trustedAuthorities(file: string | null): readonly string[] | undefined {
  return file === null ? undefined : [...tls.getCACertificates('default'), readFileSync(file, 'utf8')];
}

/** Asks nobody but one origin. A redirect is an answer like any other and is not followed. */
export function askingOnly(origin: string, authorities: readonly string[] | undefined): CustomFetch {
  return async (address, { method, headers, body }) => {
    const url = URL.parse(address);
    if (
      url === null ||
      url.protocol !== 'https:' ||
      url.origin !== origin ||
      url.username !== '' ||
      url.password !== ''
    )
      throw new NotAsked('the provider names an address that is not on its own host');
    if (body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof URLSearchParams))
      throw new NotAsked('only a form is ever sent');
    const sent = body === undefined || body === null ? undefined : String(body);
    const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    return ask(url, { method, headers: { ...form, ...headers } }, sent, authorities);
  };
}

async function ask(
  url: URL,
  { method, headers }: { readonly method: string; readonly headers: Readonly<Record<string, string>> },
  body: string | undefined,
  authorities: readonly string[] | undefined,
): Promise<Response> {
  const request = https.request(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    agent: false,
    minVersion: 'TLSv1.2',
    maxHeaderSize: 16 * 1024,
    signal: AbortSignal.timeout(LONGEST_WAIT),
    ...(authorities === undefined ? {} : { ca: [...authorities] }),
  });
  // Whoever waits for the answer is told; one that comes after it would end the process.
  request.on('error', () => {});
  request.end(body);
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST_ANSWER) throw new NotAsked('the answer of the provider is too large');
    parts.push(part);
  }
  const status = answer.statusCode ?? 0;
  const type = answer.headers['content-type'];
  // What calls itself something else is not read as JSON, whatever it holds.
  if (parts.length > 0 && !/^application\/(jwk-set\+)?json *(;|$)/i.test(type ?? ''))
    throw new NotAsked('the answer of the provider is no JSON');
  const empty = status === 204 || status === 205 || status === 304;
  return new Response(empty ? null : Buffer.concat(parts), {
    status,
    headers: type === undefined ? {} : { 'content-type': type },
  });
}
