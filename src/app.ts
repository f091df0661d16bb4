import Fastify, { type FastifyInstance } from 'fastify';
import sql from 'sql-template-tag';
import type { Config } from './config.ts';
import type { Database } from './db/transaction.ts';
import * as missingNow from './features/missing-now/routes.ts';
import * as worklist from './features/worklist/routes.ts';
import type { Services } from './services.ts';

/** What people can do, as a table of contents: each registers its own addresses. */
export const features: readonly {
  readonly register: (app: FastifyInstance, services: Services) => void | Promise<void>;
}[] = [worklist, missingNow];

/** What the application is built on. */
export type Parts = { readonly database: Database; readonly config: Config };

/** The application, ready to listen. */
export async function buildApp({ database }: Parts): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' });
  app.get('/health', async (request, reply) => {
    try {
      await database.read(
        'request',
        { userId: null, agencyCode: null, purpose: 'health', requestId: request.id },
        (tx) => tx.one(sql`select 1 as up`),
      );
      return { status: 'up', database: 'up' };
    } catch {
      return reply.code(503).send({ status: 'down', database: 'down' });
    }
  });
  return app;
}
