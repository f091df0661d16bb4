/** The administration page on which an agency says from what size on two people decide on a file. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { USUAL_EXPORT_LIMIT } from '../../domain/access/exports.ts';
import type { Services } from '../../services.ts';
import { requireFresh } from '../../web/fresh.ts';
import { readForm } from '../../web/forms/read-form.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { formToken } from '../../web/form-token.ts';
import { paths } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields } from '../../web/validation.ts';
import { personOf } from './commands.ts';
import { limitFields } from './fields.ts';
import { limitPage } from './pages.ts';
import { findLimit, keepLimit } from './queries.ts';

/** Registers the page of the limit. */
export function registerLimit(app: FastifyInstance, { database }: Services): void {
  app.get(paths.exportLimit, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-accounts');
    const limit = await database.read('request', requester, (tx) => findLimit(tx, requester.agencyCode));
    return show(request, reply, { children: String(limit ?? USUAL_EXPORT_LIMIT) }, []);
  });

  app.post(paths.exportLimit, { config: { shows: 'nothing' } }, async (request, reply) => {
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'keep-accounts');
    const typed = readFields(request);
    const read = readForm(limitFields, typed, requester.at);
    if (read.kind === 'errors') return show(request, reply, typed, read.errors);
    requireFresh(request);
    const { children } = read.answers;
    await database.transaction('request', requester, async (tx) => {
      const before = await findLimit(tx, requester.agencyCode);
      const limit = { agencyCode: requester.agencyCode, children, by: requester.userId };
      await keepLimit(tx, limit, requester.at);
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'export-limit-set',
        route: paths.exportLimit,
        childIds: [],
        detail: { before: before ?? USUAL_EXPORT_LIMIT, after: children },
      });
    });
    return reply.redirect(paths.administration, 303);
  });
}

function show(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors: readonly FieldError[]): FastifyReply {
  return showPage(request, reply, {
    title: 'Files of children’s rows',
    currentPath: paths.administration,
    backLink: paths.administration,
    errors,
    body: limitPage({
      csrfToken: formToken(request, reply),
      action: paths.exportLimit,
      fields: limitFields,
      typed,
      errors,
    }),
  });
}
