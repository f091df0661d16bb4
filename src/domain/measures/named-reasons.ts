/** Reasons for going as interviews name them: one interview may name several. */
import type { FactColumns } from './columns.ts';
import type { EpisodeFact } from './fact.ts';

type Named = {
  readonly codes: readonly string[];
  /** By the number of a text of the column: places of its reasons, and whether one of them tells of exploitation. */
  readonly holds: readonly ReadonlySet<number>[];
  readonly tells: readonly boolean[];
};

const EXPLOITATION = /exploit|groom|traffick|gang|county-?lines/i;

const known = new WeakMap<FactColumns['reasons'], Named>();

function namedIn(facts: FactColumns): Named {
  const found = known.get(facts.reasons);
  if (found !== undefined) return found;
  const places = new Map<string, number>();
  const holds = facts.reasons.texts.map((text) => {
    const codes = text === null ? [] : text.split(';').filter((code) => code !== '');
    return new Set(
      codes.map((code) => {
        if (!places.has(code)) places.set(code, places.size);
        return places.get(code) as number;
      }),
    );
  });
  const tells = facts.reasons.texts.map((text) => text !== null && EXPLOITATION.test(text));
  const named = { codes: [...places.keys()], holds, tells };
  known.set(facts.reasons, named);
  return named;
}

/** Every reason that any interview of the facts names, as codes. @source feeds definition, interviews: reasons */
export function reasonCodes(facts: FactColumns): readonly string[] {
  return namedIn(facts).codes;
}

/** Whether the interview of an episode names the reason at a place among `reasonCodes`. @source feeds definition, interviews: reasons */
export function namesReason(fact: EpisodeFact, place: number): boolean {
  const { holds } = namedIn(fact.columns);
  return holds[fact.columns.reasons.codes[fact.row] as number]?.has(place) ?? false;
}

/**
 * Whether the interview of an episode names a reason that tells of exploitation.
 * @source requests for information of 2019 and 2024 ask for exploitation; our judgement on the words: a code that speaks of
 *   exploitation, grooming, trafficking, gangs or county lines
 */
export function namesExploitation(fact: EpisodeFact): boolean {
  return namedIn(fact.columns).tells[fact.columns.reasons.codes[fact.row] as number] ?? false;
}
