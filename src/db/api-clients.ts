/** Systems of agencies that may use the API. Only the SHA-256 of a token is kept. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A system as an administrator sees it. */
export type ApiClient = {
  readonly clientId: number;
  readonly name: string;
  readonly createdAt: Instant;
  /** When it was withdrawn; null while it may be used. */
  readonly endedAt: Instant | null;
};

/** A system that has shown its token, and the agency whose rights it has. */
export type KnownClient = {
  readonly clientId: number;
  readonly name: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly agencyKind: string;
};

/** Lets a system of an agency in; returns its identifier. */
export async function createApiClient(
  tx: Transaction,
  agencyCode: string,
  name: string,
  tokenHash: Buffer,
  now: Instant,
): Promise<number> {
  const row = await tx.one<{ client_id: number }>(
    sql`insert into homeward.api_client (agency_code, name, token_hash, created_at)
      values (${agencyCode}, ${name}, ${tokenHash}, ${toIso(now)}) returning client_id`,
  );
  return row.client_id;
}

/** The system whose token has this SHA-256; undefined where there is none, or it was withdrawn. */
export async function findApiClient(tx: Transaction, tokenHash: Buffer): Promise<KnownClient | undefined> {
  return tx.maybeOne<KnownClient>(
    sql`select c.client_id as "clientId", c.name, c.agency_code as "agencyCode", a.name as "agencyName", a.kind as "agencyKind"
      from homeward.api_client c join homeward.agency a on a.code = c.agency_code
      where c.token_hash = ${tokenHash} and c.ended_at is null`,
  );
}

/** Every system of an agency: those in use by name, then those withdrawn. */
export async function listApiClients(tx: Transaction, agencyCode: string): Promise<ApiClient[]> {
  return tx.query<ApiClient>(
    sql`select client_id as "clientId", name, (extract(epoch from created_at) * 1000)::float8 as "createdAt",
        (extract(epoch from ended_at) * 1000)::float8 as "endedAt"
      from homeward.api_client where agency_code = ${agencyCode}
      order by ended_at is not null, name, client_id`,
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
