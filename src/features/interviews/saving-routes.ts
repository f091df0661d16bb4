/** What the page's own script asks while an interview is written: to save what changed, and whether it is still signed in. */
import type { FastifyInstance } from 'fastify';
import { saveInto, writtenElsewhere, type DraftSave, type DraftState } from '../../domain/interview/draft.ts';
import { formatInstant } from '../../domain/time/format.ts';
import type { Services } from '../../services.ts';
import { formToken } from '../../web/form-token.ts';
import { paths } from '../../web/paths.ts';
import { Refused } from '../../web/refusal.ts';
import { requesterOf } from '../../web/requests.ts';
import { readParams } from '../../web/validation.ts';
import { changedSave, changedSchema, EVERY_QUESTION } from './posted.ts';
import { saveInterviewDraft } from './queries.ts';
import { draftParams, requireDraft } from './own-draft.ts';

/** Registers them. What they answer is what the same person wrote, and nothing from the record. */
export function registerSaving(app: FastifyInstance, { database, clock }: Services): void {
  const config = { purpose: 'return interview', shows: 'nothing' } as const;

  app.get(paths.saveInterviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const draft = await database.transaction('request', requester, (tx) =>
      requireDraft(tx, requester, draftId, 'look'),
    );
    return reply
      .code(draft.sent === null ? 200 : 410)
      .send({ version: draft.state.version, csrf: formToken(request, reply) });
  });

  app.post(paths.saveInterviewDraft, { config }, async (request, reply) => {
    const { draftId } = readParams(draftParams, request);
    const requester = requesterOf(request);
    const now = clock();
    const answer = await database.transaction('request', requester, async (tx) => {
      const draft = await requireDraft(tx, requester, draftId, 'change');
      const read = changedSchema.safeParse(request.body);
      if (!read.success) throw new Refused(400, 'What was sent is not a draft.');
      const save = changedSave(EVERY_QUESTION, read.data, now);
      const state = saveInto(draft.state, save);
      if (state !== draft.state) await saveInterviewDraft(tx, draftId, state, now);
      // Text that came after it was sent is kept all the same: its author says what becomes of it.
      return draft.sent === null
        ? { code: 200, body: answerTo(state, save) }
        : { code: 410, body: { kept: true, ...answerTo(state, save) } };
    });
    return reply.code(answer.code).send(answer.body);
  });
}

function answerTo(state: DraftState, save: DraftSave): object {
  const beside = Object.entries(state.beside).map(([name, others]) => [
    name,
    others.map(({ value, at }) => ({ value, when: formatInstant(at) })),
  ]);
  return {
    version: state.version,
    elsewhere: writtenElsewhere(state, save),
    beside: Object.fromEntries(beside),
  };
}
