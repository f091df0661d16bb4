/** What an administrator does to the systems of the agency: each is in the audit. */
import { addClientKey, endClientKey, listKeysInUse, type NewClientKey } from '../../db/api-client-keys.ts';
import { createApiClient, withdrawApiClient } from '../../db/api-clients.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Database, Transaction } from '../../db/transaction.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { hashOf, newToken } from '../../web/tokens.ts';

/** Most keys and certificates in use of one system: two of each, so that one replaces another. */
export const KEYS_AT_MOST = 4;

/** Lets a system of the administrator's own agency in, which is to be given a key. */
export async function letSystemIn(
  database: Database,
  administrator: SignedIn,
  name: string,
  now: Instant,
): Promise<number> {
  return database.transaction('request', administrator, (tx) => letIn(tx, administrator, name, null, now));
}

/** Lets a system in by a token alone until an instant, and returns the token: it is shown once and kept nowhere. */
export async function letSystemInByToken(
  database: Database,
  administrator: SignedIn,
  system: { readonly name: string; readonly until: Instant },
  now: Instant,
): Promise<string> {
  const token = newToken();
  await database.transaction('request', administrator, (tx) =>
    letIn(tx, administrator, system.name, { hash: hashOf(token), until: system.until }, now),
  );
  return token;
}

async function letIn(
  tx: Transaction,
  administrator: SignedIn,
  name: string,
  token: { readonly hash: Buffer; readonly until: Instant } | null,
  now: Instant,
): Promise<number> {
  const clientId = await createApiClient(tx, administrator.agencyCode, name, token?.hash ?? null, now, token?.until);
  await record(tx, administrator, 'system-let-in', paths.newSystem, { clientId, tokenAlone: token !== null });
  return clientId;
}

/** Adds a key or certificate to a system in use of the administrator's own agency. */
export async function addKey(
  database: Database,
  administrator: SignedIn,
  clientId: number,
  key: NewClientKey,
  now: Instant,
): Promise<'added' | 'had-already' | 'too-many'> {
  return database.transaction('request', administrator, async (tx) => {
    if ((await listKeysInUse(tx, clientId)).length >= KEYS_AT_MOST) return 'too-many';
    const keyId = await addClientKey(tx, clientId, key, administrator.userId, now);
    if (keyId === undefined) return 'had-already';
    const { kind, thumbprint } = key;
    await record(tx, administrator, 'system-key-added', paths.newSystemKey, { clientId, keyId, kind, thumbprint });
    return 'added';
  });
}

/** Ends a key or certificate: it, and every token obtained by it, stops working at the next request. */
export async function endKey(
  database: Database,
  administrator: SignedIn,
  { clientId, keyId }: { readonly clientId: number; readonly keyId: number },
  now: Instant,
): Promise<void> {
  await database.transaction('request', administrator, async (tx) => {
    if (!(await endClientKey(tx, clientId, keyId, administrator.userId, now))) return;
    await record(tx, administrator, 'system-key-ended', paths.endSystemKey, { clientId, keyId });
  });
}

/** Withdraws a system of the administrator's own agency: nothing it has works from its next request on. */
export async function withdrawSystem(
  database: Database,
  administrator: SignedIn,
  clientId: number,
  now: Instant,
): Promise<void> {
  await database.transaction('request', administrator, async (tx) => {
    if (!(await withdrawApiClient(tx, administrator.agencyCode, clientId, now))) return;
    await record(tx, administrator, 'system-withdrawn', paths.withdrawSystem, { clientId });
  });
}

async function record(
  tx: Transaction,
  administrator: SignedIn,
  act: string,
  route: string,
  detail: Readonly<Record<string, string | number | boolean>>,
): Promise<void> {
  await recordAudit(tx, administrator, { verb: 'alteration', act, route, childIds: [], detail });
}
