/** The conversation with one provider: where it is, what we ask of it, and what its answer proves. */
import { compactVerify, createRemoteJWKSet, customFetch as keysFetch } from 'jose';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  clockTolerance,
  Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type CustomFetch,
  type ServerMetadata,
} from 'openid-client';
import type { IdentityProvider } from '../../db/identity-providers.ts';
import { CLOCK_TOLERANCE, SIGNATURE_ALGORITHMS, type TokenText } from '../../domain/access/identity-token.ts';
import { clientAuthentication } from './client-keys.ts';
import { askingOnly, trustedAuthorities } from './outgoing.ts';

/** What the operator has set about providers. */
export type ProviderSettings = {
  readonly address: URL | null;
  readonly providerHosts: readonly string[];
  readonly providerKeys: string;
  readonly extraAuthorities: string | null;
};

/** What belongs to one sign-in and to nothing else. */
export type SignInSecrets = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** One provider, found and checked. */
export type ProviderClient = {
  /** Where the browser is sent to sign in. */
  readonly signInAddress: (secrets: SignInSecrets, afresh: boolean) => Promise<URL>;
  /** The identity token for the answer that the browser brought, its signature checked. */
  readonly tokenFor: (answer: URL, secrets: SignInSecrets) => Promise<TokenText>;
  /** A token that the provider sent by itself, its signature checked. */
  readonly readSigned: (token: string) => Promise<TokenText>;
  /** Where the browser may sign out of the provider too; null where the provider has no such place. */
  readonly signOutAddress: (backTo: URL) => URL | null;
};

/** The provider says of itself what does not fit what the agency agreed. */
export class NotAsAgreed extends Error {
  override name = 'NotAsAgreed';
}

/** The longest token that is read, in characters. */
const LONGEST_TOKEN = 16 * 1024;

/** Finds a provider as it describes itself, and checks that against what the agency agreed. */
export async function openProvider(
  provider: IdentityProvider,
  settings: ProviderSettings,
  backTo: URL,
): Promise<ProviderClient> {
  const issuer = new URL(provider.issuer);
  if (!settings.providerHosts.includes(issuer.host)) throw new NotAsAgreed('the host is not allowed any more');
  const ask = askingOnly(issuer.origin, trustedAuthorities(settings.extraAuthorities));
  const authentication = await clientAuthentication(provider, settings.providerKeys);
  const found = await discovery(issuer, provider.clientId, undefined, authentication, { [customFetch]: ask });
  const metadata = checked(found.serverMetadata(), provider);
  const tolerance = { [clockTolerance]: CLOCK_TOLERANCE / 1000 };
  const configuration = new Configuration(metadata, provider.clientId, tolerance, authentication);
  configuration[customFetch] = ask;
  enableNonRepudiationChecks(configuration);
  return {
    signInAddress: async (secrets, afresh) =>
      buildAuthorizationUrl(configuration, await whatWeAsk(provider, secrets, afresh, backTo)),
    tokenFor: async (answer, { state, nonce, verifier }) => {
      const { id_token: token } = await authorizationCodeGrant(configuration, answer, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        maxAge: provider.maxAgeSeconds,
        idTokenExpected: true,
      });
      return textOf(token ?? '');
    },
    readSigned: signedReader(metadata, ask),
    signOutAddress: (next) =>
      metadata.end_session_endpoint === undefined
        ? null
        : buildEndSessionUrl(configuration, { post_logout_redirect_uri: next.href }),
  };
}

async function whatWeAsk(
  provider: IdentityProvider,
  { state, nonce, verifier }: SignInSecrets,
  afresh: boolean,
  backTo: URL,
): Promise<Record<string, string>> {
  const entra = provider.kind === 'entra';
  const [level] = provider.acrValues;
  const claims = {
    id_token: {
      auth_time: { essential: true },
      ...(entra && level !== undefined ? { acrs: { essential: true, value: level } } : {}),
    },
  };
  return {
    scope: 'openid',
    redirect_uri: backTo.href,
    state,
    nonce,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    max_age: String(afresh ? 0 : provider.maxAgeSeconds),
    claims: JSON.stringify(claims),
    ...(afresh ? { prompt: 'login' } : {}),
    ...(!entra && level !== undefined ? { acr_values: provider.acrValues.join(' ') } : {}),
  };
}

/** What a provider says of itself: its issuer to the letter, every address on its own host, and signatures that are accepted. */
function checked(metadata: ServerMetadata, { issuer }: IdentityProvider): ServerMetadata {
  if (metadata.issuer !== issuer) throw new NotAsAgreed('it calls itself by another name');
  const { origin } = new URL(issuer);
  const needed = [metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri];
  const places = metadata.end_session_endpoint === undefined ? needed : [...needed, metadata.end_session_endpoint];
  for (const place of places) {
    const url = typeof place === 'string' ? URL.parse(place) : null;
    if (url?.origin !== origin || url.username !== '' || url.hash !== '')
      throw new NotAsAgreed('an address of it is missing, or on another host');
  }
  const methods: unknown = metadata.code_challenge_methods_supported;
  if (methods !== undefined && !(Array.isArray(methods) && methods.includes('S256')))
    throw new NotAsAgreed('it cannot bind a sign-in to its browser');
  const said: unknown = metadata.id_token_signing_alg_values_supported;
  const accepted = SIGNATURE_ALGORITHMS.filter((one) => Array.isArray(said) && said.includes(one));
  if (accepted.length === 0) throw new NotAsAgreed('it signs in no way that is accepted');
  return { ...metadata, id_token_signing_alg_values_supported: [...accepted] };
}

function signedReader(metadata: ServerMetadata, ask: CustomFetch): ProviderClient['readSigned'] {
  let keys: ReturnType<typeof createRemoteJWKSet> | undefined;
  return async (token) => {
    keys ??= createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''), {
      [keysFetch]: (address, { method, headers, signal }) =>
        ask(address, { method, headers: Object.fromEntries(headers), body: undefined, redirect: 'manual', signal }),
    });
    const text = textOf(token);
    await compactVerify(token, keys, { algorithms: [...SIGNATURE_ALGORITHMS] });
    return text;
  };
}

/** The two parts of a token as text. Its signature is no part of it here. */
function textOf(token: string): TokenText {
  const parts = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(token);
  if (token.length > LONGEST_TOKEN || parts === null) throw new NotAsAgreed('the token is too long, or none');
  const decode = (part = ''): string =>
    new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
  return { header: decode(parts[1]), claims: decode(parts[2]) };
}
