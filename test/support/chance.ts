/** Chance from a seed, so that a failure can be repeated. */
export type Chance = {
  /** From 0 up to 1, which is not included. */
  readonly next: () => number;
  /** A whole number from the first to the last, both included. */
  readonly between: (first: number, last: number) => number;
  readonly oneOf: <T>(choices: readonly [T, ...T[]] | readonly T[]) => T;
};

/** The same seed gives the same chances. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (first: number, last: number): number => first + Math.floor(next() * (last - first + 1));
  return {
    next,
    between,
    oneOf: (choices) => {
      const chosen = choices[between(0, choices.length - 1)];
      if (chosen === undefined) throw new Error('there is nothing to choose from');
      return chosen;
    },
  };
}
