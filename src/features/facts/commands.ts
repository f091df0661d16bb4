/** Saying of several facts at once whether each helped to find the child. */
import { recordAudit } from '../../db/audit/record.ts';
import { appendEntries, type AppendOutcome } from '../../db/chronology/store.ts';
import type { Transaction } from '../../db/transaction.ts';
import type { Episode } from '../../domain/chronology/record.ts';
import type { FoldRules } from '../../domain/duties/rules.ts';
import type { HelpAnswer } from '../../domain/intelligence/acts.ts';
import type { KnownFact } from '../../domain/intelligence/known-facts.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { FieldError } from '../../web/forms/field.ts';
import { paths } from '../../web/paths.ts';
import type { SignedIn } from '../../web/session.ts';
import { helpedName } from './fields.ts';

/** A fact of which is asked whether it helped, with what was said of it before in the same absence. */
export type Asked = {
  readonly fact: KnownFact;
  /** Name of the other child on whose record it is; null where it is on this child's own. */
  readonly other: string | null;
  readonly said: HelpAnswer | null;
};

/** What was said of the facts that were tried in one absence. */
export type Uses = {
  readonly childId: number;
  readonly expectedVersion: number;
  readonly episode: Episode;
  readonly asked: readonly Asked[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly now: Instant;
};

/**
 * Appends to the record of the child who was missing an entry for each fact of which something new was said. What happened
 * stands with those that helped, else with the first. A fact of another child's record is counted there, and neither
 * child is named to whoever reads the other.
 */
export async function recordUses(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  { childId, expectedVersion, episode, asked, answers, now }: Uses,
): Promise<AppendOutcome | { readonly kind: 'errors'; readonly errors: readonly FieldError[] }> {
  const words = typeof answers['said'] === 'string' ? answers['said'] : '';
  const told = asked.flatMap((one) => {
    const helped = answers[helpedName(one.fact)];
    return typeof helped === 'string' ? [{ ...one, helped: helped as HelpAnswer }] : [];
  });
  const helpful = told.filter(({ helped }) => helped === 'yes');
  const withWords = words === '' ? [] : helpful.length > 0 ? helpful : told.slice(0, 1);
  const added = told.filter((one) => one.helped !== one.said || withWords.includes(one));
  if (added.length === 0) return { kind: 'errors', errors: [nothingSaid(asked, told.length > 0)] };
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion,
    entries: added.map((one) => ({
      occurredAt: now,
      sourceKey: null,
      content: {
        kind: 'fact-used',
        factRef: one.fact.factRef,
        episodeKey: episode.episodeKey,
        helped: one.helped,
        ...(one.other === null ? {} : { of: 'another-child' as const }),
        words: withWords.includes(one) ? { said: words } : {},
      },
    })),
    now,
  });
  if (outcome.kind === 'saved')
    await recordAudit(tx, requester, { verb: 'alteration', route: paths.useFacts, childIds: [childId] });
  return outcome;
}

function nothingSaid([first]: readonly Asked[], before: boolean): FieldError {
  const name = first === undefined ? 'said' : helpedName(first.fact);
  const text =
    first === undefined
      ? 'No fact is on record to say this of'
      : before
        ? 'Change an answer, or say what happened'
        : 'Say of at least one whether it helped';
  return { name, text, href: `#${name}` };
}
