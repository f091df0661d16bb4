/** How long one child's record is kept; holding it; and recording that its erasure is asked for. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireOfChild } from '../../access.ts';
import { agencyNames } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { HoldKind } from '../../db/retention/child.ts';
import { openReviewOf } from '../../db/retention/reviews.ts';
import { londonDate } from '../../domain/time/london.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { requireFresh } from '../../web/fresh.ts';
import { paths, to } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { childPage, formPage } from './child-pages.ts';
import { ask, hold, lift, requireHold, retentionOfChild } from './commands.ts';
import { askingFields, holdingFields, liftingFields } from './fields.ts';

const ofChild = z.object({ childId: idInPath });
const ofHold = z.object({ holdId: idInPath });
const config = { purpose: 'retention' };
/** The forms name no child: they ask for a reason. */
const askingOnly = { config: { purpose: 'retention', shows: 'nothing' } } as const;

/** Registers the pages of one child's retention. */
export function registerOfChild(app: FastifyInstance, services: Services): void {
  const { database, clock } = services;

  app.get(paths.retentionOfChild, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(ofChild, request);
    const view = await database.transaction('request', requester, async (tx) => {
      await requireOfChild(tx, requester, 'decide-retention', childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: paths.retentionOfChild,
        childIds: [childId],
        act: 'decide-retention',
        fieldGroups: ['identity'],
      });
      const record = await retentionOfChild(tx, services, childId, clock());
      return { record, reviewId: await openReviewOf(tx, childId), agencyName: await agencyNames(tx) };
    });
    const body = childPage({ ...view, own: requester.agencyCode, now: clock() });
    return showPage(request, reply, {
      title: 'How long the record is kept',
      body,
      currentPath: paths.retention,
      backLink: to(paths.child, { childId }),
    });
  });

  app.get(paths.holdRecord, askingOnly, (request, reply) => holdForm(request, reply, {}, []));
  app.post(paths.holdRecord, askingOnly, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(ofChild, request);
    await mayOfChild(request, 'hold-record');
    const typed = readFields(request);
    const read = readForm(holdingFields, typed, clock());
    if (read.kind === 'errors') return holdForm(request, reply, typed, read.errors);
    const { kind, reason, until } = read.answers;
    if (until !== null && until <= londonDate(clock()))
      return holdForm(request, reply, typed, [
        errorOf(holdingFields[2], 'Enter a day in the future, or leave it empty'),
      ]);
    await database.transaction('request', requester, (tx) =>
      hold(tx, requester, childId, { kind: kind as HoldKind, reason, until }, clock()),
    );
    return reply.redirect(to(paths.retentionOfChild, { childId }), 303);
  });

  app.get(paths.liftHold, askingOnly, (request, reply) => liftForm(request, reply, {}, []));
  app.post(paths.liftHold, askingOnly, async (request, reply) => {
    const requester = requesterOf(request);
    const { holdId } = readParams(ofHold, request);
    await childOf(request);
    requireFresh(request);
    const typed = readFields(request);
    const read = readForm(liftingFields, typed, clock());
    if (read.kind === 'errors') return liftForm(request, reply, typed, read.errors);
    const childId = await database.transaction('request', requester, (tx) =>
      lift(tx, requester, holdId, read.answers.why, clock()),
    );
    return reply.redirect(to(paths.retentionOfChild, { childId }), 303);
  });

  app.get(paths.askErasure, askingOnly, (request, reply) => askForm(request, reply, {}, []));
  app.post(paths.askErasure, askingOnly, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(ofChild, request);
    await mayOfChild(request, 'decide-retention');
    requireFresh(request);
    const typed = readFields(request);
    const read = readForm(askingFields, typed, clock());
    if (read.kind === 'errors') return askForm(request, reply, typed, read.errors);
    const asked = await database.transaction('request', requester, (tx) =>
      ask(tx, requester, services, childId, read.answers.why, clock()),
    );
    if (asked.kind === 'impossible') return askForm(request, reply, typed, [errorOf(askingFields[0], asked.reason)]);
    return reply.redirect(paths.retention, 303);
  });

  async function mayOfChild(request: FastifyRequest, act: 'hold-record' | 'decide-retention'): Promise<number> {
    const requester = requesterOf(request);
    const { childId } = readParams(ofChild, request);
    await database.transaction('request', requester, (tx) => requireOfChild(tx, requester, act, childId));
    return childId;
  }

  function childOf(request: FastifyRequest): Promise<number> {
    const requester = requesterOf(request);
    const { holdId } = readParams(ofHold, request);
    return database.transaction('request', requester, (tx) => requireHold(tx, requester, holdId));
  }

  async function holdForm(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors: readonly FieldError[]) {
    const childId = await mayOfChild(request, 'hold-record');
    const says =
      'Nothing of the record is disposed of while any agency holds it, whatever is due. A review that was begun ends.';
    const form = { heading: 'Hold the record', says, fields: holdingFields, submit: 'Hold the record' };
    return showForm(request, reply, { ...form, action: to(paths.holdRecord, { childId }), childId, typed, errors });
  }

  async function liftForm(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors: readonly FieldError[]) {
    const childId = await childOf(request);
    const { holdId } = readParams(ofHold, request);
    const says = 'A record that is due comes back on the review list. Nothing goes without two people deciding it.';
    const form = { heading: 'Lift the hold', says, fields: liftingFields, submit: 'Lift the hold' };
    return showForm(request, reply, { ...form, action: to(paths.liftHold, { holdId }), childId, typed, errors });
  }

  async function askForm(request: FastifyRequest, reply: FastifyReply, typed: Typed, errors: readonly FieldError[]) {
    const childId = await mayOfChild(request, 'decide-retention');
    const says =
      'The record goes on the review list, and two people decide. What a law says must be kept is kept. To put something right instead, correct it on the record.';
    const form = {
      heading: 'Record that erasure is asked for',
      says,
      fields: askingFields,
      submit: 'Put it on the list',
    };
    return showForm(request, reply, { ...form, action: to(paths.askErasure, { childId }), childId, typed, errors });
  }
}

type Asked = {
  readonly childId: number;
  readonly heading: string;
  readonly says: string;
  readonly action: string;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly submit: string;
};

function showForm(request: FastifyRequest, reply: FastifyReply, asked: Asked): FastifyReply {
  return showPage(request, reply, {
    title: asked.heading,
    body: formPage({ ...asked, csrfToken: formToken(request, reply) }),
    errors: asked.errors,
    currentPath: paths.retention,
    backLink: to(paths.retentionOfChild, { childId: asked.childId }),
  });
}
