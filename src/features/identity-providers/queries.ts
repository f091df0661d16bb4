/** Identities, invitations, and sign-ins on their way to a provider and back. */
import sql from 'sql-template-tag';
import type { ProvenIdentity } from '../../domain/access/identity-token.ts';
import type { EndedAtProvider } from '../../domain/access/logout-token.ts';
import { toIso, type Instant } from '../../domain/time/instant.ts';
import type { Transaction } from '../../db/transaction.ts';

/** A sign-in that has gone to a provider. */
export type GoneToProvider = {
  readonly providerId: number;
  readonly returnPath: string;
  readonly invitationId: number | null;
  /** Who is to show again who they are; null at a sign-in. */
  readonly afreshUserId: number | null;
  readonly askedAt: Instant;
};

/** Keeps a sign-in that goes to a provider, for the browser that began it; those that never came back are thrown away. */
export async function keepGone(
  tx: Transaction,
  browserHash: Buffer,
  gone: GoneToProvider,
  forgetBefore: Instant,
): Promise<void> {
  await tx.query(sql`delete from homeward.provider_sign_in where asked_at <= ${toIso(forgetBefore)}`);
  await tx.query(
    sql`insert into homeward.provider_sign_in (browser_hash, provider_id, return_path, invitation_id, afresh_user_id, asked_at)
      values (${browserHash}, ${gone.providerId}, ${gone.returnPath}, ${gone.invitationId}, ${gone.afreshUserId}, ${toIso(gone.askedAt)})`,
  );
}

/** Takes a sign-in that has come back: once, whatever comes of it. */
export async function takeGone(tx: Transaction, browserHash: Buffer): Promise<GoneToProvider | undefined> {
  return tx.maybeOne<GoneToProvider>(
    sql`delete from homeward.provider_sign_in where browser_hash = ${browserHash}
      returning provider_id as "providerId", return_path as "returnPath", invitation_id as "invitationId",
        afresh_user_id as "afreshUserId", (extract(epoch from asked_at) * 1000)::float8 as "askedAt"`,
  );
}

/** The open account of an identity in an agency, with its role. */
export type KnownPerson = { readonly userId: number; readonly role: string };

