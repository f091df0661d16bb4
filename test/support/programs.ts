/** Programs that use the API, for tests: with the token of a system, or with the session of a person. */
import type { LightMyRequestResponse } from 'fastify';
import { createApiClient } from '../../src/db/api-clients.ts';
import { hashOf, newToken } from '../../src/web/tokens.ts';
import type { Front } from './front.ts';
import { requesterOf } from './people.ts';

/** What a program asks with. */
export type Program = {
  readonly get: (path: string) => Promise<LightMyRequestResponse>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
};

/** A system of an agency, with its token. */
export async function systemOf(
  front: Front,
  agencyCode: string,
): Promise<Program & { readonly clientId: number; readonly token: string }> {
  const token = newToken();
  const by = requesterOf(agencyCode);
  const clientId = await front.database.transaction('request', by, (tx) =>
    createApiClient(tx, agencyCode, 'Case management', hashOf(token), front.now),
  );
  return { ...programWith(front, { authorization: `Bearer ${token}` }), clientId, token };
}

/** A program that runs in the session of a person. */
export async function programOf(front: Front, userId: number): Promise<Program> {
  const { browser, token } = await front.signedIn(userId);
  return programWith(front, { cookie: `homeward=${browser.cookies.get('homeward') ?? ''}`, 'x-csrf-token': token });
}

function programWith({ app }: Front, headers: Readonly<Record<string, string>>): Program {
  return {
    get: (path) => app.inject({ method: 'GET', url: `/api/v1${path}`, headers }),
    post: (path, body, more = {}) =>
      app.inject({
        method: 'POST',
        url: `/api/v1${path}`,
        headers: { ...headers, ...more, 'content-type': 'application/json' },
        payload: JSON.stringify(body),
      }),
  };
}
