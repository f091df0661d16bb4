/** Names of the numbers that tables show: one for each number, however many tables show it. */
import type { CountColumn, Counting, Population } from './definition.ts';
import { countsOf, TOTAL, type Shape } from './shape.ts';

/** What a number counts. @source our judgement */
export type What = { readonly unit: CountColumn['unit']; readonly counts?: Counting };

/** @source our judgement */
export function whatOf(unit: CountColumn['unit'], counted: Counting | undefined): What {
  return counted === undefined ? { unit } : { unit, counts: counted };
}

/** Names, the same for the same number as long as one of these gives them. @source our judgement: two tables that show one number tell of it together */
export class NumberNames {
  readonly #things = new Map<object, number>();

  /** One key for one number: by the table and row, or by what is counted where several tables count it. */
  at(shape: Shape, row: string, columnId: string): string {
    const { unit = 'episodes', counts: counted } = countsOf(shape).find(({ id }) => id === columnId) ?? {};
    const { each, wholeOf, alike } = shape.known;
    const trait = each?.[row];
    const what: What = whatOf(unit, counted ?? trait?.counts);
    const whole = wholeOf?.[row];
    if (whole !== undefined && (whole.unit === undefined || whole.unit === unit))
      return this.whole(whole.population, what);
    const exactly = trait?.exactly === true && (counted === undefined || counted === trait.counts);
    if (row === TOTAL || exactly) return this.whole(shape.whole, what);
    const name = typeof alike === 'string' ? `${alike}: ${row}` : alike?.[row];
    return name === undefined ? `${shape.id} ${row} ${this.#words(what)}` : this.alike(shape, name, what);
  }

  /** What is counted of the rows that have this name in several tables. */
  alike({ whole }: Shape, name: string, what: What): string {
    return `${this.#thing(whole)} ${name} ${this.#words(what)}`;
  }

  /** What is counted of a table or population as a whole. */
  whole(whole: object, what: What): string {
    const { partOf } = whole as Partial<Population>;
    if (partOf !== undefined && what.counts === undefined)
      return this.whole(partOf.population, { unit: what.unit, counts: partOf.counts });
    return `whole ${this.#thing(whole)} ${this.#words(what)}`;
  }

  #words({ unit, counts: counted }: What): string {
    return `${unit} ${counted === undefined ? 'all' : `counted ${this.#thing(counted)}`}`;
  }

  /** Everything that a table includes. */
  included(shape: Shape): string {
    return this.whole(shape.whole, { unit: 'episodes' });
  }

  /** What is left out for a reason: episodes, and the children whose they are. */
  leftOut(shape: Shape, code: string): [episodes: string, children: string] {
    const of = `left out ${this.#thing(shape.leavesOut(code))} ${code}`;
    return [`${of} episodes`, `${of} children`];
  }

  #thing(one: object): number {
    const known = this.#things.get(one) ?? this.#things.size;
    this.#things.set(one, known);
    return known;
  }
}
