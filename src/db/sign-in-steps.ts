/** How far a browser has got on its way to a session, by the digest of the token in its cookie. */
import sql from 'sql-template-tag';
import { instant, toIso, type Instant } from '../domain/time/instant.ts';
import type { Transaction } from './transaction.ts';

/** What the person has proved themselves by so far. */
export type Proof = 'password' | 'recovery' | 'session';

/** How far it has got. */
export type SignInStep = {
  readonly stepHash: Buffer;
  /** Null where nothing is proved yet: a passkey will say who it is. */
  readonly userId: number | null;
  readonly proof: Proof | null;
  /** Key of one-time codes that is offered, encrypted. */
  readonly sealedKey: Buffer | null;
  readonly returnTo: string;
  readonly begunAt: Instant;
};

/** Begins; those begun before `forgottenBefore` go. */
export async function beginStep(
  tx: Transaction,
  step: Omit<SignInStep, 'sealedKey'>,
  forgottenBefore: Instant,
): Promise<void> {
  await tx.query(sql`delete from homeward.sign_in_step where begun_at < ${toIso(forgottenBefore)}`);
  await tx.query(
    sql`insert into homeward.sign_in_step (step_hash, user_id, proof, return_to, begun_at)
      values (${step.stepHash}, ${step.userId}, ${step.proof}, ${step.returnTo}, ${toIso(step.begunAt)})`,
  );
}

/** The step of a token that was begun after an instant, and whose account is open. */
export async function findStep(tx: Transaction, stepHash: Buffer, after: Instant): Promise<SignInStep | undefined> {
  const row = await tx.maybeOne<{
    user_id: number | null;
    proof: Proof | null;
    sealed_key: Buffer | null;
    return_to: string;
    begun_at: number;
  }>(
    sql`select s.user_id, s.proof, s.sealed_key, s.return_to, (extract(epoch from s.begun_at) * 1000)::float8 as begun_at
      from homeward.sign_in_step s left join homeward.user_account u on u.user_id = s.user_id
      where s.step_hash = ${stepHash} and s.begun_at > ${toIso(after)} and u.disabled_at is null`,
  );
  return (
    row && {
      stepHash,
      userId: row.user_id,
      proof: row.proof,
      sealedKey: row.sealed_key,
      returnTo: row.return_to,
      begunAt: instant(row.begun_at),
    }
  );
}

/** Asks the browser to have this signed. */
export async function challengeStep(tx: Transaction, stepHash: Buffer, challenge: string): Promise<void> {
  await tx.query(sql`update homeward.sign_in_step set challenge = ${challenge} where step_hash = ${stepHash}`);
}

/** What was to be signed, taken away: of many answers one finds it. */
export async function takeChallenge(tx: Transaction, stepHash: Buffer): Promise<string | null> {
  const row = await tx.maybeOne<{ challenge: string | null }>(
    sql`with before as (select step_hash, challenge from homeward.sign_in_step where step_hash = ${stepHash} for update)
      update homeward.sign_in_step s set challenge = null from before b where b.step_hash = s.step_hash returning b.challenge`,
  );
  return row?.challenge ?? null;
}

/** Offers a key of one-time codes; one that is offered already stays, so that a page shown twice says the same. */
export async function offerKey(tx: Transaction, stepHash: Buffer, sealedKey: Buffer): Promise<Buffer | null> {
  const row = await tx.maybeOne<{ sealed_key: Buffer }>(
    sql`update homeward.sign_in_step set sealed_key = coalesce(sealed_key, ${sealedKey}) where step_hash = ${stepHash} returning sealed_key`,
  );
  return row?.sealed_key ?? null;
}

/** Ends it; false where it had ended already, so that of many at once one goes on. */
export async function endStep(tx: Transaction, stepHash: Buffer): Promise<boolean> {
  const ended = await tx.query(
    sql`delete from homeward.sign_in_step where step_hash = ${stepHash} returning step_hash`,
  );
  return ended.length > 0;
}
