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

/** What was said of the facts that were tried in one absence. */
export type Uses = {
  readonly childId: number;
  readonly expectedVersion: number;
  readonly episode: Episode;
  readonly facts: readonly KnownFact[];
  readonly answers: Readonly<Record<string, unknown>>;
  readonly now: Instant;
};

/** Appends an entry for each fact of which something was said; what happened stands with those that helped, else with the first. */
export async function recordUses(
  tx: Transaction,
  requester: SignedIn,
  rules: FoldRules,
  { childId, expectedVersion, episode, facts, answers, now }: Uses,
): Promise<AppendOutcome | { readonly kind: 'errors'; readonly errors: readonly FieldError[] }> {
  const said = typeof answers['said'] === 'string' ? answers['said'] : '';
  const told = facts.flatMap((fact) => {
    const helped = answers[helpedName(fact)];
    return typeof helped === 'string' ? [{ factRef: fact.factRef, helped: helped as HelpAnswer }] : [];
  });
  if (told.length === 0) {
    const [first] = facts;
    const name = first === undefined ? 'said' : helpedName(first);
    const text = first === undefined ? 'No fact is on record to say this of' : 'Say of at least one whether it helped';
    return { kind: 'errors', errors: [{ name, text, href: `#${name}` }] };
  }
  const withWords = told.some(({ helped }) => helped === 'yes')
    ? told.filter(({ helped }) => helped === 'yes')
    : told.slice(0, 1);
  const outcome = await appendEntries(tx, requester, rules, {
    childId,
    expectedVersion,
    entries: told.map((one) => ({
      occurredAt: now,
      sourceKey: null,
      content: {
        kind: 'fact-used',
        factRef: one.factRef,
        episodeKey: episode.episodeKey,
        helped: one.helped,
        words: said !== '' && withWords.includes(one) ? { said } : {},
      },
    })),
    now,
  });
  if (outcome.kind === 'saved')
    await recordAudit(tx, requester, { verb: 'alteration', route: paths.useFacts, childIds: [childId] });
  return outcome;
}
