/** Facts around a child that stand: graded, with their source, and whether they helped. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { FactKind, HelpAnswer } from './acts.ts';
import type { Grading } from './grading.ts';

/** One time that a fact was tried. @source our judgement: “did it help?” */
export type FactUse = { readonly episodeKey: string; readonly helped: HelpAnswer; readonly at: Instant };

/** A fact. @source Oxfordshire prevalence report 2020, section 8; peers’ comparison: structured intelligence */
export type KnownFact = {
  readonly factRef: string;
  readonly factKind: FactKind;
  readonly grading: Grading;
  readonly interviewRef: string | null;
  readonly value: string;
  readonly detail: string | null;
  readonly conditions: string | null;
  /** By which the same person, place or thing is known again among children; null where it is too little to know it by. */
  readonly matchKey: string | null;
  readonly learntAt: Instant;
  readonly learntFrom: string | null;
  readonly uses: readonly FactUse[];
};

/** Facts that were not withdrawn, in order of recording. @source our judgement */
export function foldFacts(entries: readonly Entry[]): KnownFact[] {
  const found = new Map<string, KnownFact>();
  for (const { content, occurredAt, recordedAt, recordedBy } of entries) {
    if (content.kind === 'fact-recorded') {
      const { factRef, factKind, grading, interviewRef, words } = content;
      const value = words.value;
      found.set(factRef, {
        factRef,
        factKind,
        grading,
        interviewRef,
        value,
        detail: words.detail ?? null,
        conditions: words.conditions ?? null,
        matchKey: matchKeyOf(factKind, value),
        learntAt: recordedAt,
        learntFrom: recordedBy,
        uses: [],
      });
    } else if (content.kind === 'fact-withdrawn') found.delete(content.factRef);
    else if (content.kind === 'fact-used') {
      const fact = found.get(content.factRef);
      if (fact)
        found.set(fact.factRef, {
          ...fact,
          uses: [...fact.uses, { episodeKey: content.episodeKey, helped: content.helped, at: occurredAt }],
        });
    }
  }
  return [...found.values()];
}

/** Characters of a key below which it says too little. */
const LEAST = 4;

/**
 * The key by which the same thing is known again: letters and figures alone, of a telephone number its last ten figures.
 * @returns null for a reason, and where fewer than four characters are left
 * @source our judgement: people write one number or name in many ways
 */
export function matchKeyOf(kind: FactKind, value: string): string | null {
  if (kind === 'reason') return null;
  const plain = value
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const key = kind === 'phone' ? plain.replace(/\D/g, '').slice(-10) : plain;
  return key.length < LEAST ? null : key;
}
