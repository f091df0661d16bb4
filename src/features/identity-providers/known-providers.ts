/** Providers as they described themselves lately: asked again after a while, so that what they change takes effect. */
import type { IdentityProvider } from '../../db/identity-providers.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { HOUR } from '../../domain/time/instant.ts';
import type { Services } from '../../services.ts';
import { paths, to } from '../../web/paths.ts';
import { CredentialMissing } from './client-keys.ts';
import { openProvider, type ProviderClient } from './client.ts';

/** How long what a provider says of itself is kept: 10 minutes, in milliseconds. */
const KEPT_FOR = HOUR / 6;

/** The providers that were asked lately. */
export type KnownProviders = {
  readonly clientOf: (provider: IdentityProvider) => Promise<ProviderClient>;
  /** Where a provider leads back to; null where Homeward was not told its own address. */
  readonly backTo: (providerId: number) => URL | null;
};

/** Keeps what providers say of themselves, on the settings of the operator. */
export function knownProviders({ config, clock }: Pick<Services, 'config' | 'clock'>): KnownProviders {
  const kept = new Map<number, { readonly client: Promise<ProviderClient>; readonly at: Instant }>();
  const backTo = (providerId: number): URL | null =>
    config.address === null ? null : new URL(to(paths.signInThroughBack, { providerId }), config.address);
  return {
    backTo,
    clientOf: async (provider) => {
      const now = clock();
      const before = kept.get(provider.providerId);
      if (before !== undefined && now - before.at < KEPT_FOR) return before.client;
      const back = backTo(provider.providerId);
      if (back === null) throw new CredentialMissing('HOMEWARD_ADDRESS is not set');
      const client = openProvider(provider, config, back);
      kept.set(provider.providerId, { client, at: now });
      // What could not be found is looked for again at the next sign-in.
      client.catch(() => kept.delete(provider.providerId));
      return client;
    },
  };
}
