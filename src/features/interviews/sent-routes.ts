/** What becomes of a draft after it was sent: its page, and adding to the interview what came too late. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { openFor, requireGivenInterview } from '../../decisions/opened.ts';
import { recordAudit } from '../../db/audit/record.ts';
import type { Transaction } from '../../db/transaction.ts';
import { putBeside } from '../../domain/interview/draft.ts';
import { mayBeWritten } from '../../domain/interview/writing.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { textIn } from '../../web/forms/field.ts';
import { paths, to } from '../../web/paths.ts';
import { notFound, Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import type { SignedIn } from '../../web/session.ts';
import { showPage } from '../../web/show.ts';
import { readFields, readParams } from '../../web/validation.ts';
import { beginAgain, openAbout, type DraftOpened, type GivenAway } from './commands.ts';
import { interviewIds, lockInterviewDraft, markSent, saveInterviewDraft, type InterviewDraft } from './queries.ts';
import { lateIn, sentPage } from './sent-page.ts';
import { draftParams, requireDraft } from './own-draft.ts';

/** A draft that was sent, with the number of the interview that it became. */
export type SentDraft = { readonly about: DraftOpened; readonly interviewId: number | null };

/** Opens a draft that was sent, for its page; the look is recorded. */
export async function openSent(
  tx: Transaction,
  requester: SignedIn,
  { rules }: Services,
  draft: InterviewDraft,
): Promise<SentDraft | GivenAway> {
  const about = await openAbout(tx, requester, rules, draft);
  const ids = await interviewIds(tx, draft.childId);
  await recordAudit(tx, requester, {
    verb: 'consultation',
    route: paths.interviewDraft,
    childIds: [draft.childId],
  });
  if ('givenAway' in about) return about;
  return { about, interviewId: [...ids].find(([, ref]) => ref === draft.interviewRef)?.[0] ?? null };
}

/** Says that it was sent, and what is not in it. */
export function showSent(request: FastifyRequest, reply: FastifyReply, sent: SentDraft): FastifyReply {
  const { draft, opened } = sent.about;
  const interview = opened.record.interviews.find(({ interviewRef }) => interviewRef === draft.interviewRef);
  return showPage(request, reply, {
    title: 'This interview was sent',
    currentPath: paths.children,
    backLink: to(paths.child, { childId: draft.childId }),
    status: 410,
    body: sentPage({
      ...sent,
      mayBeAdded: interview !== undefined && mayBeWritten(interview),
      csrfToken: formToken(request, reply),
    }),
  });
}

/** Registers adding to an interview what came after it was sent. */
export function registerAfterSending(app: FastifyInstance, { database, clock, rules }: Services): void {
  app.post(paths.addToInterview, { config: { purpose: 'return interview' } }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const now = clock();
    const address = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      if (draft.sent === null) throw notFound();
      if (textIn(readFields(request), 'add') !== 'yes') throw new Refused(422, 'Nothing was added.');
      const opened = await openFor(tx, requester, rules, 'hold-interview', draft.childId);
      const interview = requireGivenInterview(opened, draft.interviewRef);
      const again = await beginAgain(tx, requester, opened, interview, now);
      if (again === null) throw new Refused(422, 'The interview is signed off: a manager can open it again.');
      const open = await lockInterviewDraft(tx, again);
      if (open === undefined) throw notFound();
      await saveInterviewDraft(tx, again, putBeside(open.state, lateIn(draft), now), now);
      await markSent(tx, { draftId, interviewRef: draft.interviewRef, version: draft.state.version }, now);
      return to(paths.interviewDraft, { draftId: again });
    });
    return reply.redirect(address, 303);
  });
}
