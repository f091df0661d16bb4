/** Signing in through an agency's identity provider, and the pages by which an administrator keeps them. */
import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { registerAdministration } from './administration-routes.ts';
import { knownProviders } from './known-providers.ts';
import { registerSignIn } from './sign-in-routes.ts';

/** These pages are about accounts and systems: they show nobody on record. */
export const shows = 'nothing';

/** Registers both. */
export function register(app: FastifyInstance, services: Services): void {
  const known = knownProviders(services);
  registerSignIn(app, services, known);
  registerAdministration(app, services, known);
}
