/** Alerts about ways of looking: listed, opened, decided. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { FieldError, Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { decideAlert, requireAlert } from './commands.ts';
import { alertPage, ALERTS_TITLE, alertsPage, decisionFields } from './pages.ts';
import { listAlerts, namesOf } from './queries.ts';

const params = z.object({ alertId: idInPath });
/** Alerts that wait on the page. */
const OPEN_AT_MOST = 100;
/** Alerts decided on the page. */
const DECIDED_AT_MOST = 20;

/** Registers the pages of alerts. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, clock } = services;
  const config = { purpose: 'alerts' };

  app.get(paths.alerts, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'decide-alert');
    const lists = await database.transaction('request', requester, async (tx) => {
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.alerts,
        childIds: [],
        act: 'decide-alert',
        fieldGroups: ['access'],
      });
      return { open: await listAlerts(tx, true, OPEN_AT_MOST), decided: await listAlerts(tx, false, DECIDED_AT_MOST) };
    });
    const body = alertsPage({ ...lists, now: clock(), shownAtMost: OPEN_AT_MOST });
    return showPage(request, reply, { title: ALERTS_TITLE, body, wide: true });
  });

  app.get(paths.alert, { config }, (request, reply) => showAlert(services, request, reply, {}, []));

  app.post(paths.alert, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'decide-alert');
    const { alertId } = readParams(params, request);
    const typed = readFields(request);
    const read = readForm(decisionFields, typed, clock());
    if (read.kind === 'errors') return showAlert(services, request, reply, typed, read.errors);
    const kept = await database.transaction('request', requester, async (tx) =>
      decideAlert(tx, requester, await requireAlert(tx, alertId), read.answers, clock()),
    );
    // Somebody decided meanwhile: their decision is shown.
    return reply.redirect(kept ? paths.alerts : to(paths.alert, { alertId }), 303);
  });
}

async function showAlert(
  { database }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  requireAct(requester, 'decide-alert');
  const { alertId } = readParams(params, request);
  const { alert, names } = await database.transaction('request', requester, async (tx) => {
    const found = await requireAlert(tx, alertId);
    await recordAudit(tx, requester, {
      verb: 'consultation',
      route: paths.alert,
      childIds: found.childIds,
      act: 'decide-alert',
      aboutUserId: found.userId,
      fieldGroups: ['access', 'identity'],
    });
    return { alert: found, names: await namesOf(tx, found.childIds) };
  });
  const body = alertPage({ alert, names, typed, errors, csrfToken: formToken(request, reply) });
  return showPage(request, reply, {
    title: ALERTS_TITLE,
    body,
    errors,
    backLink: paths.alerts,
    currentPath: paths.alerts,
  });
}
