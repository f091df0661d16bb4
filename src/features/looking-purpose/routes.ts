/** Asks why a child's record outside the caseload is opened, once a day for each child, and leads on to what was wanted. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireSeen } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { keepPurpose } from '../../db/audit/looking-purpose.ts';
import { LOOKING_PURPOSES } from '../../domain/access/looking-purpose.ts';
import type { Services } from '../../services.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { textIn, type FieldError, type Typed } from '../../web/forms/field.ts';
import { formToken } from '../../web/form-token.ts';
import { localAddress, paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams, readQuery } from '../../web/validation.ts';
import { purposeFields, purposeIn } from './fields.ts';
import { purposePage } from './pages.ts';

const params = z.object({ childId: idInPath });
const query = z.object({ return: z.string().max(500).optional().catch(undefined) });

/** Registers the page that asks why. */
export function register(app: FastifyInstance, { database }: Services): void {
  const config = { purpose: 'child', shows: 'nothing' } as const;

  app.get(paths.lookingPurpose, { config }, async (request, reply) => {
    const { childId } = readParams(params, request);
    const requester = requesterOf(request);
    await database.transaction('request', requester, (tx) => requireSeen(tx, requester, childId));
    return show(request, reply, { return: readQuery(query, request).return ?? '' }, []);
  });

  app.post(paths.lookingPurpose, { config }, async (request, reply) => {
    const { childId } = readParams(params, request);
    const requester = requesterOf(request);
    const typed: Typed = readFields(request);
    const read = readForm(purposeFields, typed, requester.at);
    const errors = read.kind === 'errors' ? [...read.errors] : [];
    const words = textIn(typed, 'words').trim();
    if (textIn(typed, 'purpose') === 'other' && words === '')
      errors.push(errorOf(purposeFields[1], 'Enter the reason in your own words'));
    await database.transaction('request', requester, async (tx) => {
      await requireSeen(tx, requester, childId);
      if (read.kind === 'errors' || errors.length > 0) return;
      const purpose = purposeIn(read.answers.purpose);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        act: 'state-purpose',
        route: paths.lookingPurpose,
        childIds: [childId],
        purpose: LOOKING_PURPOSES[purpose],
      });
      await keepPurpose(tx, childId, { purpose, words: words === '' ? null : words }, requester.at);
    });
    if (errors.length > 0) return show(request, reply, typed, errors);
    const back = localAddress(textIn(typed, 'return'));
    return reply.redirect(back === paths.home ? to(paths.child, { childId }) : back, 303);
  });
}

function show(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors: readonly FieldError[]): FastifyReply {
  const { childId } = readParams(params, request);
  return showPage(request, reply, {
    title: 'Why are you opening this record?',
    currentPath: paths.children,
    backLink: paths.children,
    errors,
    body: purposePage({
      action: to(paths.lookingPurpose, { childId }),
      typed,
      errors,
      returnTo: textIn(typed, 'return'),
      csrfToken: formToken(request, reply),
    }),
  });
}
