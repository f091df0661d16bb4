/** Signing in through a provider: out, back, and what is done when the provider says that it is over. */
import { recordAudit } from '../../db/audit/record.ts';
import { findOpenProvider, type IdentityProvider } from '../../db/identity-providers.ts';
import type { Requester } from '../../db/requester.ts';
import type { Transaction } from '../../db/transaction.ts';
import { judgeIdentityToken, type ProvenIdentity } from '../../domain/access/identity-token.ts';
import { judgeLogoutToken } from '../../domain/access/logout-token.ts';
import { instant } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths } from '../../web/paths.ts';
import { PROVIDER_LIMIT } from '../../web/session.ts';
import { derivedFrom, hashOf, newToken } from '../../web/tokens.ts';
import type { SignInSecrets } from './client.ts';
import type { KnownProviders } from './known-providers.ts';
import {
  endSessionsOf,
  findInvitation,
  joinIdentity,
  keepGone,
  personOf,
  spendInvitation,
  takeGone,
  type GoneToProvider,
  type KnownPerson,
  type OpenInvitation,
} from './queries.ts';
import { refusalOfError, refusalOfToken, type Refusal } from './reasons.ts';

type Needed = Pick<Services, 'database' | 'clock'>;

/** Nobody yet, in the agency of a provider or in none: before it is known who asks. */
export function nobodyOf(agencyCode: string | null, requestId: string): Requester {
  return { userId: null, agencyCode, purpose: 'sign-in', requestId };
}

/** Where the browser goes, and what it is to bring back; or why it goes nowhere. */
export type WayOut =
  | { readonly kind: 'address'; readonly address: URL; readonly browserToken: string }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Begins a sign-in through a provider. */
export async function beginSignIn(
  { database, clock }: Needed,
  known: KnownProviders,
  provider: IdentityProvider,
  wanted: Omit<GoneToProvider, 'providerId' | 'askedAt'>,
  requestId: string,
): Promise<WayOut> {
  const browserToken = newToken();
  const now = clock();
  const address = await known
    .clientOf(provider)
    .then((client) => client.signInAddress(secretsOf(browserToken), wanted.afreshUserId !== null))
    .catch(refusalOfError);
  if (!(address instanceof URL)) return { kind: 'refused', refusal: address };
  const gone = { ...wanted, providerId: provider.providerId, askedAt: now };
  await database.transaction('request', nobodyOf(provider.agencyCode, requestId), (tx) =>
    keepGone(tx, hashOf(browserToken), gone, instant(now - PROVIDER_LIMIT)),
  );
  return { kind: 'address', address, browserToken };
}

/** What belongs to one sign-in, out of the token that only its browser has. */
function secretsOf(browserToken: string): SignInSecrets {
  return {
    state: derivedFrom(browserToken, 'provider state'),
    nonce: derivedFrom(browserToken, 'provider nonce'),
    verifier: derivedFrom(browserToken, 'provider verifier'),
  };
}

/** What a browser came back with. */
export type CameBack = {
  readonly providerId: number;
  readonly browserToken: string | null;
  /** The address that was asked for, with its query, on the address of Homeward. */
  readonly answer: URL;
  readonly requestId: string;
};

/** Who signed in, and where to go; or why nobody did. */
export type BackOutcome =
  | {
      readonly kind: 'signed-in';
      readonly person: KnownPerson;
      readonly provider: IdentityProvider;
      readonly identity: ProvenIdentity;
      readonly returnPath: string;
    }
  | { readonly kind: 'refused'; readonly provider: IdentityProvider | null; readonly refusal: Refusal };

/** Ends a sign-in: takes it, asks the provider who it was, judges the answer, and finds the account or joins it. */
export async function finishSignIn(services: Needed, known: KnownProviders, back: CameBack): Promise<BackOutcome> {
  const { database, clock } = services;
  const { browserToken } = back;
  const now = clock();
  const { gone, provider } = await database.transaction('request', nobodyOf(null, back.requestId), async (tx) => ({
    gone: browserToken === null ? undefined : await takeGone(tx, hashOf(browserToken)),
    provider: (await findOpenProvider(tx, back.providerId)) ?? null,
  }));
  const refused = async (refusal: Refusal): Promise<BackOutcome> => {
    // What nobody began is in the log alone: strangers must not be able to fill the audit.
    if (provider !== null && gone !== undefined) await recordRefusal(database, provider, refusal, back.requestId);
    return { kind: 'refused', provider, refusal };
  };
  if (provider === null || browserToken === null || gone === undefined)
    return refused({ reason: 'start-again', code: 'not-begun-here' });
  if (gone.providerId !== provider.providerId) return refused({ reason: 'start-again', code: 'other-provider' });
  if (now - gone.askedAt >= PROVIDER_LIMIT) return refused({ reason: 'start-again', code: 'too-late' });
  const proved = await proveIdentity(services, known, provider, { ...back, browserToken }, gone);
  if ('reason' in proved) return refused(proved);
  const found = await database
    .transaction('request', nobodyOf(provider.agencyCode, back.requestId), (tx) =>
      accountFor(tx, provider, gone, proved, services),
    )
    .catch((error: unknown) => {
      if (error instanceof NotJoined) return error.refusal;
      throw error;
    });
  if ('reason' in found) return refused(found);
  const requester = { ...nobodyOf(provider.agencyCode, back.requestId), userId: found.userId, role: found.role };
  await database.transaction('request', requester, (tx) =>
    recordAudit(tx, requester, {
      verb: 'consultation',
      act: 'sign-in',
      route: paths.signInThroughBack,
      childIds: [],
      aboutUserId: found.userId,
      detail: {
        provider: provider.providerId,
        methods: proved.methods.join(' '),
        joined: gone.invitationId !== null,
        afresh: gone.afreshUserId !== null,
      },
    }),
  );
  return { kind: 'signed-in', person: found, provider, identity: proved, returnPath: gone.returnPath };
}

