/**
 * Chance from a seed, so that a forecast can be repeated and two forecasts differ in nothing but what was changed: whatever
 * happens to one return is drawn from numbers of its own, whoever else there is.
 */

/** A source of chance. @source our judgement: the same seed gives the same forecast */
export type Chance = {
  /** From 0 up to 1, which is not included. */
  readonly next: () => number;
};

/**
 * A source of chance for one thing, named by numbers: a seed, a run, a return.
 * @source Steele, Lea and Flood 2014 (SplitMix), its 32-bit finaliser; our judgement on naming
 */
export function chanceOf(...names: readonly number[]): Chance {
  let state = 0x9e3779b9;
  for (const name of names) {
    state = mix(state ^ mix(name >>> 0));
    state = mix((state + Math.floor(name / 2 ** 32)) >>> 0);
  }
  return {
    next: () => {
      state = (state + 0x9e3779b9) >>> 0;
      return mix(state) / 2 ** 32;
    },
  };
}

function mix(value: number): number {
  let mixed = (value + 0x6d2b79f5) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** One of some values; undefined where there are none. @source our judgement */
export function oneOf<T>(chance: Chance, values: readonly T[]): T | undefined {
  const at = Math.floor(chance.next() * values.length);
  return values[at];
}

/**
 * How many happen where so many are expected.
 * @unit events; `expected` 0 or more
 * @source Poisson distribution, by inversion
 */
export function howMany(chance: Chance, expected: number): number {
  const drawn = chance.next();
  let count = 0;
  let term = Math.exp(-expected);
  let sum = term;
  while (drawn >= sum && count < 1000) {
    count += 1;
    term *= expected / count;
    sum += term;
  }
  return count;
}