/** Whose account an identity opens, in the agency of the provider; undefined where none is open. */
export async function personOf(
  tx: Transaction,
  agencyCode: string,
  { issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>,
): Promise<KnownPerson | undefined> {
  return tx.maybeOne<KnownPerson>(
    sql`select u.user_id as "userId", u.role from homeward.identity i
      join homeward.user_account u on u.user_id = i.user_id and u.agency_code = i.agency_code and u.disabled_at is null
      where i.issuer = ${issuer} and i.subject = ${subject} and i.agency_code = ${agencyCode}`,
  );
}

/** An invitation that may still be used, and for whom. */
export type OpenInvitation = {
  readonly invitationId: number;
  readonly providerId: number;
  readonly displayName: string;
};

/** The invitation with this code, while it may be used. */
export async function findInvitation(
  tx: Transaction,
  codeHash: Buffer,
  now: Instant,
): Promise<OpenInvitation | undefined> {
  return tx.maybeOne<OpenInvitation>(
    sql`select v.invitation_id as "invitationId", v.provider_id as "providerId", u.display_name as "displayName"
      from homeward.invitation v
      join homeward.user_account u on u.user_id = v.user_id and u.disabled_at is null
      join homeward.identity_provider p on p.provider_id = v.provider_id and p.closed_at is null
      where v.code_hash = ${codeHash} and v.used_at is null and v.withdrawn_at is null and v.expires_at > ${toIso(now)}`,
  );
}

/** Spends an invitation: whose account it is; undefined where it may not be used any more. */
export async function spendInvitation(
  tx: Transaction,
  invitationId: number,
  providerId: number,
  now: Instant,
): Promise<KnownPerson | undefined> {
  return tx.maybeOne<KnownPerson>(
    sql`update homeward.invitation v set used_at = ${toIso(now)}
      from homeward.user_account u
      where v.invitation_id = ${invitationId} and v.provider_id = ${providerId} and v.used_at is null and v.withdrawn_at is null
        and v.expires_at > ${toIso(now)} and u.user_id = v.user_id and u.agency_code = v.agency_code and u.disabled_at is null
      returning u.user_id as "userId", u.role`,
  );
}

/** Joins an account to an identity, in place of the one it had; false where the identity is somebody else's. */
export async function joinIdentity(
  tx: Transaction,
  to: { readonly userId: number; readonly agencyCode: string; readonly providerId: number },
  identity: ProvenIdentity,
  now: Instant,
): Promise<boolean> {
  await tx.query(sql`delete from homeward.identity where user_id = ${to.userId} and agency_code = ${to.agencyCode}`);
  const joined = await tx.maybeOne(
    sql`insert into homeward.identity (issuer, subject, user_id, agency_code, provider_id, tenant, object_id, joined_at)
      values (${identity.issuer}, ${identity.subject}, ${to.userId}, ${to.agencyCode}, ${to.providerId}, ${identity.tenant},
        ${identity.objectId}, ${toIso(now)})
      on conflict (issuer, subject) do nothing returning user_id`,
  );
  return joined !== undefined;
}

/** Remembers through which provider a session began; false where the provider has been closed meanwhile. */
export async function keepProviderSession(
  tx: Transaction,
  tokenHash: Buffer,
  providerId: number,
  { subject, providerSession }: Pick<ProvenIdentity, 'subject' | 'providerSession'>,
): Promise<boolean> {
  const kept = await tx.maybeOne(
    sql`insert into homeward.provider_session (token_hash, provider_id, subject, provider_session)
      select ${tokenHash}, p.provider_id, ${subject}, ${providerSession}
      from homeward.identity_provider p where p.provider_id = ${providerId} and p.closed_at is null
      returning provider_id`,
  );
  return kept !== undefined;
}

/** Ends the sessions that a provider says are over: those of its session where it names one, else all of the person's. Whose they were. */
export async function endSessionsOf(tx: Transaction, providerId: number, ended: EndedAtProvider): Promise<number[]> {
  const ones = await tx.query<{ user_id: number }>(
    sql`delete from homeward.session s using homeward.provider_session p
      where p.token_hash = s.token_hash and p.provider_id = ${providerId}
        and (${ended.subject}::text is null or p.subject = ${ended.subject})
        and (${ended.providerSession}::text is null or p.provider_session = ${ended.providerSession}
          or (p.provider_session is null and p.subject = ${ended.subject}))
      returning s.user_id`,
  );
  return ones.map(({ user_id }) => user_id);
}

/** Invites the person of an account; invitations before it do not work any more. */
export async function addInvitation(
  tx: Transaction,
  invitation: {
    readonly codeHash: Buffer;
    readonly userId: number;
    readonly providerId: number;
    readonly agencyCode: string;
    readonly createdBy: number | null;
    readonly createdAt: Instant;
    readonly expiresAt: Instant;
  },
): Promise<void> {
  const { createdAt } = invitation;
  await tx.query(
    sql`update homeward.invitation set withdrawn_at = ${toIso(createdAt)}
      where user_id = ${invitation.userId} and agency_code = ${invitation.agencyCode} and used_at is null and withdrawn_at is null`,
  );
  await tx.query(
    sql`insert into homeward.invitation (code_hash, user_id, provider_id, agency_code, created_at, created_by, expires_at)
      values (${invitation.codeHash}, ${invitation.userId}, ${invitation.providerId}, ${invitation.agencyCode}, ${toIso(createdAt)},
        ${invitation.createdBy}, ${toIso(invitation.expiresAt)})`,
  );
}

/** A person who signs in, or is to sign in, through a provider. */
export type PersonOfProvider = {
  readonly userId: number;
  readonly displayName: string;
  readonly role: string;
  /** When they first signed in; null while their invitation waits. */
  readonly joinedAt: Instant | null;
  /** Until when their invitation works; null where none waits. */
  readonly invitedUntil: Instant | null;
};

/** The people with open accounts who sign in through a provider of an agency, or are invited to, by name. */
export async function listPeopleOf(
  tx: Transaction,
  agencyCode: string,
  providerId: number,
  now: Instant,
): Promise<PersonOfProvider[]> {
  return tx.query<PersonOfProvider>(
    sql`select u.user_id as "userId", u.display_name as "displayName", u.role,
        (extract(epoch from i.joined_at) * 1000)::float8 as "joinedAt",
        (select (extract(epoch from max(v.expires_at)) * 1000)::float8 from homeward.invitation v
          where v.user_id = u.user_id and v.provider_id = ${providerId} and v.used_at is null and v.withdrawn_at is null
            and v.expires_at > ${toIso(now)}) as "invitedUntil"
      from homeward.user_account u left join homeward.identity i on i.user_id = u.user_id and i.provider_id = ${providerId}
      where u.agency_code = ${agencyCode} and u.disabled_at is null
        and (i.user_id is not null or exists (select from homeward.invitation v where v.user_id = u.user_id and v.provider_id = ${providerId}))
      order by u.display_name, u.user_id`,
  );
}
