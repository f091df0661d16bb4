/** A form on a child's record that is decided on the version it shows: the common way of its two requests. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { requirePurpose } from '../access.ts';
import { recordAudit } from '../db/audit/record.ts';
import type { AppendOutcome } from '../db/chronology/store.ts';
import type { Transaction } from '../db/transaction.ts';
import type { Act } from '../domain/access/policy.ts';
import type { Instant } from '../domain/time/instant.ts';
import type { Services } from '../services.ts';
import { formToken } from '../web/form-token.ts';
import { textIn, type Field, type FieldError, type Typed } from '../web/forms/field.ts';
import { readForm } from '../web/forms/read-form.ts';
import type { Html } from '../web/html.ts';
import { paths, to } from '../web/paths.ts';
import { requesterOf } from '../web/requests.ts';
import type { SignedIn } from '../web/session.ts';
import { showPage } from '../web/show.ts';
import { readFields, readParams } from '../web/validation.ts';
import type { FormView } from './record-form.ts';
import { changesSince, openFor, versionIn, type Opened } from './opened.ts';

/** What a form is about, found on the record by its address. */
export type Subject = {
  readonly fields: readonly Field[];
  /** What the fields say when the form is opened. */
  readonly known: Typed;
  readonly page: (view: FormView) => Html;
  /** Decides and appends; a list of errors where a rule refuses. */
  readonly decide: (
    tx: Transaction,
    asked: {
      readonly answers: Readonly<Record<string, unknown>>;
      readonly expectedVersion: number;
      readonly requester: SignedIn;
      readonly now: Instant;
    },
  ) => Promise<AppendOutcome | { readonly kind: 'errors'; readonly errors: readonly FieldError[] }>;
};

/** One such form. */
export type DecisionForm<Params extends { readonly childId: number }> = {
  readonly path: string;
  readonly act: Act;
  readonly title: string;
  readonly params: z.ZodType<Params>;
  /** What the form is about; `requester` is who asks for it. */
  readonly subject: (
    tx: Transaction,
    opened: Opened,
    params: Params,
    now: Instant,
    requester: SignedIn,
  ) => Promise<Subject>;
  /** Where it leads when it is saved. */
  readonly next: (params: Params, requester: SignedIn) => string;
};

/** Registers the form: shown on GET; on POST decided, or shown again with what is wrong or what changed meanwhile. */
export function registerDecision<Params extends { readonly childId: number }>(
  app: FastifyInstance,
  { database, clock, rules }: Services,
  form: DecisionForm<Params>,
): void {
  const config = { purpose: form.title };

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    subject: Subject,
    view: Omit<FormView, 'csrfToken' | 'fields'>,
    status?: number,
  ): FastifyReply {
    return showPage(request, reply, {
      title: form.title,
      currentPath: paths.children,
      backLink: to(paths.child, { childId: view.opened.childId }),
      errors: view.errors,
      ...(status === undefined ? {} : { status }),
      body: subject.page({ ...view, fields: subject.fields, csrfToken: formToken(request, reply) }),
    });
  }

  app.get(form.path, { config }, async (request, reply) => {
    const params = readParams(form.params, request);
    const requester = requesterOf(request);
    const { opened, subject } = await database.transaction('request', requester, async (tx) => {
      const found = await openFor(tx, requester, rules, form.act, params.childId);
      const about = await form.subject(tx, found, params, clock(), requester);
      const purpose = await requirePurpose(tx, requester, params.childId);
      await recordAudit(tx, requester, {
        verb: 'consultation',
        route: form.path,
        childIds: [params.childId],
        ...(purpose === null ? {} : { purpose }),
      });
      return { opened: found, subject: about };
    });
    return show(request, reply, subject, { opened, typed: subject.known, errors: [], changes: [] });
  });

  app.post(form.path, { config }, async (request, reply) => {
    const params = readParams(form.params, request);
    const requester = requesterOf(request);
    const typed = readFields(request);
    const now = clock();
    const result = await database.transaction('request', requester, async (tx) => {
      const opened = await openFor(tx, requester, rules, form.act, params.childId);
      const subject = await form.subject(tx, opened, params, now, requester);
      const again = { opened, subject };
      const read = readForm(subject.fields, typed, now);
      const outcome =
        read.kind === 'errors'
          ? read
          : await subject.decide(tx, {
              answers: read.answers,
              expectedVersion: versionIn(textIn(typed, 'version')),
              requester,
              now,
            });
      if (outcome.kind === 'saved') return null;
      await recordAudit(tx, requester, { verb: 'consultation', route: form.path, childIds: [params.childId] });
      if (outcome.kind === 'errors') return { ...again, errors: outcome.errors, since: [] };
      return { ...again, errors: [], since: outcome.since };
    });
    if (result === null) return reply.redirect(form.next(params, requester), 303);
    const { opened, subject, errors, since } = result;
    const changes = changesSince(since, opened);
    return show(request, reply, subject, { opened, typed, errors, changes }, changes.length > 0 ? 409 : 422);
  });
}
