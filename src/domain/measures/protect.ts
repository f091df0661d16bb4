/** Which numbers to hide besides the small ones, so that none of the small can be worked out from what is left. */
import { OtherTables, type Numbers, type Signed } from './another-table.ts';

/** Numbers to be shown to readers who see no child. @source our reliability and security bar, S-SMALL */
export type ToProtect = Numbers & {
  /** Whether anything shows it at all; a number that nothing shows is hidden from the beginning. */
  readonly published: readonly boolean[];
  /** The higher, the later it is hidden for another’s sake. */
  readonly worth: readonly number[];
  /** Sums that must not be known where they are small: numbers themselves, and what is left of one without another. */
  readonly secrets: readonly (readonly Signed[])[];
};

/**
 * The numbers that are shown. Hidden are those from 1 to one below `smallest`, and as many more as it takes for each small
 * secret to be able to lie anywhere in a range of at least `smallest` whole numbers, for a reader who knows every relation,
 * that a number is hidden only where it is not nought, and what is shown. What is hidden is never shown again later, so each
 * secret is made safe once, and one after the other. Where all that hangs together is hidden, any multiple of it is possible.
 * @unit `smallest` is a count, itself shown
 * @source Office for National Statistics, disclosure control for tables: secondary suppression and protection ranges; our judgement on the width
 */
export function shownSafely(numbers: ToProtect, smallest: number): readonly boolean[] {
  const { values, published, secrets } = numbers;
  const isSmall = (value: number): boolean => value > 0 && value < smallest;
  const shown = values.map((value, number) => published[number] === true && !isSmall(value));
  const tables = new OtherTables(numbers, shown);
  for (const secret of secrets) {
    const value = secret.reduce((sum, [number, sign]) => sum + sign * (values[number] as number), 0);
    if (!isSmall(value)) continue;
    for (;;) {
      const inTheWay = narrowed(tables, secret, value, smallest);
      if (inTheWay === null) break;
      const next = leastWorth(inTheWay, numbers) ?? leastWorth(tables.shownAround(secret.map(([one]) => one)), numbers);
      if (next === null) break;
      shown[next] = false;
    }
  }
  return shown;
}

/** Null where a secret may lie in a range that is wide enough, else what stood in the way of that. */
function narrowed(
  tables: OtherTables,
  secret: readonly Signed[],
  value: number,
  smallest: number,
): ReadonlySet<number> | null {
  const wanted = smallest - 1;
  let inTheWay: ReadonlySet<number> = new Set();
  const reaches = (by: number): boolean => {
    const search = tables.differing(secret, by);
    if (!search.found) inTheWay = inTheWay.union(search.inTheWay);
    return search.found;
  };
  if (reaches(wanted)) return null;
  // A range that begins lower must reach the less high, but no secret lies below nought.
  const least = wanted - value;
  if (least > 0 && !reaches(least)) return inTheWay;
  for (let up = wanted - 1; up >= Math.max(least, 0); up--)
    if ((up === least || up === 0 || reaches(up)) && reaches(up - wanted)) return null;
  return inTheWay;
}

function leastWorth(candidates: ReadonlySet<number>, { worth, values, published }: ToProtect): number | null {
  let best: number | null = null;
  const before = (a: number, b: number): boolean =>
    worth[a] === worth[b] ? (values[a] as number) < (values[b] as number) : (worth[a] as number) < (worth[b] as number);
  for (const one of candidates) if (published[one] === true && (best === null || before(one, best))) best = one;
  return best;
}
