/** Giving an account a factor: an authenticator app, or a passkey. */
import type { SignInAccount } from '../db/accounts.ts';
import { recordAudit } from '../db/audit/record.ts';
import type { Requester } from '../db/requester.ts';
import { addPasskey, countFactors, listFactors, setOneTimeCode } from '../db/second-factors.ts';
import { challengeStep, offerKey, takeChallenge, type SignInStep } from '../db/sign-in-steps.ts';
import type { Database, Transaction } from '../db/transaction.ts';
import type { Instant } from '../domain/time/instant.ts';
import { codeKeyAsPicture, codeKeyAsText, newCodeKey, stepOfCode, type Squares } from './one-time-code.ts';
import { madeBy, toMake, type RelyingParty } from './passkey.ts';
import type { Sealing } from './sealing.ts';

/** What a person needs to set up either factor. */
export type Offered = {
  readonly keyText: string;
  readonly picture: Squares;
  /** What the browser is asked for to make a passkey, as JSON; null where this address cannot have one. */
  readonly passkeyOptions: string | null;
};

/** Whose factor, on which way, on whose behalf. */
export type Enrolling = {
  readonly account: SignInAccount;
  readonly step: SignInStep;
  readonly requester: Requester;
  readonly route: string;
};

type Means = { readonly database: Database; readonly sealing: Sealing };

/** Offers a key for an app and a passkey to be made; what is offered stays the same while the way lasts. */
export async function offer(
  { database, sealing }: Means,
  { account, step, requester }: Enrolling,
  party: RelyingParty | null,
): Promise<Offered | null> {
  const owner = String(account.userId);
  return database.transaction('request', requester, async (tx) => {
    const sealed = await offerKey(tx, step.stepHash, sealing.seal(newCodeKey(), owner));
    if (sealed === null) return null;
    const key = sealing.open(sealed, owner);
    const shown = { keyText: codeKeyAsText(key), picture: codeKeyAsPicture(key, account.email) };
    if (party === null) return { ...shown, passkeyOptions: null };
    const { passkeys } = await listFactors(tx, account.userId);
    const options = await toMake(
      party,
      account,
      passkeys.map(({ credentialId }) => credentialId),
    );
    await challengeStep(tx, step.stepHash, options.challenge);
    return { ...shown, passkeyOptions: JSON.stringify(options) };
  });
}

/** Takes the app whose code was typed; false where it is not the code of the key that was offered, or none may be added so. */
export async function takeCode(
  { database, sealing }: Means,
  enrolling: Enrolling,
  typed: string,
  now: Instant,
): Promise<boolean> {
  const { account, step, requester } = enrolling;
  const { sealedKey } = step;
  const codeStep = sealedKey && stepOfCode(sealing.open(sealedKey, String(account.userId)), typed, now);
  if (sealedKey === null || codeStep === null) return false;
  return database.transaction('request', requester, async (tx) => {
    if (!(await mayAdd(tx, enrolling))) return false;
    await setOneTimeCode(tx, account.userId, sealedKey, codeStep, now);
    await recordAdded(tx, enrolling, 'code');
    return true;
  });
}

/** Takes the passkey that the browser made; false where its answer does not hold, or none may be added so. */
export async function takePasskey(
  { database }: Means,
  enrolling: Enrolling,
  party: RelyingParty,
  answer: string,
  name: string,
  now: Instant,
): Promise<boolean> {
  const { account, step, requester } = enrolling;
  const challenge = await database.transaction('request', requester, (tx) => takeChallenge(tx, step.stepHash));
  const made = challenge === null ? null : await madeBy(party, challenge, answer);
  if (made === null) return false;
  return database.transaction('request', requester, async (tx) => {
    if (!(await mayAdd(tx, enrolling))) return false;
    const added = await addPasskey(tx, account.userId, { ...made, relyingParty: party.id, name }, now);
    if (added) await recordAdded(tx, enrolling, 'passkey');
    return added;
  });
}

/** A password alone adds the first factor and no other: otherwise who has guessed it would add their own. */
async function mayAdd(tx: Transaction, { account, step }: Enrolling): Promise<boolean> {
  const before = await countFactors(tx, account.userId);
  return step.userId === account.userId && step.proof !== null && (step.proof === 'session' || before === 0);
}

async function recordAdded(
  tx: Transaction,
  { account, requester, route }: Enrolling,
  factor: 'code' | 'passkey',
): Promise<void> {
  await recordAudit(tx, requester, {
    verb: 'alteration',
    act: 'factor-added',
    route,
    childIds: [],
    aboutUserId: account.userId,
    detail: { factor },
  });
}
