/** Imports: files are sent, progress is watched, rejected rows are fetched, corrected and sent again. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireAct } from '../../access.ts';
import { recordAudit } from '../../db/audit/record.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readParams } from '../../web/validation.ts';
import { FILES_FIELD, importsPage, REJECTED_SHOWN, runPage } from './pages.ts';
import { findRejected, findRun, findRuns } from './queries.ts';
import { beginImport, runImport } from './run.ts';
import { FileRefused } from './table-file.ts';
import { AT_ONCE, removeAbandonedUploads, takeUpload, UploadsAtOnce, type Upload } from './uploads.ts';

const runParams = z.object({ importId: idInPath });
/** Runs listed on the page. */
const RUNS_SHOWN = 50;
/** Children recorded at a time: few enough that pages are answered in between. */
const CHILDREN_IN_PART = 400;
const NO_FILE = 'Select a CSV file';
const TOO_MANY = `Your agency has ${AT_ONCE} imports going on. Wait until one of them has finished, then send these files again`;

/** Registers the pages of imports. */
export async function register(app: FastifyInstance, services: Services): Promise<void> {
  await removeAbandonedUploads();
  const atOnce = new UploadsAtOnce();
  const { database, clock, rules } = services;
  const stopping = new AbortController();
  const going = new Set<Promise<void>>();
  app.addHook('onClose', async () => {
    stopping.abort();
    await Promise.allSettled(going);
  });

  app.get(paths.imports, { config: { purpose: 'import', shows: 'nothing' } }, (request, reply) =>
    listRuns(services, request, reply),
  );

  app.post(paths.imports, { config: { purpose: 'import', shows: 'nothing' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'import');
    const { userId, agencyCode, purpose, requestId } = requester;
    const end = atOnce.begin(agencyCode);
    if (end === null) return listRuns(services, request, reply, TOO_MANY, 429);
    try {
      const upload = await takeUpload(request.formParts ?? noParts);
      if (upload.sources.length === 0) {
        await upload.remove();
        end();
        return listRuns(services, request, reply, NO_FILE);
      }
      const now = clock();
      const importId = await beginImport(database, requester, now);
      const run = inBackground(request, upload, () =>
        runImport(database, { userId, agencyCode, purpose, requestId }, importId, upload.sources, {
          rules,
          now,
          signal: stopping.signal,
          childrenInPart: CHILDREN_IN_PART,
        }),
      ).finally(end);
      going.add(run);
      void run.finally(() => going.delete(run));
      return reply.redirect(to(paths.importRun, { importId }), 303);
    } catch (error) {
      end();
      throw error;
    }
  });

  app.get(paths.importRun, { config: { purpose: 'import' } }, async (request, reply) => {
    const requester = requesterOf(request);
    requireAct(requester, 'import');
    const { importId } = readParams(runParams, request);
    const { run, rejected } = await database.transaction('request', requester, async (tx) => {
      const found = await findRun(tx, importId);
      if (found === undefined) throw notFound();
      await recordAudit(tx, requester, { verb: 'consultation', route: paths.importRun, childIds: [] });
      return { run: found, rejected: await findRejected(tx, importId, { atMost: REJECTED_SHOWN }) };
    });
    return showPage(request, reply, {
      title: `Import of ${formatInstant(run.startedAt)}`,
      body: runPage(run, rejected),
      currentPath: paths.imports,
      backLink: paths.imports,
      wide: true,
    });
  });
}

async function listRuns(
  { database }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  error?: string,
  status = 422,
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  requireAct(requester, 'import');
  const runs = await database.read('request', requester, (tx) => findRuns(tx, RUNS_SHOWN));
  return showPage(request, reply, {
    title: 'Import',
    body: importsPage(runs, formToken(request, reply), error),
    ...(error === undefined ? {} : { status, errors: [{ text: error, href: `#${FILES_FIELD}` }] }),
    wide: true,
  });
}

/** Lets a run go on after the answer; what stops it is on the page of the run, and a fault of ours in the log. */
async function inBackground(request: FastifyRequest, upload: Upload, run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const expected = error instanceof FileRefused || (error instanceof Error && error.name === 'AbortError');
    // Never the message: PostgreSQL's may hold what a row said.
    if (!expected)
      request.log.error(
        { fault: error instanceof Error ? error.name : 'unknown', code: codeOf(error) },
        'an import stopped',
      );
  } finally {
    await upload.remove();
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** The parts of a form that has none. */
const noParts: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};