async function proveIdentity(
  { clock }: Needed,
  known: KnownProviders,
  provider: IdentityProvider,
  back: CameBack & { readonly browserToken: string },
  gone: GoneToProvider,
): Promise<ProvenIdentity | Refusal> {
  try {
    const secrets = secretsOf(back.browserToken);
    const token = await (await known.clientOf(provider)).tokenFor(back.answer, secrets);
    const asked = { nonce: secrets.nonce, askedAt: gone.askedAt, afresh: gone.afreshUserId !== null };
    const decision = judgeIdentityToken(provider, asked, token, clock());
    return decision.accepted ? decision.identity : refusalOfToken(decision.because.code);
  } catch (error) {
    return refusalOfError(error);
  }
}

/** Ends the transaction: an invitation that did not lead to a sign-in is not spent. */
class NotJoined extends Error {
  override name = 'NotJoined';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super('not joined');
    this.refusal = refusal;
  }
}

async function accountFor(
  tx: Transaction,
  provider: IdentityProvider,
  gone: GoneToProvider,
  identity: ProvenIdentity,
  { clock }: Needed,
): Promise<KnownPerson | Refusal> {
  if (gone.invitationId !== null) return joined(tx, provider, gone.invitationId, identity, { clock });
  const person = await personOf(tx, provider.agencyCode, identity);
  if (person === undefined) return { reason: 'unknown-person', code: 'unknown-person' };
  if (gone.afreshUserId !== null && person.userId !== gone.afreshUserId)
    return { reason: 'another-person', code: 'another-person' };
  return person;
}

async function joined(
  tx: Transaction,
  provider: IdentityProvider,
  invitationId: number,
  identity: ProvenIdentity,
  { clock }: Pick<Needed, 'clock'>,
): Promise<KnownPerson> {
  const now = clock();
  const invited = await spendInvitation(tx, invitationId, provider.providerId, now);
  if (invited === undefined) throw new NotJoined({ reason: 'invitation-spent', code: 'invitation-spent' });
  const to = { userId: invited.userId, agencyCode: provider.agencyCode, providerId: provider.providerId };
  if (!(await joinIdentity(tx, to, identity, now)))
    throw new NotJoined({ reason: 'belongs-to-another', code: 'belongs-to-another' });
  return invited;
}

async function recordRefusal(
  database: Services['database'],
  provider: IdentityProvider,
  { reason, code }: Refusal,
  requestId: string,
): Promise<void> {
  const requester = nobodyOf(provider.agencyCode, requestId);
  await database.transaction('request', requester, (tx) =>
    recordAudit(tx, requester, {
      verb: 'consultation',
      act: 'sign-in',
      outcome: 'refused',
      route: paths.signInThroughBack,
      childIds: [],
      detail: { provider: provider.providerId, reason, code },
    }),
  );
}

/** The code of an invitation as it is looked for: however it was typed, the same letters and figures. */
export function codeHashOf(typed: string): Buffer {
  return hashOf(
    typed
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 100),
  );
}

/** The invitation with a code, while it may be used. */
export async function openInvitation(
  { database, clock }: Needed,
  typed: string,
  requestId: string,
): Promise<{ invitation: OpenInvitation; provider: IdentityProvider } | undefined> {
  return database.transaction('request', nobodyOf(null, requestId), async (tx) => {
    const invitation = await findInvitation(tx, codeHashOf(typed), clock());
    const provider = invitation && (await findOpenProvider(tx, invitation.providerId));
    return invitation && provider && { invitation, provider };
  });
}

/** Ends the sessions that a provider says are over; false where what it says does not hold. */
export async function endAtProvider(
  { database, clock }: Needed,
  known: KnownProviders,
  provider: IdentityProvider,
  token: string,
  requestId: string,
): Promise<boolean> {
  const read = await known
    .clientOf(provider)
    .then((client) => client.readSigned(token))
    .catch(() => null);
  const decision = read === null ? null : judgeLogoutToken(provider, read, clock());
  const requester = nobodyOf(provider.agencyCode, requestId);
  return database.transaction('request', requester, async (tx) => {
    const accepted = decision?.accepted === true;
    const people = decision?.accepted === true ? await endSessionsOf(tx, provider.providerId, decision.ended) : [];
    const about = new Set(people);
    for (const aboutUserId of about.size > 0 ? about : [null]) {
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'end-sessions',
        outcome: accepted ? 'allowed' : 'refused',
        route: paths.endedAtProvider,
        childIds: [],
        aboutUserId,
        detail: {
          provider: provider.providerId,
          sessions: people.filter((userId) => userId === aboutUserId).length,
          code: decision === null ? 'not-signed' : decision.accepted ? 'ended' : decision.because.code,
        },
      });
    }
    return accepted;
  });
}
