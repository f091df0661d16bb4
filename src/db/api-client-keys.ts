/** Public keys and certificates by which systems of agencies prove who they are. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A public key as a JWK: its public members alone. */
export type PublicJwk = Readonly<Record<string, string>>;

/** A key or a certificate, as an administrator adds it. */
export type NewClientKey =
  | {
      readonly kind: 'key';
      /** The one algorithm it signs with, as JWA names it. */
      readonly algorithm: string;
      readonly thumbprint: string;
      readonly publicKey: PublicJwk;
    }
  | { readonly kind: 'certificate'; readonly thumbprint: string };

/** A key or certificate of a system, as it is kept. */
export type ClientKey = {
  readonly keyId: number;
  readonly kind: 'key' | 'certificate';
  readonly algorithm: string | null;
  /** Base64url SHA-256: of a key by RFC 7638, of a certificate of its bytes. */
  readonly thumbprint: string;
  readonly publicKey: PublicJwk | null;
  readonly addedAt: Instant;
  readonly endedAt: Instant | null;
};

/** Every key and certificate of a system: those in use first, the newest before the others. */
export async function listClientKeys(tx: Transaction, clientId: number): Promise<ClientKey[]> {
  return tx.query<ClientKey>(
    sql`select key_id as "keyId", kind, algorithm, thumbprint, public_key as "publicKey",
        (extract(epoch from added_at) * 1000)::float8 as "addedAt", (extract(epoch from ended_at) * 1000)::float8 as "endedAt"
      from homeward.api_client_key where client_id = ${clientId} order by ended_at is not null, key_id desc`,
  );
}

/** The keys and certificates of a system that may be used. */
export async function listKeysInUse(tx: Transaction, clientId: number): Promise<ClientKey[]> {
  return (await listClientKeys(tx, clientId)).filter(({ endedAt }) => endedAt === null);
}

/** Whether a key with this thumbprint is in use by a system of another agency. */
export async function isKeyOfAnotherAgency(tx: Transaction, thumbprint: string, agencyCode: string): Promise<boolean> {
  const { found } = await tx.one<{ found: boolean }>(
    sql`select exists (select from homeward.api_client_key k join homeward.api_client c on c.client_id = k.client_id
      where k.thumbprint = ${thumbprint} and k.ended_at is null and c.ended_at is null and c.agency_code <> ${agencyCode}) as found`,
  );
  return found;
}

/** Adds a key or certificate to a system of the requester's agency; undefined where the system has, or had, it already. */
export async function addClientKey(
  tx: Transaction,
  clientId: number,
  key: NewClientKey,
  userId: number | null,
  now: Instant,
): Promise<number | undefined> {
  const [algorithm, publicKey] = key.kind === 'key' ? [key.algorithm, JSON.stringify(key.publicKey)] : [null, null];
  const added = await tx.maybeOne<{ keyId: number }>(
    sql`insert into homeward.api_client_key (client_id, kind, algorithm, thumbprint, public_key, added_at, added_by)
      values (${clientId}, ${key.kind}, ${algorithm}, ${key.thumbprint}, ${publicKey}::jsonb, ${toIso(now)}, ${userId})
      on conflict (client_id, thumbprint) do nothing returning key_id as "keyId"`,
  );
  return added?.keyId;
}

/** Ends a key or certificate of a system of the requester's agency; false where there is none in use. */
export async function endClientKey(
  tx: Transaction,
  clientId: number,
  keyId: number,
  userId: number | null,
  now: Instant,
): Promise<boolean> {
  const ended = await tx.maybeOne(
    sql`update homeward.api_client_key set ended_at = ${toIso(now)}, ended_by = ${userId}
      where key_id = ${keyId} and client_id = ${clientId} and ended_at is null returning key_id`,
  );
  return ended !== undefined;
}
