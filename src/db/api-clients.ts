/** Systems of agencies that may use the API. Only the SHA-256 of a token is kept. */
import sql from 'sql-template-tag';
import { TOKEN_ALONE_AT_MOST } from '../domain/access/system-proof.ts';
import { instant, toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A system as an administrator sees it. */
export type ApiClient = {
  readonly clientId: number;
  readonly name: string;
  readonly createdAt: Instant;
  /** When it was withdrawn; null while it may be used. */
  readonly endedAt: Instant | null;
  /** Until when its token alone is enough; null where it has none. */
  readonly tokenUntil: Instant | null;
  /** How many keys and certificates of it are in use. */
  readonly keys: number;
};

/** A system that has shown its token, and the agency whose rights it has. */
export type KnownClient = {
  readonly clientId: number;
  readonly name: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly agencyKind: string;
};

/** The columns of a known client, of `c` and `a`. */
const KNOWN = sql`c.client_id as "clientId", c.name, c.agency_code as "agencyCode", a.name as "agencyName", a.kind as "agencyKind"`;

/**
 * Lets a system of an agency in; returns its identifier. With the SHA-256 of a token, that alone is enough until an
 * instant, ninety days away unless given; without, the system needs a key or a certificate.
 */
export async function createApiClient(
  tx: Transaction,
  agencyCode: string,
  name: string,
  tokenHash: Buffer | null,
  now: Instant,
  tokenUntil: Instant = instant(now + TOKEN_ALONE_AT_MOST),
): Promise<number> {
  const row = await tx.one<{ client_id: number }>(
    sql`insert into homeward.api_client (agency_code, name, token_hash, token_until, created_at)
      values (${agencyCode}, ${name}, ${tokenHash}, ${tokenHash === null ? null : toIso(tokenUntil)}, ${toIso(now)})
      returning client_id`,
  );
  return row.client_id;
}

/** The system whose token alone is enough, by its SHA-256; undefined where there is none, or its time is over. */
export async function findApiClient(
  tx: Transaction,
  tokenHash: Buffer,
  now: Instant,
): Promise<KnownClient | undefined> {
  return tx.maybeOne<KnownClient>(
    sql`select ${KNOWN} from homeward.api_client c join homeward.agency a on a.code = c.agency_code
      where c.token_hash = ${tokenHash} and c.ended_at is null and c.token_until > ${toIso(now)}`,
  );
}

/** A system in use by its identifier; undefined where there is none, or it was withdrawn. */
export async function findApiClientById(tx: Transaction, clientId: number): Promise<KnownClient | undefined> {
  return tx.maybeOne<KnownClient>(
    sql`select ${KNOWN} from homeward.api_client c join homeward.agency a on a.code = c.agency_code
      where c.client_id = ${clientId} and c.ended_at is null`,
  );
}

/** An access token that holds, the system it was given to, and what it is bound to. */
export type BoundToken = KnownClient & { readonly boundTo: string; readonly kind: 'key' | 'certificate' };

/** The access token with this SHA-256; undefined where it expired, or its system or the key that obtained it has ended. */
export async function findBoundToken(
  tx: Transaction,
  tokenHash: Buffer,
  now: Instant,
): Promise<BoundToken | undefined> {
  return tx.maybeOne<BoundToken>(
    sql`select ${KNOWN}, t.bound_to as "boundTo", k.kind
      from homeward.api_token t join homeward.api_client_key k on k.key_id = t.key_id
      join homeward.api_client c on c.client_id = t.client_id join homeward.agency a on a.code = c.agency_code
      where t.token_hash = ${tokenHash} and t.expires_at > ${toIso(now)} and k.ended_at is null and c.ended_at is null`,
  );
}

/** Keeps an access token that was given; those that have expired go. */
export async function keepBoundToken(
  tx: Transaction,
  token: {
    readonly tokenHash: Buffer;
    readonly clientId: number;
    readonly keyId: number;
    readonly boundTo: string;
    readonly expiresAt: Instant;
  },
  now: Instant,
): Promise<void> {
  await tx.query(sql`delete from homeward.api_token where expires_at < ${toIso(now)}`);
  await tx.query(
    sql`insert into homeward.api_token (token_hash, client_id, key_id, bound_to, expires_at)
      values (${token.tokenHash}, ${token.clientId}, ${token.keyId}, ${token.boundTo}, ${toIso(token.expiresAt)})`,
  );
}

/** Every system of an agency: those in use by name, then those withdrawn. */
export async function listApiClients(tx: Transaction, agencyCode: string): Promise<ApiClient[]> {
  return tx.query<ApiClient>(
    sql`select c.client_id as "clientId", c.name, (extract(epoch from c.created_at) * 1000)::float8 as "createdAt",
        (extract(epoch from c.ended_at) * 1000)::float8 as "endedAt",
        (extract(epoch from c.token_until) * 1000)::float8 as "tokenUntil",
        (select count(*)::int from homeward.api_client_key k where k.client_id = c.client_id and k.ended_at is null) as keys
      from homeward.api_client c where c.agency_code = ${agencyCode}
      order by c.ended_at is not null, c.name, c.client_id`,
  );
}

/** Withdraws a system of an agency; false where the agency has no such system in use. */
export async function withdrawApiClient(
  tx: Transaction,
  agencyCode: string,
  clientId: number,
  now: Instant,
): Promise<boolean> {
  const ended = await tx.maybeOne(
    sql`update homeward.api_client set ended_at = ${toIso(now)}
      where client_id = ${clientId} and agency_code = ${agencyCode} and ended_at is null returning client_id`,
  );
  return ended !== undefined;
}
