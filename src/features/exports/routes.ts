/** Exports: a file of children's rows is asked for with a purpose, decided on by a second person where it is large, and fetched. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may, requireAct } from '../../access.ts';
import { exportStanding, mayBeSecond } from '../../domain/access/exports.ts';
import { toIso } from '../../domain/time/instant.ts';
import type { ExportParameters } from '../../export-kind.ts';
import type { Services } from '../../services.ts';
import { sendFile } from '../../web/download.ts';
import { requireFresh } from '../../web/fresh.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { textIn, type FieldError, type Typed } from '../../web/forms/field.ts';
import { formToken } from '../../web/form-token.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams, readQuery } from '../../web/validation.ts';
import { askFor, decide, exportFor, fetchFile, personOf, requireKind, type Asking, type Kind } from './commands.ts';
import { decisionFields, purposeFields, purposeIn } from './fields.ts';
import { registerLimit } from './limit-routes.ts';
import { askingPage, exportPage, listPage } from './pages.ts';
import { listExports } from './queries.ts';

const params = z.object({ exportId: idInPath });
const PARAMETER = z.string().min(1).max(300);
/** Exports on the page. */
const SHOWN_AT_MOST = 100;

/** Makes the feature of the kinds of file that the others offer. */
export function exportsOf(kinds: readonly Kind[]): {
  readonly register: (app: FastifyInstance, services: Services) => void;
} {
  return { register: (app, services) => register(app, services, kinds) };
}

function register(app: FastifyInstance, services: Services, kinds: readonly Kind[]): void {
  // What is asked for and by whom; who is in a file shows when it is downloaded.
  const config = { purpose: 'export', shows: 'nothing' } as const;
  const kindNamed = (name: string): Kind => {
    const kind = kinds.find((one) => one.name === name);
    if (kind === undefined) throw notFound();
    return kind;
  };
  /** What the address asks for: a kind, and each of its parameters, none more. */
  const askedBy = (request: FastifyRequest): Asking & { readonly address: string } => {
    const query = readQuery(z.record(z.string(), PARAMETER), request);
    const kind = kindNamed(query['kind'] ?? '');
    const parameters: Record<string, string> = {};
    for (const name of kind.takes) {
      const value = query[name];
      if (value === undefined) throw notFound();
      parameters[name] = value;
    }
    return { kind, parameters, address: to(paths.newExport, null, { kind: kind.name, ...parameters }) };
  };
  registerLimit(app, services);

  app.get(paths.newExport, { config }, async (request, reply) => {
    const { kind, parameters, address } = askedBy(request);
    requireKind(requesterOf(request), kind);
    return showAsking(request, reply, kind, parameters, address, {}, []);
  });

  app.post(paths.newExport, { config }, async (request, reply) => {
    const { kind, parameters, address } = askedBy(request);
    const requester = personOf(requesterOf(request));
    requireKind(requester, kind);
    const typed = readFields(request);
    const read = readForm(purposeFields, typed, requester.at);
    const words = textIn(typed, 'words').trim();
    const errors = read.kind === 'errors' ? [...read.errors] : [];
    if (textIn(typed, 'purpose') === 'other' && words === '')
      errors.push(errorOf(purposeFields[1], 'Enter what the file is for, in your own words'));
    if (read.kind === 'errors' || errors.length > 0)
      return showAsking(request, reply, kind, parameters, address, typed, errors);
    const why = { purpose: purposeIn(read.answers.purpose), words: words === '' ? null : words };
    const exportId = await askFor(services, requester, { kind, parameters }, why);
    return reply.redirect(to(paths.export, { exportId }), 303);
  });

  app.get(paths.exports, { config }, async (request, reply) => {
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'export-children');
    const decides = may(requester, 'decide-export');
    const exports = await services.database.read('request', requester, (tx) =>
      listExports(tx, decides ? null : requester.userId, SHOWN_AT_MOST),
    );
    return showPage(request, reply, { title: 'Exports', body: listPage(exports, requester.at, decides), wide: true });
  });

  app.get(paths.export, { config }, (request, reply) => showOne(request, reply, {}, []));

  app.post(paths.decideExport, { config }, async (request, reply) => {
    const { exportId } = readParams(params, request);
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'decide-export');
    const typed = readFields(request);
    const read = readForm(decisionFields, typed, requester.at);
    const errors = read.kind === 'errors' ? [...read.errors] : [];
    const words = textIn(typed, 'words').trim();
    if (textIn(typed, 'decision') === 'refused' && words === '')
      errors.push(errorOf(decisionFields[1], 'Enter the reason'));
    if (read.kind === 'errors' || errors.length > 0) return showOne(request, reply, typed, errors);
    requireFresh(request);
    const decision = read.answers.decision === 'approved' ? 'approved' : 'refused';
    await decide(services, requester, exportId, { decision, words: words === '' ? null : words });
    return reply.redirect(to(paths.export, { exportId }), 303);
  });

  app.post(paths.downloadExport, { config: { purpose: 'export' } }, async (request, reply) => {
    const { exportId } = readParams(params, request);
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'export-children');
    requireFresh(request);
    const fetched = await fetchFile(services, requester, exportId, kindNamed);
    if (fetched.kind === 'waiting') return reply.redirect(to(paths.export, { exportId }), 303);
    return sendFile(reply, { name: fetched.name, kind: 'csv', text: fetched.text });
  });

  app.get(paths.aboutExport, { config }, async (request, reply) => {
    const { exportId } = readParams(params, request);
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'export-children');
    const one = await services.database.read('request', requester, (tx) => exportFor(tx, requester, exportId, false));
    if (one.madeAt === null) throw notFound();
    const about = {
      export: one.exportId,
      title: one.title,
      made_by: one.requestedByName,
      agency: requester.agencyCode,
      made_at: toIso(one.madeAt),
      purpose: one.purpose,
      purpose_in_words: one.purposeWords,
      second_person: one.decidedByName,
      rows: one.rowCount,
      children: one.childCount,
      sha256: one.digest,
    };
    const text = `${JSON.stringify(about, null, 2)}\n`;
    return sendFile(reply, { name: `about-export-${exportId}`, kind: 'json', text });
  });

  async function showOne(
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    errors: readonly FieldError[],
  ): Promise<FastifyReply> {
    const { exportId } = readParams(params, request);
    const requester = personOf(requesterOf(request));
    requireAct(requester, 'export-children');
    const mayDecide = may(requester, 'decide-export');
    const one = await services.database.read('request', requester, (tx) =>
      exportFor(tx, requester, exportId, mayDecide),
    );
    const decides =
      mayDecide && mayBeSecond(one.requestedBy, requester.userId) && exportStanding(one, requester.at) === 'waiting';
    const csrfToken = formToken(request, reply);
    const action = to(paths.decideExport, { exportId });
    return showPage(request, reply, {
      title: one.title,
      currentPath: paths.exports,
      backLink: paths.exports,
      errors,
      body: exportPage({
        one,
        now: requester.at,
        isOwn: one.requestedBy === requester.userId,
        csrfToken,
        deciding: decides ? { csrfToken, action, fields: decisionFields, typed, errors } : null,
      }),
    });
  }
}

function showAsking(
  request: FastifyRequest,
  reply: FastifyReply,
  kind: Kind,
  parameters: ExportParameters,
  action: string,
  typed: Typed,
  errors: readonly FieldError[],
): FastifyReply {
  const form = { csrfToken: formToken(request, reply), action, fields: purposeFields, typed, errors };
  return showPage(request, reply, {
    title: 'Take out a file',
    currentPath: paths.exports,
    errors,
    body: askingPage(kind.describe(parameters).title, form),
  });
}
