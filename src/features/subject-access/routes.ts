/** Copies of a record for the child: begun, decided, agreed by a second person, printed. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { may, requireOfChild } from '../../access.ts';
import { loadRecord } from '../../db/chronology/store.ts';
import { fullName } from '../../domain/chronology/words.ts';
import type { Services } from '../../services.ts';
import { requireFresh } from '../../web/fresh.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn, type FieldError, type Typed } from '../../web/forms/field.ts';
import { errorOf, readForm } from '../../web/forms/read-form.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { showPage } from '../../web/show.ts';
import { idInPath, readFields, readParams, readQuery } from '../../web/validation.ts';
import {
  auditCopy,
  decidePassages,
  isSecondPerson,
  openCopy,
  reviewCopy,
  sendToReview,
  startCopy,
} from './commands.ts';
import { DOCUMENT_TITLE, documentPage } from './document.ts';
import { passageFields, reviewFields, startFields, typedDecisions } from './fields.ts';
import { copiesPage, copyPage, SUBJECT_ACCESS_TITLE } from './pages.ts';
import { copiesOf, type KeptPassage } from './queries.ts';

const childParams = z.object({ childId: idInPath });
const copyParams = z.object({ copyId: idInPath });
const copyQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  all: z.literal('yes').optional().catch(undefined),
});
/** Passages decided on one page. */
const PAGE_LENGTH = 20;
const config = { purpose: 'subject access' };

/** Registers the pages of copies. */
export function register(app: FastifyInstance, services: Services): void {
  const { database, rules, clock } = services;

  app.get(paths.subjectAccess, { config }, (request, reply) => showCopies(services, request, reply, {}, []));

  app.post(paths.subjectAccess, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { childId } = readParams(childParams, request);
    await database.transaction('request', requester, (tx) =>
      requireOfChild(tx, requester, 'make-subject-copy', childId),
    );
    const typed = readFields(request);
    const read = readForm(startFields, typed, clock());
    if (read.kind === 'errors') return showCopies(services, request, reply, typed, read.errors);
    const copyId = await database.transaction('request', requester, (tx) =>
      startCopy(tx, requester, rules, childId, read.answers, clock()),
    );
    return reply.redirect(to(paths.subjectCopy, { copyId }), 303);
  });

  app.get(paths.subjectCopy, { config }, (request, reply) => showCopy(services, request, reply, null, []));

  app.post(paths.subjectCopy, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { copyId } = readParams(copyParams, request);
    const typed = readFields(request);
    const query = readQuery(copyQuery, request);
    const { passages } = await database.transaction('request', requester, (tx) => openCopy(tx, requester, copyId));
    const { decisions, errors } = readDecisions(passages, typed, clock());
    if (errors.length > 0) return showCopy(services, request, reply, typed, errors);
    await database.transaction('request', requester, (tx) => decidePassages(tx, requester, copyId, decisions, clock()));
    return reply.redirect(to(paths.subjectCopy, { copyId }, { page: query.page, all: query.all }), 303);
  });

  app.post(paths.subjectCopySend, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    const { copyId } = readParams(copyParams, request);
    await database.transaction('request', requester, (tx) => sendToReview(tx, requester, copyId, clock()));
    return reply.redirect(to(paths.subjectCopy, { copyId }), 303);
  });

  app.post(paths.subjectCopyReview, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireFresh(request);
    const { copyId } = readParams(copyParams, request);
    const typed = readFields(request);
    const read = readForm(reviewFields, typed, clock());
    if (read.kind === 'errors') return showCopy(services, request, reply, typed, read.errors);
    const { review, why } = read.answers;
    if (review === 'return' && why === null)
      return showCopy(services, request, reply, typed, [errorOf(reviewFields[1], 'Enter what has to change')]);
    await database.transaction('request', requester, (tx) =>
      reviewCopy(tx, requester, copyId, { agree: review === 'agree', why: why ?? '' }, clock()),
    );
    return reply.redirect(to(paths.subjectCopy, { copyId }), 303);
  });

  app.get(paths.subjectCopyDocument, { config }, async (request, reply) => {
    const requester = requesterOf(request);
    requireFresh(request);
    const { copyId } = readParams(copyParams, request);
    const opened = await database.transaction('request', requester, async (tx) => {
      const found = await openCopy(tx, requester, copyId);
      if (found.copy.state !== 'finished') throw notFound();
      await auditCopy(tx, requester, found.copy.childId, copyId, 'disclosure', paths.subjectCopyDocument);
      return found;
    });
    const body = documentPage(requester.agencyName, opened.copy, opened.passages);
    return showPage(request, reply, { title: DOCUMENT_TITLE, body, backLink: to(paths.subjectCopy, { copyId }) });
  });
}

