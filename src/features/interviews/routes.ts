/** Return interviews: offered, written without losing a word, sent, read and signed off. */
import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { registerOffers } from './offer-routes.ts';
import { registerReading } from './reading-routes.ts';
import { registerSaving } from './saving-routes.ts';
import { registerWriting } from './writing-routes.ts';

/** Registers the pages. */
export function register(app: FastifyInstance, services: Services): void {
  registerOffers(app, services);
  registerWriting(app, services);
  registerSaving(app, services);
  registerReading(app, services);
}
