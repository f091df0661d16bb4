/** Triage of a return: the proposal and its reasons, the decision, what is known and asked, the letters, and the shares overruled. */
import type { FastifyInstance } from 'fastify';
import type { Services } from '../../services.ts';
import { registerAnswer } from './answer-routes.ts';
import { registerAskingNow } from './ask-now-routes.ts';
import { registerFamily } from './family-routes.ts';
import { registerFigures } from './figures-routes.ts';
import { registerLetters } from './letter-routes.ts';
import { registerReturn } from './return-routes.ts';

/** Registers the pages of triage. */
export function register(app: FastifyInstance, services: Services): void {
  registerReturn(app, services);
  registerAskingNow(app, services);
  registerFamily(app, services);
  registerAnswer(app, services);
  registerLetters(app, services);
  registerFigures(app, services);
}
