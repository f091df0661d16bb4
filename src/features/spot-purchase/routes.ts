/** Single interviews bought from approved providers: asking, answering, terms and invoices. */
import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { registerAsking } from './ask-routes.ts';
import { registerGivingBack } from './give-back-routes.ts';
import { registerInbox } from './inbox-routes.ts';
import { registerTerms } from './terms-routes.ts';
import { registerWithdrawing } from './withdraw-routes.ts';

/** Registers the pages of spot purchase. */
export function register(app: FastifyInstance, services: Services): void {
  registerAsking(app, services);
  registerInbox(app, services);
  registerTerms(app, services);
  registerWithdrawing(app, services);
  registerGivingBack(app, services);
}
