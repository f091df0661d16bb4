/** A form about a child's address: shown on GET, done on POST, shown again with what is wrong. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { recordAudit } from '../../db/audit/record.ts';
import type { Services } from '../../services.ts';
import { button } from '../../web/components/button.ts';
import { requireFresh } from '../../web/fresh.ts';
import { formToken } from '../../web/form-token.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { readForm } from '../../web/forms/read-form.ts';
import { showFields } from '../../web/forms/show-form.ts';
import { html, type Html } from '../../web/html.ts';
import { csrfField } from '../../web/layout.ts';
import { paths, to, type Path } from '../../web/paths.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readParams } from '../../web/validation.ts';
import type { Asked } from './commands.ts';

/** One such form. */
export type AddressForm<Params extends { readonly childId: number }> = {
  readonly path: Path;
  readonly params: z.ZodType<Params>;
  readonly title: string;
  readonly send: string;
  readonly fields: readonly Field[];
  /** Whether it must have been proved within the last minutes who asks. */
  readonly fresh?: true;
  /** Checks that the person may, and gives what stands above the fields. */
  readonly about: (asked: Asked, params: Params) => Promise<Html>;
  /** What a rule finds wrong beyond the fields themselves. */
  readonly faults?: (answers: Readonly<Record<string, unknown>>) => readonly FieldError[];
  /** Does it; a page where there is one to show, else it leads back to the addresses. */
  readonly done: (
    asked: Asked,
    answers: Readonly<Record<string, unknown>>,
    params: Params,
  ) => Promise<{ readonly title: string; readonly body: Html } | void>;
};

/** Registers one. */
export function registerForm<Params extends { readonly childId: number }>(
  app: FastifyInstance,
  { database, rules, clock }: Services,
  form: AddressForm<Params>,
): void {
  const config = { purpose: form.title };
  const inTransaction = <T>(
    request: FastifyRequest,
    childId: number,
    work: (asked: Asked) => Promise<T>,
  ): Promise<T> => {
    const requester = requesterOf(request);
    return database.transaction('request', requester, (tx) => work({ tx, requester, rules, childId, now: clock() }));
  };
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    params: Params,
    shown: { about: Html; typed: Typed; errors: readonly FieldError[] },
  ): FastifyReply =>
    showPage(request, reply, {
      title: form.title,
      currentPath: paths.children,
      backLink: to(paths.addresses, { childId: params.childId }),
      errors: shown.errors,
      body: html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
<h1 class="govuk-heading-l">${form.title}</h1>
${shown.about}
<form method="post" action="${request.url}" novalidate>
${csrfField(formToken(request, reply))}
${showFields(form.fields, shown.typed, shown.errors)}
${button({ text: form.send, preventDoubleClick: true })}
</form>
</div></div>`,
    });
  const look = (asked: Asked): Promise<void> =>
    recordAudit(asked.tx, asked.requester, {
      verb: 'consultation',
      route: form.path,
      childIds: [asked.childId],
      fieldGroups: ['access'],
    });

  app.get(form.path, { config }, async (request, reply) => {
    const params = readParams(form.params, request);
    const about = await inTransaction(request, params.childId, async (asked) => {
      const shown = await form.about(asked, params);
      await look(asked);
      return shown;
    });
    return show(request, reply, params, { about, typed: {}, errors: [] });
  });

  app.post(form.path, { config }, async (request, reply) => {
    const params = readParams(form.params, request);
    const typed = readFields(request);
    const result = await inTransaction(request, params.childId, async (asked) => {
      const about = await form.about(asked, params);
      if (form.fresh) requireFresh(request);
      const read = readForm(form.fields, typed, asked.now);
      const errors = read.kind === 'errors' ? read.errors : (form.faults?.(read.answers) ?? []);
      if (read.kind === 'errors' || errors.length > 0) {
        await look(asked);
        return { kind: 'again' as const, errors, about };
      }
      return { kind: 'done' as const, page: await form.done(asked, read.answers, params) };
    });
    if (result.kind === 'again')
      return show(request, reply, params, { about: result.about, typed, errors: result.errors });
    if (result.page === undefined) return reply.redirect(to(paths.addresses, { childId: params.childId }), 303);
    return showPage(request, reply, { ...result.page, currentPath: paths.children });
  });
}
