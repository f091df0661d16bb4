/** What an administrator sees and changes of what a person of the agency may do. Children are counted and never named. */
import sql from 'sql-template-tag';
import type { Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** How a person signs in. */
export type AccountStanding = {
  readonly passkeys: number;
  readonly hasApp: boolean;
  /** Null where they never did. */
  readonly lastSignedInAt: Instant | null;
};

/** How a person of the requester's agency signs in; undefined for who is none, or to who is no administrator of it. */
export async function accountStanding(tx: Transaction, userId: number): Promise<AccountStanding | undefined> {
  return tx.maybeOne<AccountStanding>(
    sql`select passkeys, has_app as "hasApp", floor(extract(epoch from last_signed_in) * 1000)::float8 as "lastSignedInAt"
      from homeward.account_standing(${userId})`,
  );
}

/** Children whom somebody sees before and after a change, and how many come and go. */
export type SightCount = {
  readonly before: number;
  readonly after: number;
  readonly gained: number;
  readonly lost: number;
};

/** How many children a person sees in one role and would in another; null for no role, or for a system in place of a person. */
export async function countChangeOfSight(
  tx: Transaction,
  userId: number | null,
  fromRole: string | null,
  toRole: string | null,
): Promise<SightCount> {
  return tx.one<SightCount>(
    sql`select before, after, gained, lost from homeward.change_of_role(${userId}, ${fromRole}, ${toRole})`,
  );
}

/** Open accounts of an agency's administrators. Until the transaction ends nobody else changes or closes one of them. */
export async function lockAdministrators(tx: Transaction, agencyCode: string): Promise<number[]> {
  const rows = await tx.query<{ user_id: number }>(
    sql`select user_id from homeward.user_account
      where agency_code = ${agencyCode} and role = 'agency-administrator' and disabled_at is null
      order by user_id for no key update`,
  );
  return rows.map(({ user_id: userId }) => userId);
}

/** What a person is, as it may be changed. */
export type HeldRole = { readonly role: string; readonly rank: string | null; readonly team: string | null };

/** What an open account of an agency holds, which nobody else changes until the transaction ends; undefined where there is none. */
export async function lockRole(tx: Transaction, agencyCode: string, userId: number): Promise<HeldRole | undefined> {
  return tx.maybeOne<HeldRole>(
    sql`select role, rank, team from homeward.user_account
      where user_id = ${userId} and agency_code = ${agencyCode} and disabled_at is null for no key update`,
  );
}

/** Gives an account of an agency another role, rank and team: it holds from the person's next request on. */
export async function saveRole(tx: Transaction, agencyCode: string, userId: number, held: HeldRole): Promise<void> {
  await tx.query(
    sql`update homeward.user_account set role = ${held.role}, rank = ${held.rank}, team = ${held.team}
      where user_id = ${userId} and agency_code = ${agencyCode} and disabled_at is null`,
  );
}
