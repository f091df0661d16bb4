/** A draft as its author asks for it. */
import { z } from 'zod';
import { requireOfChild } from '../../access.ts';
import type { Transaction } from '../../db/transaction.ts';
import { notFound } from '../../web/refusal.ts';
import type { SignedIn } from '../../web/session.ts';
import { findInterviewDraft, lockInterviewDraft, type InterviewDraft } from './queries.ts';

/** What an address names of a draft. */
export const draftParams = z.object({ draftId: z.uuid() });

/** One's own draft of a child whose interviews one may still hold; waiting its turn where it is to be changed. */
export async function requireDraft(
  tx: Transaction,
  requester: SignedIn,
  draftId: string,
  turn: 'look' | 'change',
): Promise<InterviewDraft> {
  const draft = await (turn === 'look' ? findInterviewDraft : lockInterviewDraft)(tx, draftId);
  if (draft === undefined) throw notFound();
  await requireOfChild(tx, requester, 'hold-interview', draft.childId);
  return draft;
}
