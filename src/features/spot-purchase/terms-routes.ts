/** Providers that an authority has approved, at what price, and what is to be paid to them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { listAgencies } from '../../db/agencies.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { londonDate } from '../../domain/time/london.ts';
import { plusDays, type PlainDate } from '../../domain/time/plain-date.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import type { Field, FieldError, Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams } from '../../web/validation.ts';
import { termsFields } from './fields.ts';
import { addTerms, endTerms, listInvoiced, listTerms } from './queries.ts';
import { termsPage, type TermsView } from './terms-pages.ts';

type Found = Pick<TermsView, 'terms' | 'invoiced' | 'nameOf'> & { readonly fields: readonly Field[] };

/** Registers the page of providers. */
export function registerTerms(app: FastifyInstance, { database }: Services): void {
  const config = { shows: 'nothing' } as const;

  app.get(paths.providerTerms, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-provider-terms');
    const found = await database.read('request', requester, (tx) => find(tx, requester));
    return show(request, reply, found, {}, []);
  });

  app.post(paths.providerTerms, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-provider-terms');
    const typed = readFields(request);
    const refused = await database.transaction('request', requester, async (tx) => {
      const found = await find(tx, requester);
      const read = readForm(found.fields, typed, requester.at);
      if (read.kind === 'errors') return { found, errors: read.errors };
      const terms = termsIn(read.answers);
      if (terms.toOn !== null && terms.toOn < terms.fromOn) {
        const last = found.fields.find(({ name }) => name === 'toOn') as Field;
        return {
          found,
          errors: [errorOf(last, 'The last day of the approval must be the same as or after the first')],
        };
      }
      await addTerms(tx, requester.agencyCode, terms);
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-provider-terms',
        route: paths.providerTerms,
        childIds: [],
      });
      return null;
    });
    if (refused === null) return reply.redirect(paths.providerTerms, 303);
    return show(request, reply, refused.found, typed, refused.errors);
  });

  app.post(paths.endProviderTerms, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'keep-provider-terms');
    const { termsId } = readParams(z.object({ termsId: idInPath }), request);
    await database.transaction('request', requester, async (tx) => {
      const yesterday = plusDays(londonDate(requester.at), -1);
      if (!(await endTerms(tx, requester.agencyCode, termsId, yesterday))) throw notFound();
      await recordAudit(tx, requester, {
        verb: 'alteration',
        act: 'keep-provider-terms',
        route: paths.endProviderTerms,
        childIds: [],
      });
    });
    return reply.redirect(paths.providerTerms, 303);
  });
}

async function find(tx: Transaction, requester: SignedIn): Promise<Found> {
  const agencies = await listAgencies(tx);
  return {
    fields: termsFields(
      agencies.filter(({ kind }) => kind === 'interview-provider'),
      agencies.filter(({ kind }) => kind === 'local-authority'),
    ),
    terms: await listTerms(tx, requester.agencyCode),
    invoiced: await listInvoiced(tx),
    nameOf: (code) => agencies.find((one) => one.code === code)?.name ?? code,
  };
}

function termsIn(answers: Readonly<Record<string, unknown>>): Parameters<typeof addTerms>[2] {
  const pence = (name: string): number => Math.round(Number(answers[name]) * 100);
  return {
    provider: String(answers['provider']),
    pricePence: pence('price'),
    travelPence: pence('travel'),
    cancelPence: answers['cancel'] === null ? null : pence('cancel'),
    areas: (answers['areas'] as readonly string[] | null) ?? [],
    fromOn: answers['fromOn'] as PlainDate,
    toOn: answers['toOn'] as PlainDate | null,
  };
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const requester = requesterOf(request);
  const view = {
    agencyName: requester.agencyName,
    today: londonDate(requester.at),
    csrfToken: formToken(request, reply),
  };
  const body = termsPage({ ...found, ...view, typed, errors });
  return showPage(request, reply, {
    title: 'Approved providers',
    currentPath: paths.allocation,
    backLink: paths.allocation,
    errors,
    body,
    wide: true,
  });
}
