/** Accounts of people. They hold no case data; an administrator reaches those of one's own agency only. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** An account about to be made. */
export type NewAccount = {
  readonly agencyCode: string;
  readonly displayName: string;
  readonly email: string;
  /** Role of the field, as the access policy lists it. */
  readonly role: string;
  readonly team?: string | null;
  /** Police rank; none for everybody else. */
  readonly rank?: string | null;
  /** Null for a person who cannot sign in by password. */
  readonly passwordHash: string | null;
  /** An invented person of the demonstration, who signs in by one click. */
  readonly demonstration?: boolean;
};

/** An account as an administrator sees it. */
export type Account = {
  readonly userId: number;
  readonly agencyCode: string;
  readonly displayName: string;
  readonly email: string;
  readonly role: string;
  readonly team: string | null;
  /** Police rank; null for who has none. */
  readonly rank: string | null;
  readonly createdAt: Instant;
  /** Whether the person signs in by a password here. */
  readonly byPassword: boolean;
  /** When it was closed; null while open. */
  readonly closedAt: Instant | null;
};

/** Makes an account; undefined where the address has one already, in whatever agency. */
export async function createAccount(tx: Transaction, account: NewAccount): Promise<number | undefined> {
  const row = await tx.maybeOne<{ user_id: number }>(
    sql`insert into homeward.user_account (agency_code, display_name, email, role, team, rank, password_hash, demonstration)
      values (${account.agencyCode}, ${account.displayName}, ${account.email}, ${account.role}, ${account.team ?? null}, ${account.rank ?? null}, ${account.passwordHash}, ${account.demonstration ?? false})
      on conflict ((lower(email))) do nothing
      returning user_id`,
  );
  return row?.user_id;
}

/** What signing in needs of an open account. */
export type SignInAccount = {
  readonly userId: number;
  readonly agencyCode: string;
  readonly role: string;
  readonly displayName: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly demonstration: boolean;
};

/** The open account of an address; undefined where there is none. */
export async function accountToSignIn(tx: Transaction, email: string): Promise<SignInAccount | undefined> {
  return tx.maybeOne<SignInAccount>(
    sql`select user_id as "userId", agency_code as "agencyCode", role, display_name as "displayName", email,
        password_hash as "passwordHash", demonstration
      from homeward.user_account where lower(email) = lower(${email}) and disabled_at is null`,
  );
}

/** An open account by its number. */
export async function openAccountOf(tx: Transaction, userId: number): Promise<SignInAccount | undefined> {
  return tx.maybeOne<SignInAccount>(
    sql`select user_id as "userId", agency_code as "agencyCode", role, display_name as "displayName", email,
        password_hash as "passwordHash", demonstration
      from homeward.user_account where user_id = ${userId} and disabled_at is null`,
  );
}

/** Gives the person served another password. */
export async function changeOwnPassword(tx: Transaction, passwordHash: string): Promise<void> {
  await tx.query(sql`select homeward.change_own_password(${passwordHash})`);
}

type AccountRow = {
  user_id: number;
  agency_code: string;
  display_name: string;
  email: string;
  role: string;
  team: string | null;
  rank: string | null;
  by_password: boolean;
  created_at: number;
  disabled_at: number | null;
};

/** Every account of an agency: those open by name, then those closed. */
export async function listAccounts(tx: Transaction, agencyCode: string): Promise<Account[]> {
  const rows = await tx.query<AccountRow>(
    sql`select user_id, agency_code, display_name, email, role, team, rank, password_hash is not null as by_password,
        (extract(epoch from created_at) * 1000)::float8 as created_at, (extract(epoch from disabled_at) * 1000)::float8 as disabled_at
      from homeward.user_account where agency_code = ${agencyCode}
      order by disabled_at is not null, display_name, user_id`,
  );
  return rows.map((row) => ({
    userId: row.user_id,
    agencyCode: row.agency_code,
    displayName: row.display_name,
    email: row.email,
    role: row.role,
    team: row.team,
    rank: row.rank,
    byPassword: row.by_password,
    createdAt: row.created_at as Instant,
    closedAt: row.disabled_at as Instant | null,
  }));
}

/** Closes an account of an agency and ends its sessions; false where the agency has no such open account. */
export async function closeAccount(
  tx: Transaction,
  agencyCode: string,
  userId: number,
  now: Instant,
): Promise<boolean> {
  const closed = await tx.maybeOne(
    sql`update homeward.user_account set disabled_at = ${toIso(now)}
      where user_id = ${userId} and agency_code = ${agencyCode} and disabled_at is null returning user_id`,
  );
  if (closed === undefined) return false;
  await tx.query(sql`delete from homeward.session where user_id = ${userId}`);
  return true;
}

/** An invented person of the demonstration, as the sign-in page offers them. */
export type DemonstrationPerson = {
  readonly userId: number;
  readonly displayName: string;
  readonly role: string;
  readonly team: string | null;
  readonly agencyCode: string;
  readonly agencyName: string;
};

/** The invented people of the demonstration, in the order they were made. */
export async function listDemonstrationPeople(tx: Transaction): Promise<DemonstrationPerson[]> {
  return tx.query<DemonstrationPerson>(
    sql`select u.user_id as "userId", u.display_name as "displayName", u.role, u.team, u.agency_code as "agencyCode", a.name as "agencyName"
      from homeward.user_account u join homeward.agency a on a.code = u.agency_code
      where u.demonstration and u.disabled_at is null order by u.user_id`,
  );
}
