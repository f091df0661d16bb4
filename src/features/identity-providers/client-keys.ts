/** How Homeward proves to a provider who it is: a private key, or where a provider knows no better a secret, in a file outside the database. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, type JWK } from 'jose';
import { ClientSecretBasic, modifyAssertion, PrivateKeyJwt, type ClientAuth } from 'openid-client';
import type { IdentityProvider } from '../../db/identity-providers.ts';

/** The file that the operator puts in place for a provider. */
export function credentialFile(provider: Pick<IdentityProvider, 'providerId' | 'clientAuthentication'>): string {
  return `provider-${provider.providerId}.${provider.clientAuthentication === 'private-key' ? 'pem' : 'secret'}`;
}

/** The key or the secret is not there, or cannot be used: what the operator has to see to. */
export class CredentialMissing extends Error {
  override name = 'CredentialMissing';
}

/** The proof for a provider, out of its file in the folder. */
export async function clientAuthentication(provider: IdentityProvider, folder: string): Promise<ClientAuth> {
  const file = path.join(folder, credentialFile(provider));
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CredentialMissing('the key of the provider cannot be read');
  });
  if (provider.clientAuthentication === 'secret') {
    if (text.trim() === '') throw new CredentialMissing('the secret of the provider is empty');
    return ClientSecretBasic(text.trim());
  }
  return signedAssertion(provider, text);
}

async function signedAssertion(provider: IdentityProvider, pem: string): Promise<ClientAuth> {
  const key = privateKeyOf(pem);
  const rsa = key.asymmetricKeyType === 'rsa';
  const algorithm = rsa ? { name: 'RSA-PSS', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256' };
  const kid = await calculateJwkThumbprint(createPublicKey(key).export({ format: 'jwk' }) as JWK);
  const thumbprint = certificateThumbprint(pem);
  return PrivateKeyJwt(
    { key: key.toCryptoKey(algorithm, false, ['sign']), kid },
    {
      [modifyAssertion]: (header, payload) => {
        // Entra ID knows a key by its certificate, and takes the assertion at its token endpoint.
        if (thumbprint !== null) Object.assign(header, { 'x5t#S256': thumbprint });
        if (provider.kind === 'entra')
          Object.assign(payload, { aud: `${provider.issuer.replace(/\/v2\.0$/, '')}/oauth2/v2.0/token` });
      },
    },
  );
}

function privateKeyOf(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
    const strong =
      (key.asymmetricKeyType === 'rsa' && modulusLength >= 2048) ||
      (key.asymmetricKeyType === 'ec' && namedCurve === 'prime256v1');
    if (strong) return key;
  } catch {
    // Said below, without the words of the library: they may quote the file.
  }
  throw new CredentialMissing('the key of the provider is neither RSA of 2048 bits or more nor P-256');
}

function certificateThumbprint(pem: string): string | null {
  const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/.exec(pem)?.[0];
  if (certificate === undefined) return null;
  return createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
}
