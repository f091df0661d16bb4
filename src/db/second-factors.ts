/** Passkeys and one-time codes. Every statement is under the rights of their owner: the transaction's requester must be them. */
import sql from 'sql-template-tag';
import { toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** A passkey as it is kept. */
export type Passkey = {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  /** Name of the host it belongs to. */
  readonly relyingParty: string;
  readonly name: string;
  readonly addedAt: Instant;
  readonly lastUsedAt: Instant | null;
};

/** An authenticator app as it is kept. */
export type OneTimeCode = {
  readonly sealedKey: Buffer;
  readonly addedAt: Instant;
  readonly lastUsedAt: Instant | null;
};

/** What a person can prove themselves with beside the password. */
export type Factors = { readonly passkeys: readonly Passkey[]; readonly code: OneTimeCode | null };

/** Every factor of the person served. */
export async function listFactors(tx: Transaction, userId: number): Promise<Factors> {
  const passkeys = await tx.query<Passkey>(
    sql`select credential_id as "credentialId", public_key as "publicKey", counter, transports, relying_party as "relyingParty", name,
        (extract(epoch from added_at) * 1000)::float8 as "addedAt", (extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt"
      from homeward.passkey where user_id = ${userId} order by added_at, credential_id`,
  );
  const code = await tx.maybeOne<OneTimeCode>(
    sql`select sealed_key as "sealedKey", (extract(epoch from added_at) * 1000)::float8 as "addedAt",
        (extract(epoch from last_used_at) * 1000)::float8 as "lastUsedAt"
      from homeward.one_time_code where user_id = ${userId}`,
  );
  return { passkeys, code: code ?? null };
}

/** How many factors there are; until the transaction ends nobody else changes them. */
export async function countFactors(tx: Transaction, userId: number): Promise<number> {
  await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('second factors', ${userId}))`);
  const { count } = await tx.one<{ count: number }>(
    sql`select (select count(*) from homeward.passkey where user_id = ${userId})
        + (select count(*) from homeward.one_time_code where user_id = ${userId}) as count`,
  );
  return count;
}

/** The open account that a passkey belongs to. */
export async function ownerOfPasskey(tx: Transaction, credentialId: string): Promise<number | null> {
  return (await tx.one<{ owner: number | null }>(sql`select homeward.owner_of_passkey(${credentialId}) as owner`))
    .owner;
}

/** Adds a passkey; false where it is known already. */
export async function addPasskey(
  tx: Transaction,
  userId: number,
  passkey: Omit<Passkey, 'addedAt' | 'lastUsedAt'>,
  now: Instant,
): Promise<boolean> {
  const added = await tx.query(
    sql`insert into homeward.passkey (credential_id, user_id, public_key, counter, transports, relying_party, name, added_at)
      values (${passkey.credentialId}, ${userId}, ${passkey.publicKey}, ${passkey.counter}, ${passkey.transports}::text[],
        ${passkey.relyingParty}, ${passkey.name}, ${toIso(now)})
      on conflict (credential_id) do nothing returning credential_id`,
  );
  return added.length > 0;
}

/** Writes down that a passkey was used; false where its counter did not go on, which only a copy's does not. */
export async function usePasskey(
  tx: Transaction,
  credentialId: string,
  counter: number,
  now: Instant,
): Promise<boolean> {
  const used = await tx.query(
    sql`update homeward.passkey set counter = ${counter}, last_used_at = ${toIso(now)}
      where credential_id = ${credentialId} and (counter < ${counter} or (counter = 0 and ${counter} = 0)) returning credential_id`,
  );
  return used.length > 0;
}

/** Takes a passkey away; false where the person has none of this identifier. */
export async function removePasskey(tx: Transaction, userId: number, credentialId: string): Promise<boolean> {
  const removed = await tx.query(
    sql`delete from homeward.passkey where user_id = ${userId} and credential_id = ${credentialId} returning credential_id`,
  );
  return removed.length > 0;
}

/** Gives the person an authenticator app in place of any before; the code that proved it is used. */
export async function setOneTimeCode(
  tx: Transaction,
  userId: number,
  sealedKey: Buffer,
  step: number,
  now: Instant,
): Promise<void> {
  await tx.query(
    sql`insert into homeward.one_time_code (user_id, sealed_key, last_step, added_at, last_used_at)
      values (${userId}, ${sealedKey}, ${step}, ${toIso(now)}, ${toIso(now)})
      on conflict (user_id) do update set sealed_key = excluded.sealed_key, last_step = excluded.last_step,
        added_at = excluded.added_at, last_used_at = excluded.last_used_at`,
  );
}

/** Uses up the code of a half minute and those before it; false where it was used already. Of many at once one succeeds. */
export async function useOneTimeCode(tx: Transaction, userId: number, step: number, now: Instant): Promise<boolean> {
  const used = await tx.query(
    sql`update homeward.one_time_code set last_step = ${step}, last_used_at = ${toIso(now)}
      where user_id = ${userId} and last_step < ${step} returning user_id`,
  );
  return used.length > 0;
}

/** Takes the authenticator app away; false where there is none. */
export async function removeOneTimeCode(tx: Transaction, userId: number): Promise<boolean> {
  const removed = await tx.query(sql`delete from homeward.one_time_code where user_id = ${userId} returning user_id`);
  return removed.length > 0;
}

/** Takes every factor away: the person has lost them, and two others have said so. */
export async function removeFactors(tx: Transaction, userId: number): Promise<void> {
  await tx.query(sql`delete from homeward.passkey where user_id = ${userId}`);
  await tx.query(sql`delete from homeward.one_time_code where user_id = ${userId}`);
}

/** Knows a device from now on; true where it was not known before and others were. */
export async function seeDevice(tx: Transaction, userId: number, digest: Buffer, now: Instant): Promise<boolean> {
  const { others } = await tx.one<{ others: boolean }>(
    sql`select exists (select from homeward.known_device where user_id = ${userId}) as others`,
  );
  const added = await tx.query(
    sql`insert into homeward.known_device (user_id, device_digest, first_seen_at) values (${userId}, ${digest}, ${toIso(now)})
      on conflict do nothing returning user_id`,
  );
  return others && added.length > 0;
}
