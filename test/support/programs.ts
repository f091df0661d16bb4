/** Programs that use the API, for tests: as a system of an agency, or with the session of a person. */
import type { LightMyRequestResponse } from 'fastify';
import sql from 'sql-template-tag';
import { addClientKey } from '../../src/db/api-client-keys.ts';
import { createApiClient } from '../../src/db/api-clients.ts';
import { readPublicKey } from '../../src/features/systems/read-key.ts';
import { hashOf, newToken } from '../../src/web/tokens.ts';
import type { Front } from './front.ts';
import { OPERATOR, requesterOf } from './people.ts';
import { makeKeyPair, signingSystem, type KeyPair, type Transport } from './signing.ts';

/** What a program asks with. */
export type Program = {
  readonly get: (path: string) => Promise<LightMyRequestResponse>;
  readonly post: (
    path: string,
    body: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
};

/** A system of an agency: of the police with a key, by which it signs; of others with a token alone. */
export async function systemOf(front: Front, agencyCode: string): Promise<Program & { readonly clientId: number }> {
  const { kind } = await front.database.read('job', OPERATOR, (tx) =>
    tx.one<{ kind: string }>(sql`select kind from homeward.agency where code = ${agencyCode}`),
  );
  if (kind === 'police') return systemWithKey(front, agencyCode);
  const token = newToken();
  const by = requesterOf(agencyCode);
  const clientId = await front.database.transaction('request', by, (tx) =>
    createApiClient(tx, agencyCode, 'Case management', hashOf(token), front.now),
  );
  return { ...programWith(front, { authorization: `Bearer ${token}` }), clientId };
}

/** A system with a key of its own: it is given tokens that only it can use, and signs what it tells. */
export async function systemWithKey(
  front: Front,
  agencyCode: string,
  algorithm?: string,
): Promise<Program & { readonly clientId: number; readonly keyId: number; readonly key: KeyPair }> {
  const key = await makeKeyPair(algorithm);
  const { clientId, keyId } = await addSystemWithKey(front, agencyCode, key);
  const transport: Transport = async ({ body, ...sent }) => {
    const answer = await front.app.inject({ ...sent, payload: body ?? '' });
    return { status: answer.statusCode, text: answer.body };
  };
  const clientName = `system-${clientId}`;
  const signing = signingSystem({ transport, origin: () => ORIGIN, clientName, key, now: () => front.now });
  return {
    clientId,
    keyId,
    key,
    get: async (path) => {
      const url = `/api/v1${path}`;
      return front.app.inject({ method: 'GET', url, headers: await signing.headersFor('GET', url, {}) });
    },
    post: async (path, body, more = {}) => {
      const url = `/api/v1${path}`;
      const payload = JSON.stringify(body);
      const headers = await signing.headersFor('POST', url, more, payload);
      return front.app.inject({ method: 'POST', url, headers, payload });
    },
  };
}

/** Where an application that is asked in this process believes to be. */
export const ORIGIN = 'http://localhost';

/** Puts a system with a key on record. */
export async function addSystemWithKey(
  { database, now }: Pick<Front, 'database' | 'now'>,
  agencyCode: string,
  key: KeyPair,
): Promise<{ clientId: number; keyId: number }> {
  const read = await readPublicKey(JSON.stringify({ ...key.jwk, alg: key.algorithm }));
  if ('wrong' in read) throw new Error(read.wrong);
  return database.transaction('request', requesterOf(agencyCode), async (tx) => {
    const clientId = await createApiClient(tx, agencyCode, 'Command and control', null, now);
    const keyId = await addClientKey(tx, clientId, read.key, null, now);
    if (keyId === undefined) throw new Error('the key is there already');
    return { clientId, keyId };
  });
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
