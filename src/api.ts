/** The API, as a table of contents: what programs may ask, feature by feature. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AUDIT_STANDINGS, standing } from './db/health.ts';
import * as agencies from './features/agencies/api.ts';
import * as auditHeads from './features/audit-heads/api.ts';
import * as children from './features/children/api.ts';
import * as notifications from './features/notifications/api.ts';
import * as reports from './features/reports/api.ts';
import * as reviewQueue from './features/review-queue/api.ts';
import * as sharing from './features/sharing/api.ts';
import { checkMessages } from './features/systems/messages.ts';
import { registerToken } from './features/systems/token.ts';
import * as worklist from './features/worklist/api.ts';
import type { Services } from './services.ts';
import { API_ROOT, operation, registerOperation, type Operation } from './web/api.ts';
import { describeApi } from './web/openapi.ts';
import { Refused } from './web/refusal.ts';

/** Version of what is served: the part of the address that begins every operation. */
const VERSION = '1.0.0';

/** Every operation, in the order of the description. */
export const operations: readonly Operation<Services>[] = [
  operation({
    method: 'GET',
    path: '/health',
    name: 'getHealth',
    about: 'Health',
    summary: 'Whether Homeward can answer',
    open: true,
    description: `While the audit is degraded Homeward answers, and whoever runs it has to look: ${AUDIT_STANDINGS.join(', ')}.`,
    answer: z.object({ status: z.enum(['up', 'degraded']), database: z.literal('up'), audit: z.enum(AUDIT_STANDINGS) }),
    handle: async ({ database }: Services, request) => {
      const { status, database: reached, audit } = await standing(database, request.id);
      if (reached === 'down') throw new Refused(503, 'The database does not answer.');
      if (status === 'down') throw new Refused(503, 'The audit cannot be written.');
      return { status, database: reached, audit };
    },
  }),
  ...agencies.operations,
  ...notifications.operations,
  ...children.operations,
  ...worklist.operations,
  ...reviewQueue.operations,
  ...sharing.operations,
  ...reports.operations,
  ...auditHeads.operations,
];

/** The description of the API in OpenAPI 3.1, as served and as kept in docs/openapi.json. */
export function openApi(): unknown {
  return describeApi(operations, VERSION);
}

/** Registers every operation and the description of them all, which anybody may read. */
export function register(app: FastifyInstance, services: Services): void {
  const description = JSON.stringify(openApi());
  app.get(`${API_ROOT}/openapi.json`, { config: { access: 'public' } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(description),
  );
  checkMessages(app, services);
  registerToken(app, services);
  for (const one of operations) registerOperation(app, services, one);
}
