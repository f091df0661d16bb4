/** Proving who one is: by a one-time code, by a passkey. What does not hold is counted, and recorded. */
import { createHash } from 'node:crypto';
import { openAccountOf, type SignInAccount } from '../db/accounts.ts';
import { recordAudit } from '../db/audit/record.ts';
import type { Requester } from '../db/requester.ts';
import { listFactors, ownerOfPasskey, useOneTimeCode, usePasskey } from '../db/second-factors.ts';
import { countAttempts, forgetAttempts, recordAttempt } from '../db/sign-in-attempts.ts';
import { takeChallenge, type SignInStep } from '../db/sign-in-steps.ts';
import type { Database, Transaction } from '../db/transaction.ts';
import { ATTEMPT_WINDOW, CODE_LIMITS, mayAttempt } from '../domain/access/sign-in-limits.ts';
import { instant, type Instant } from '../domain/time/instant.ts';
import { stepOfCode } from './one-time-code.ts';
import { credentialIn, signedBy, type RelyingParty } from './passkey.ts';
import type { Sealing } from './sealing.ts';

/** Where an attempt comes from, for the limits and the audit. */
export type Attempted = { readonly source: string; readonly route: string; readonly requestId: string };

/** What came of it. */
export type Proven = 'proven' | 'refused' | 'too-many';

/** Digests that tell one account and one source from another and name neither; `kind` keeps those of each factor apart. */
export function digestsOf(kind: string, account: string, source: string): { account: Buffer; source: Buffer } {
  return { account: digest(`${kind} ${account}`), source: digest(`${kind} ${source}`) };
}

/** Whether a code is the one that this account's app shows now and was not used before. Of many at once one succeeds. */
export async function proveByCode(
  { database, sealing }: { readonly database: Database; readonly sealing: Sealing },
  account: SignInAccount,
  typed: string,
  attempted: Attempted,
  now: Instant,
): Promise<Proven> {
  const requester = inTheNameOf(account, attempted);
  const digests = digestsOf('code', String(account.userId), attempted.source);
  return database.transaction('request', requester, async (tx) => {
    const before = await countAttempts(tx, digests, instant(now - ATTEMPT_WINDOW));
    if (!mayAttempt(before, CODE_LIMITS)) return refuse(tx, requester, attempted, account.userId, 'too-many', 'code');
    await recordAttempt(tx, digests, now);
    const { code } = await listFactors(tx, account.userId);
    const step = code && stepOfCode(sealing.open(code.sealedKey, String(account.userId)), typed, now);
    if (step === null || !(await useOneTimeCode(tx, account.userId, step, now)))
      return refuse(tx, requester, attempted, account.userId, 'refused', 'code');
    await forgetAttempts(tx, digests);
    return 'proven';
  });
}

/** Whose passkey has signed what this browser was asked for; null where none has. Each challenge is answered once. */
export async function proveByPasskey(
  database: Database,
  party: RelyingParty,
  step: SignInStep,
  answer: string,
  attempted: Attempted,
  now: Instant,
): Promise<SignInAccount | null> {
  const nobody: Requester = { userId: null, agencyCode: null, purpose: 'sign-in', requestId: attempted.requestId };
  const credentialId = credentialIn(answer);
  const { challenge, account } = await database.transaction('request', nobody, async (tx) => {
    const owner = credentialId === null ? null : await ownerOfPasskey(tx, credentialId);
    return {
      challenge: await takeChallenge(tx, step.stepHash),
      account: owner === null ? undefined : await openAccountOf(tx, owner),
    };
  });
  const expected = step.userId === null || step.userId === account?.userId;
  if (account !== undefined && challenge !== null && expected) {
    const requester = inTheNameOf(account, attempted);
    const known = await database.transaction('request', requester, async (tx) => {
      const { passkeys } = await listFactors(tx, account.userId);
      const kept = passkeys.find((one) => one.credentialId === credentialId && one.relyingParty === party.id);
      const counter = kept ? await signedBy(party, challenge, answer, kept, account.userId) : null;
      return kept !== undefined && counter !== null && (await usePasskey(tx, kept.credentialId, counter, now));
    });
    if (known) return account;
  }
  await database.transaction('request', nobody, (tx) =>
    refuse(tx, nobody, attempted, account?.userId ?? step.userId, 'refused', 'passkey'),
  );
  return null;
}

async function refuse(
  tx: Transaction,
  requester: Requester,
  attempted: Attempted,
  aboutUserId: number | null,
  why: 'refused' | 'too-many',
  factor: 'code' | 'passkey',
): Promise<'refused' | 'too-many'> {
  await recordAudit(tx, requester, {
    verb: 'consultation',
    act: 'sign-in-refused',
    outcome: 'refused',
    route: attempted.route,
    childIds: [],
    aboutUserId,
    detail: { factor, reason: why },
  });
  return why;
}

function inTheNameOf({ userId, agencyCode, role }: SignInAccount, { requestId }: Attempted): Requester {
  return { userId, agencyCode, role, purpose: 'sign-in', requestId };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
