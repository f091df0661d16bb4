/** Passkeys: the browser's side is asked for, and its answers are checked. The person is always verified, by PIN or body. */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';

/** Where passkeys belong to: the address that people type, and the name of its host. */
export type RelyingParty = { readonly origin: string; readonly id: string };

/** A passkey as it is kept. */
export type KeptPasskey = {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
};

/** The relying party of an address; null where the browser would not make a passkey: it needs a name, and https unless at home. */
export function relyingPartyOf(origin: string): RelyingParty | null {
  const url = URL.parse(origin);
  if (url === null || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return null;
  return url.protocol === 'https:' || url.hostname === 'localhost' ? { origin: url.origin, id: url.hostname } : null;
}

/** What names an account to its authenticators, and says nothing of the person. */
export function handleOf(userId: number): Buffer {
  return createHash('sha256').update(`homeward account ${userId}`).digest();
}

/** What the browser is asked for to make a passkey. */
export async function toMake(
  party: RelyingParty,
  person: { readonly userId: number; readonly email: string; readonly displayName: string },
  known: readonly string[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: 'Homeward',
    rpID: party.id,
    userName: person.email,
    userDisplayName: person.displayName,
    userID: new Uint8Array(handleOf(person.userId)),
    attestationType: 'none',
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What the browser is asked for to use one: one of these, or any that it has for us. */
export async function toUse(
  party: RelyingParty,
  known: readonly KeptPasskey[] | null,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: party.id,
    userVerification: 'required',
    ...(known === null ? {} : { allowCredentials: known.map(({ credentialId: id }) => ({ id })) }),
  });
}

/** The passkey that a browser has made for this challenge; null where the answer does not hold. */
export async function madeBy(party: RelyingParty, challenge: string, answer: string): Promise<KeptPasskey | null> {
  const response = parsed(answer) as RegistrationResponseJSON | null;
  if (response === null) return null;
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
    });
    if (!verified) return null;
    const { id, publicKey, counter, transports } = registrationInfo.credential;
    return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: transports ?? [] };
  } catch {
    return null;
  }
}

/** The identifier of the passkey that an answer says it is from; null where it is none. */
export function credentialIn(answer: string): string | null {
  const { id } = (parsed(answer) ?? {}) as Partial<AuthenticationResponseJSON>;
  return typeof id === 'string' && /^[\w-]{1,1400}$/.test(id) ? id : null;
}

/** The counter after a passkey has signed this challenge; null where it has not. */
export async function signedBy(
  party: RelyingParty,
  challenge: string,
  answer: string,
  kept: KeptPasskey,
  userId: number,
): Promise<number | null> {
  const response = parsed(answer) as AuthenticationResponseJSON | null;
  if (response === null) return null;
  const handle = response.response?.userHandle;
  if (handle !== undefined && handle !== handleOf(userId).toString('base64url')) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: { id: kept.credentialId, publicKey: new Uint8Array(kept.publicKey), counter: kept.counter },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

/** An answer of the browser, which may be anything; the checks of it come after. */
function parsed(answer: string): object | null {
  try {
    const value: unknown = JSON.parse(answer);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
