/** A questionnaire's draft as it is kept: what was typed, which questions were answered and, at the end, what was sent. */
import { findDraft, lockDraft, saveDraft, type Draft } from '../../db/drafts.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { textIn, type Typed } from '../../web/forms/field.ts';
import type { SignedIn } from '../../web/session.ts';
import type { Flow, Sent, Situation } from './flow.ts';

/** What a draft holds. */
export type Kept = { readonly typed: Typed; readonly seen: readonly string[]; readonly sent: Sent | null };

/** Reads what a draft holds. */
export function keptIn({ answers }: Draft): Kept {
  return {
    typed: (answers['typed'] ?? {}) as Typed,
    seen: (answers['seen'] ?? []) as readonly string[],
    sent: (answers['sent'] ?? null) as Sent | null,
  };
}

/** One's own draft of a flow, with what it holds; undefined where there is none. */
export async function openDraft<S extends Situation>(
  tx: Transaction,
  flow: Flow<S>,
  draftId: string,
  turn: 'look' | 'change',
): Promise<Kept | undefined> {
  const draft = turn === 'change' ? await lockDraft(tx, flow.kind, draftId) : await findDraft(tx, flow.kind, draftId);
  return draft && keptIn(draft);
}

/** Keeps what was typed and answered. */
export async function keepDraft(
  tx: Transaction,
  draftId: string,
  kept: Pick<Kept, 'typed' | 'seen'>,
  now: Instant,
): Promise<void> {
  await saveDraft(tx, draftId, { typed: kept.typed, seen: kept.seen }, now);
}

/** Keeps only what was sent: the answers are on the child's record now, and nowhere else. */
export async function keepSent(tx: Transaction, draftId: string, sent: Sent, now: Instant): Promise<void> {
  await saveDraft(tx, draftId, { sent }, now);
}

/** The situation before anything was looked up. */
export function baseOf(kept: Kept, draftId: string, requester: SignedIn, now: Instant): Situation {
  return { draftId, typed: kept.typed, seen: kept.seen, now, requester };
}

/** What was typed with what was posted laid over it; answers that a change makes void are left out. */
export function withPosted(typed: Typed, posted: Typed, names: readonly string[], voids: Flow<never>['voids']): Typed {
  const after: Record<string, string | readonly string[]> = { ...typed };
  for (const name of names) {
    const value = posted[name];
    if (value === undefined) delete after[name];
    else after[name] = value;
  }
  const changed = names.filter((name) => textIn(typed, name).trim() !== textIn(after, name).trim());
  const posting = new Set(names);
  for (const name of changed.flatMap((one) => voids[one] ?? [])) if (!posting.has(name)) delete after[name];
  return after;
}
