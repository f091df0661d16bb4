/** Facts around a child that stand: graded, with their source, and whether they helped. */
import type { Entry } from '../chronology/entry.ts';
import type { Instant } from '../time/instant.ts';
import type { FactKind, HelpAnswer, IntelligenceAct } from './acts.ts';
import type { Grading } from './grading.ts';

/** What was said of a fact after one absence. @source our judgement: “did it help?” */
export type FactUse = { readonly episodeKey: string; readonly helped: HelpAnswer; readonly at: Instant };

/** What was said, after one absence of this child, of a fact on another child’s record. @source our judgement: it counts where the fact is, and is kept with the absence */
export type UseOfAnother = FactUse & { readonly factRef: string };

/** How often something was tried, and how often it helped. @unit absences @source our judgement: “did it help?” */
export type Tried = { readonly tried: number; readonly helped: number };

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
  /** One an absence: what was said last. */
  readonly uses: readonly FactUse[];
  /** When other children were missing; as far as whoever asks may know, and nothing where nobody asked. */
  readonly elsewhere: Tried;
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
        elsewhere: { tried: 0, helped: 0 },
      });
    } else if (content.kind === 'fact-withdrawn') found.delete(content.factRef);
    else if (content.kind === 'fact-used' && content.of === undefined) {
      const fact = found.get(content.factRef);
      if (fact) found.set(fact.factRef, { ...fact, uses: withUse(fact.uses, useIn(content, occurredAt)) });
    }
  }
  return [...found.values()];
}

/**
 * What was said of facts on other children’s records, the last for each fact and absence.
 * @source our judgement: it counts where the fact is, and is kept with the absence
 */
export function foldUsesOfOthers(entries: readonly Entry[]): UseOfAnother[] {
  let uses: readonly UseOfAnother[] = [];
  for (const { content, occurredAt } of entries)
    if (content.kind === 'fact-used' && content.of === 'another-child') {
      const { factRef } = content;
      const others = uses.filter((one) => one.factRef !== factRef);
      const same = uses.filter((one) => one.factRef === factRef);
      uses = [...others, ...withUse(same, { ...useIn(content, occurredAt), factRef })];
    }
  return [...uses];
}

type Used = Extract<IntelligenceAct, { readonly kind: 'fact-used' }>;

function useIn({ episodeKey, helped }: Used, at: Instant): FactUse {
  return { episodeKey, helped, at };
}

/** Of one absence the last answer counts: two people who say the same are not two times that it helped. */
function withUse<Use extends FactUse>(uses: readonly Use[], use: Use): readonly Use[] {
  return [...uses.filter(({ episodeKey }) => episodeKey !== use.episodeKey), use];
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