type Decisions = {
  readonly decisions: readonly {
    readonly position: number;
    readonly decision: string;
    readonly reason: string | null;
  }[];
  readonly errors: readonly FieldError[];
};

/** What was answered of the passages; what is shortened or taken out needs a reason. */
function readDecisions(passages: readonly KeptPassage[], typed: Typed, now: Parameters<typeof readForm>[2]): Decisions {
  const decisions: { position: number; decision: string; reason: string | null }[] = [];
  const errors: FieldError[] = [];
  for (const passage of passages) {
    const fields = passageFields(passage);
    const read = readForm(fields, typed, now);
    if (read.kind === 'errors') errors.push(...read.errors);
    else {
      const answers: Readonly<Record<string, unknown>> = read.answers;
      const [decision, reason] = fields.map(({ name }) => answers[name]);
      if (typeof decision !== 'string') continue;
      if (decision !== 'whole' && typeof reason !== 'string')
        errors.push(errorOf(fields[1], `Select why passage ${passage.position} is shortened or taken out`));
      else
        decisions.push({ position: passage.position, decision, reason: decision === 'whole' ? null : String(reason) });
    }
  }
  return { decisions, errors };
}

async function showCopies(
  { database, rules }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  const { childId } = readParams(childParams, request);
  const view = await database.transaction('request', requester, async (tx) => {
    const standing = await requireOfChild(tx, requester, 'review-subject-copy', childId);
    const record = await loadRecord(tx, rules, childId);
    if (record === undefined) throw notFound();
    await auditCopy(tx, requester, childId, 0, 'consultation', paths.subjectAccess);
    const mayMake = may(requester, 'make-subject-copy', standing);
    return { childId, name: fullName(record.details), copies: await copiesOf(tx, childId), mayMake };
  });
  const body = copiesPage({ ...view, typed, errors, csrfToken: formToken(request, reply) });
  return showPage(request, reply, {
    title: SUBJECT_ACCESS_TITLE,
    body,
    errors,
    backLink: to(paths.child, { childId }),
  });
}

async function showCopy(
  { database }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: Typed | null,
  errors: readonly FieldError[],
): Promise<FastifyReply> {
  const requester = requesterOf(request);
  const { copyId } = readParams(copyParams, request);
  const { page, all } = readQuery(copyQuery, request);
  const view = await database.transaction('request', requester, async (tx) => {
    const { copy, passages } = await openCopy(tx, requester, copyId);
    const standing = await requireOfChild(tx, requester, 'review-subject-copy', copy.childId);
    await auditCopy(tx, requester, copy.childId, copyId, 'consultation', paths.subjectCopy);
    const mayMake = may(requester, 'make-subject-copy', standing);
    return { copy, passages, mayMake, isSecond: isSecondPerson(requester, copy, passages) };
  });
  const offered = view.passages.filter(({ free }) => free || all === 'yes');
  const shown = offered.slice((page - 1) * PAGE_LENGTH, page * PAGE_LENGTH);
  const body = copyPage({
    ...view,
    shown,
    page,
    pages: Math.ceil(offered.length / PAGE_LENGTH),
    all: all === 'yes',
    // What was just typed stands beside what was decided before.
    typed: typed === null ? typedDecisions(shown) : { review: '', why: textIn(typed, 'why'), ...typed },
    errors,
    csrfToken: formToken(request, reply),
  });
  return showPage(request, reply, {
    title: SUBJECT_ACCESS_TITLE,
    body,
    errors,
    backLink: to(paths.subjectAccess, { childId: view.copy.childId }),
  });
}
