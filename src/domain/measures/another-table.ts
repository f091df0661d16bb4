/**
 * Whether the figures that are shown could belong to another table than the true one, in which a hidden number is larger or
 * smaller. The search makes one, number by number; what it finds is a proof, what it does not find is none.
 */

/** Numbers, and what is known of how they hang together. Positions count from 0. @source our judgement: attacker who knows every relation */
export type Numbers = {
  /** True values, 0 or more. */
  readonly values: readonly number[];
  /** The least that a reader must allow for, where the number is hidden. */
  readonly least: readonly number[];
  readonly relations: readonly Relation[];
};

/** A sum of numbers, each with its sign, that is nought, or nought or more. @source our judgement */
export type Relation = { readonly sum: readonly Signed[]; readonly exactly: boolean };
/** A number and its sign. @source our judgement */
export type Signed = readonly [number: number, sign: 1 | -1];

/** What a search found. `inTheWay` are shown numbers that, hidden, would have let it go on. @source our judgement */
export type Search = { readonly found: boolean; readonly inTheWay: ReadonlySet<number> };

/** Numbers changed in one search at most: beyond, the search gives up, and more is hidden. */
const MOST_CHANGES = 60;

/** Finds other tables. Reads `shown` at every search. @source our judgement: a witness is exact, where an interval worked out from the relations may be too wide */
export class OtherTables {
  readonly #numbers: Numbers;
  readonly #shown: readonly boolean[];
  /** For each number the relations in which it stands, with its sign there. */
  readonly #relationsOf: readonly (readonly (readonly [relation: number, sign: 1 | -1])[])[];
  readonly #now: number[];
  /** What each relation comes to now, and which of them do not hold, the latest last. */
  readonly #totals: number[];
  readonly #broken = new Set<number>();
  readonly #moved = new Map<number, 1 | -1>();
  /** What is looked for: a sum, and what it is to come to. */
  #wanted: { readonly sum: readonly Signed[]; readonly value: number } = { sum: [], value: 0 };
  #inTheWay = new Set<number>();
  #left = 0;

  constructor(numbers: Numbers, shown: readonly boolean[]) {
    this.#numbers = numbers;
    this.#shown = shown;
    this.#now = [...numbers.values];
    this.#totals = numbers.relations.map(({ sum }) => this.#valueOf(sum));
    const relationsOf: (readonly [number, 1 | -1])[][] = numbers.values.map(() => []);
    for (const [place, { sum }] of numbers.relations.entries())
      for (const [number, sign] of sum) relationsOf[number]?.push([place, sign]);
    this.#relationsOf = relationsOf;
  }

  /**
   * Looks for a table that shows the same and in which a sum of hidden numbers is larger by `by`, or smaller where that is
   * below nought.
   * @unit whole numbers
   * @source our judgement
   */
  differing(sum: readonly Signed[], by: number): Search {
    this.#inTheWay = new Set();
    this.#left = MOST_CHANGES;
    this.#wanted = { sum, value: this.#valueOf(sum) + by };
    const found = this.#change(sum, by);
    for (const [number, value] of this.#numbers.values.entries())
      if (this.#at(number) !== value) this.#move(number, value - this.#at(number));
    this.#moved.clear();
    return { found, inTheWay: this.#inTheWay };
  }

  /** The shown numbers, other than nought, that are reached from some through relations of hidden ones. */
  shownAround(from: readonly number[]): ReadonlySet<number> {
    const seen = new Set(from);
    const around = new Set<number>();
    const open = [...from];
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      if (this.#shown[number] === true) {
        if (this.#at(number) !== 0) around.add(number);
        continue;
      }
      for (const [place] of this.#relationsOf[number] ?? [])
        for (const [other] of this.#numbers.relations[place]?.sum ?? []) {
          if (seen.has(other)) continue;
          seen.add(other);
          open.push(other);
        }
    }
    return around;
  }

  #at(number: number): number {
    return this.#now[number] as number;
  }

  #valueOf(sum: readonly Signed[]): number {
    return sum.reduce((all, [number, sign]) => all + sign * this.#at(number), 0);
  }

  #move(number: number, by: number): void {
    this.#now[number] = this.#at(number) + by;
    for (const [place, sign] of this.#relationsOf[number] ?? []) {
      const total = (this.#totals[place] as number) + sign * by;
      this.#totals[place] = total;
      if (total === 0 || (total > 0 && this.#numbers.relations[place]?.exactly === false)) this.#broken.delete(place);
      else this.#broken.add(place);
    }
  }

  /** Changes numbers of a sum until it is larger by `by`, then mends what that broke; takes it back where neither can be. */
  #change(sum: readonly Signed[], by: number): boolean {
    if (by === 0) return this.#mend();
    const choices: { number: number; sign: 1 | -1; by: number }[] = [];
    for (const [number, sign] of sum) {
      const possible = this.#possible(number, sign * by);
      if (possible !== 0) choices.push({ number, sign, by: possible });
    }
    choices.sort((a, b) => Math.abs(b.by) - Math.abs(a.by) || a.by - b.by || this.#at(b.number) - this.#at(a.number));
    for (const choice of choices) {
      if (this.#left-- <= 0) return false;
      const before = this.#moved.get(choice.number);
      this.#move(choice.number, choice.by);
      this.#moved.set(choice.number, choice.by > 0 ? 1 : -1);
      if (this.#change(sum, by - choice.sign * choice.by)) return true;
      this.#move(choice.number, -choice.by);
      if (before === undefined) this.#moved.delete(choice.number);
      else this.#moved.set(choice.number, before);
    }
    return false;
  }

  /** Of a change, as much as a number can take: none where it is shown, or was moved the other way. */
  #possible(number: number, by: number): number {
    if (this.#shown[number] === true) {
      if (this.#numbers.values[number] !== 0) this.#inTheWay.add(number);
      return 0;
    }
    const direction = by > 0 ? 1 : -1;
    if ((this.#moved.get(number) ?? direction) !== direction) return 0;
    return by > 0 ? by : -Math.min(-by, this.#at(number) - (this.#numbers.least[number] as number));
  }

  #mend(): boolean {
    let latest: number | undefined;
    for (const place of this.#broken) latest = place;
    if (latest === undefined) {
      // What mended the relations may have moved the sum itself back.
      const { sum, value } = this.#wanted;
      const missing = value - this.#valueOf(sum);
      return missing === 0 || this.#change(sum, missing);
    }
    return this.#change(this.#numbers.relations[latest]?.sum ?? [], -(this.#totals[latest] as number));
  }
}
