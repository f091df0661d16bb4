/** Identity providers of agencies, as signing in needs them and as an administrator keeps them. */
import sql from 'sql-template-tag';
import type { ProviderKind, ProviderTerms } from '../domain/access/identity-token.ts';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** How Homeward proves to a provider who it is. */
export type ClientAuthentication = 'private-key' | 'secret';

/** A provider that an agency is about to add. */
export type NewProvider = ProviderTerms & {
  readonly agencyCode: string;
  /** Name on the sign-in page. */
  readonly name: string;
  readonly clientAuthentication: ClientAuthentication;
};

/** A provider of an agency. */
export type IdentityProvider = NewProvider & {
  readonly providerId: number;
  readonly agencyName: string;
  readonly openedAt: Instant;
  /** When it was closed; null while it may be used. */
  readonly closedAt: Instant | null;
};

type ProviderRow = {
  provider_id: number;
  agency_code: string;
  agency_name: string;
  name: string;
  kind: string;
  issuer: string;
  client_id: string;
  client_authentication: string;
  tenants: string[];
  acr_values: string[];
  amr_values: string[];
  max_age_seconds: number;
  opened_at: number;
  closed_at: number | null;
};

const COLUMNS = sql`p.provider_id, p.agency_code, a.name as agency_name, p.name, p.kind, p.issuer, p.client_id, p.client_authentication,
  p.tenants, p.acr_values, p.amr_values, p.max_age_seconds, (extract(epoch from p.opened_at) * 1000)::float8 as opened_at,
  (extract(epoch from p.closed_at) * 1000)::float8 as closed_at
  from homeward.identity_provider p join homeward.agency a on a.code = p.agency_code`;

/** Adds a provider; undefined where the agency has one open with this issuer and client. */
export async function addProvider(
  tx: Transaction,
  provider: NewProvider,
  by: number | null,
  now: Instant,
): Promise<number | undefined> {
  const row = await tx.maybeOne<{ provider_id: number }>(
    sql`insert into homeward.identity_provider
        (agency_code, name, kind, issuer, client_id, client_authentication, tenants, acr_values, amr_values, max_age_seconds, opened_at, opened_by)
      values (${provider.agencyCode}, ${provider.name}, ${provider.kind}, ${provider.issuer}, ${provider.clientId},
        ${provider.clientAuthentication}, ${provider.tenants}::text[], ${provider.acrValues}::text[], ${provider.amrValues}::text[],
        ${provider.maxAgeSeconds}, ${toIso(now)}, ${by})
      on conflict (agency_code, issuer, client_id) where closed_at is null do nothing
      returning provider_id`,
  );
  return row?.provider_id;
}

/** Every provider of an agency: those open by name, then those closed. */
export async function listProviders(tx: Transaction, agencyCode: string): Promise<IdentityProvider[]> {
  const rows = await tx.query<ProviderRow>(
    sql`select ${COLUMNS} where p.agency_code = ${agencyCode} order by p.closed_at is not null, p.name, p.provider_id`,
  );
  return rows.map(toProvider);
}

/** Every provider by which somebody may sign in, by the names of the agencies. */
export async function listOpenProviders(tx: Transaction): Promise<IdentityProvider[]> {
  const rows = await tx.query<ProviderRow>(
    sql`select ${COLUMNS} where p.closed_at is null order by a.name, p.name, p.provider_id`,
  );
  return rows.map(toProvider);
}

/** A provider that may be used; undefined where there is none of this number, or it was closed. */
export async function findOpenProvider(tx: Transaction, providerId: number): Promise<IdentityProvider | undefined> {
  const row = await tx.maybeOne<ProviderRow>(
    sql`select ${COLUMNS} where p.provider_id = ${providerId} and p.closed_at is null`,
  );
  return row && toProvider(row);
}

/** Closes a provider of an agency, ends the sessions that began through it and withdraws its invitations; false where there is none open. */
export async function closeProvider(
  tx: Transaction,
  agencyCode: string,
  providerId: number,
  by: number | null,
  now: Instant,
): Promise<boolean> {
  const closed = await tx.maybeOne(
    sql`update homeward.identity_provider set closed_at = ${toIso(now)}, closed_by = ${by}
      where provider_id = ${providerId} and agency_code = ${agencyCode} and closed_at is null returning provider_id`,
  );
  if (closed === undefined) return false;
  await tx.query(
    sql`delete from homeward.session where token_hash in (select token_hash from homeward.provider_session where provider_id = ${providerId})`,
  );
  await tx.query(
    sql`update homeward.invitation set withdrawn_at = ${toIso(now)}
      where provider_id = ${providerId} and agency_code = ${agencyCode} and used_at is null and withdrawn_at is null`,
  );
  return true;
}

/** The provider through which a session began; undefined where it began here. */
export async function providerOfSession(
  tx: Transaction,
  tokenHash: Buffer,
): Promise<{ providerId: number; subject: string } | undefined> {
  return tx.maybeOne(
    sql`select provider_id as "providerId", subject from homeward.provider_session where token_hash = ${tokenHash}`,
  );
}

function toProvider(row: ProviderRow): IdentityProvider {
  return {
    providerId: row.provider_id,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    name: row.name,
    kind: row.kind as ProviderKind,
    issuer: row.issuer,
    clientId: row.client_id,
    clientAuthentication: row.client_authentication as ClientAuthentication,
    tenants: row.tenants,
    acrValues: row.acr_values,
    amrValues: row.amr_values,
    maxAgeSeconds: row.max_age_seconds,
    openedAt: row.opened_at as Instant,
    closedAt: row.closed_at as Instant | null,
  };
}
