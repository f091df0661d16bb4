/** A browser without script, with its cookies, for tests of sign-in. */
import assert from 'node:assert/strict';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';

/** A browser that keeps the cookies it is given and brings them back. */
export type Browser = {
  readonly cookies: Map<string, string>;
  readonly get: (url: string, headers?: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
  /** Sends a form with the form token of the page at `from`, or with the one given. */
  readonly post: (
    url: string,
    fields: Readonly<Record<string, string>>,
    from: string | { token: string },
  ) => Promise<LightMyRequestResponse>;
  readonly send: (options: InjectOptions) => Promise<LightMyRequestResponse>;
};

/** A new browser at an address. */
export function browserOf(app: FastifyInstance, remoteAddress = '192.0.2.1'): Browser {
  const cookies = new Map<string, string>();
  const send = async (options: InjectOptions): Promise<LightMyRequestResponse> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await app.inject({
      remoteAddress,
      ...options,
      headers: { ...(cookie === '' ? {} : { cookie }), ...options.headers },
    });
    for (const { name, value, maxAge, expires } of answer.cookies) {
      if (value === '' || maxAge === 0 || (expires !== undefined && expires.getTime() <= 0)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const get: Browser['get'] = (url, headers = {}) => send({ method: 'GET', url, headers });
  return {
    cookies,
    send,
    get,
    post: async (url, fields, from) => {
      const token = typeof from === 'string' ? formTokenIn((await get(from)).body) : from.token;
      return send({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        payload: new URLSearchParams({ _csrf: token, ...fields }).toString(),
      });
    },
  };
}

/** The form token in a page. */
export function formTokenIn(body: string): string {
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1];
  assert.ok(token, 'the page has no form token');
  return token;
}
