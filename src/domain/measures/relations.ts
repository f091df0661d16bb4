/** What everybody knows of how the numbers of tables hang together: rows with totals, parts with wholes, tables with tables. */
import type { Relation, Signed } from './another-table.ts';
import type { CountColumn, KnownOfRows, PartsOfColumn } from './definition.ts';
import { NumberNames, whatOf } from './number-names.ts';
import type { ToProtect } from './protect.ts';
import type { Cell } from './report.ts';
import { countsOf, TOTAL, type Counted, type Shape } from './shape.ts';

/** Hidden in this order for another’s sake. */
const WORTH = { leftOut: 0, part: 1, whole: 2, total: 3 } as const;

/**
 * The numbers of tables, each once however many tables show it, and their relations. A relation that the numbers themselves
 * break, as records that contradict themselves can make them, is nobody’s knowledge and left out.
 * @source our judgement: whoever reads may lay any two tables beside each other
 */
export class Related {
  readonly #values: number[] = [];
  readonly #published: boolean[] = [];
  readonly #worth: number[] = [];
  readonly #relations: Relation[] = [];
  readonly #secrets: Signed[][] = [];
  readonly #places = new Map<string, number>();
  readonly #names = new NumberNames();
  readonly #added: { readonly shape: Shape; readonly rows: readonly string[] }[] = [];

  /** Adds a table. */
  add(shape: Shape, table: Counted): void {
    for (const row of table.rows) for (const cell of row.cells) this.#publish(shape, row.id, cell);
    this.#publishTotals(shape, table);
    this.#added.push({ shape, rows: table.rows.map(({ id }) => id).filter((id) => id !== TOTAL) });
  }

  /** Everything that was added. It is asked for once, when all tables are there: one tells of another whichever comes first. */
  all(): ToProtect {
    for (const { shape, rows } of this.#added) {
      for (const row of rows) this.#relateParts(shape, row);
      for (const column of countsOf(shape)) this.#relateRows(shape, column, rows);
      this.#relateParts(shape, TOTAL);
    }
    for (const { shape, rows } of this.#added)
      for (const apart of shape.known.apart ?? []) this.#relateApart(shape, apart, rows);
    const holds = ({ sum, exactly }: Relation): boolean => {
      const total = sum.reduce((all, [number, sign]) => all + sign * (this.#values[number] as number), 0);
      return total === 0 || (total > 0 && !exactly);
    };
    return {
      values: this.#values,
      published: this.#published,
      least: this.#published.map((published) => (published ? 1 : 0)),
      worth: this.#worth,
      relations: this.#relations.filter(holds),
      secrets: [...this.#values.map((_, number): Signed[] => [[number, 1]]), ...this.#secrets],
    };
  }

  /** The numbers that a cell tells. */
  behind(shape: Shape, row: string, cell: Pick<Cell, 'column'>): number[] {
    const column = shape.columns.find(({ id }) => id === cell.column);
    if (column === undefined) return [];
    if (column.kind === 'count') return this.#known([this.#names.at(shape, row, column.id)]);
    const lower = column.of === 'table' ? TOTAL : row;
    return this.#known([
      this.#names.at(shape, row, column.numerator),
      this.#names.at(shape, lower, column.denominator),
    ]);
  }

  /** The numbers that tell what a table considers, includes and leaves out. */
  behindTotals(shape: Shape, { leftOut }: Counted): number[] {
    return this.#known([
      ...(shape.considered === null ? [] : [`considered ${shape.considered}`, this.#names.included(shape)]),
      ...leftOut.flatMap(({ code }) => this.#names.leftOut(shape, code)),
    ]);
  }

  #publish(shape: Shape, row: string, cell: Cell): void {
    const column = shape.columns.find(({ id }) => id === cell.column);
    if (column === undefined) return;
    const worth = (of: string): number =>
      row === TOTAL ? WORTH.total : shape.parts.some(({ parts }) => parts.includes(of)) ? WORTH.part : WORTH.whole;
    if (column.kind === 'count') {
      this.#number(this.#names.at(shape, row, column.id), cell.numerator, worth(column.id));
      return;
    }
    const upper = this.#number(this.#names.at(shape, row, column.numerator), cell.numerator, worth(column.numerator));
    const lowerRow = column.of === 'table' ? TOTAL : row;
    const lower = this.#number(
      this.#names.at(shape, lowerRow, column.denominator),
      cell.denominator ?? 0,
      lowerRow === TOTAL ? WORTH.total : worth(column.denominator),
    );
    if (column.kind !== 'percent' || upper === lower) return;
    this.#relate(
      [
        [lower, 1],
        [upper, -1],
      ],
      false,
    );
    this.#secrets.push([
      [lower, 1],
      [upper, -1],
    ]);
  }

  #publishTotals(shape: Shape, table: Counted): void {
    if (shape.considered === null) return;
    const considered = this.#number(`considered ${shape.considered}`, table.considered, WORTH.leftOut);
    const included = this.#number(this.#names.included(shape), table.included, WORTH.total);
    const left = table.leftOut.map(({ code, episodes, children }) => {
      const [ofEpisodes, ofChildren] = this.#names.leftOut(shape, code);
      const number = this.#number(ofEpisodes, episodes, WORTH.leftOut);
      this.#relate(
        [
          [number, 1],
          [this.#number(ofChildren, children, WORTH.leftOut), -1],
        ],
        false,
      );
      return number;
    });
    this.#relate([[considered, 1], [included, -1], ...left.map((one): Signed => [one, -1])], true);
  }

  /** Parts within wholes in one row, and of columns that count the same, children within episodes. */
  #relateParts(shape: Shape, row: string): void {
    const at = (column: string): number | undefined => this.#places.get(this.#names.at(shape, row, column));
    for (const { whole, parts, all } of shape.parts) {
      const given = parts.map(at);
      if (all === true) this.#derive(shape, row, { whole, parts });
      const of = at(whole);
      const known = parts.map(at).filter((one) => one !== undefined);
      if (of === undefined || known.length === 0) continue;
      const rest: Signed[] = [[of, 1], ...known.map((one): Signed => [one, -1])];
      this.#relate(rest, all === true && known.length === given.length);
      if (all !== true) this.#secrets.push(rest);
    }
    for (const { id } of countsOf(shape))
      for (const within of wholesOf(shape.parts, id)) {
        const [part, of] = [at(id), at(within)];
        if (part !== undefined && of !== undefined)
          this.#secrets.push([
            [of, 1],
            [part, -1],
          ]);
      }
    for (const children of countsOf(shape).filter(({ unit }) => unit === 'children')) {
      const same = countsOf(shape).find((one) => one.unit === 'episodes' && one.counts === children.counts);
      const [fewer, more] = [at(children.id), same === undefined ? undefined : at(same.id)];
      if (fewer !== undefined && more !== undefined)
        this.#relate(
          [
            [more, 1],
            [fewer, -1],
          ],
          false,
        );
    }
  }

  /** A number that nothing shows, where the others of its sum give it. */
  #derive(shape: Shape, row: string, { whole, parts }: PartsOfColumn): void {
    const value = (column: string): number | undefined => {
      const place = this.#places.get(this.#names.at(shape, row, column));
      return place === undefined ? undefined : this.#values[place];
    };
    const known = parts.map(value);
    const missing = parts.filter((_, index) => known[index] === undefined);
    const sum = known.reduce<number>((all, one) => all + (one ?? 0), 0);
    const of = value(whole);
    if (of === undefined && missing.length === 0) this.#unpublished(this.#names.at(shape, row, whole), sum);
    const [only] = missing;
    if (of !== undefined && missing.length === 1 && only !== undefined && of >= sum)
      this.#unpublished(this.#names.at(shape, row, only), of - sum);
  }

  /** Rows with the table as a whole. */
  #relateRows(shape: Shape, column: CountColumn, rows: readonly string[]): void {
    const total = this.#names.at(shape, TOTAL, column.id);
    const known = this.#known(rows.map((row) => this.#names.at(shape, row, column.id)));
    const adds = column.unit === 'episodes' ? shape.addsUp !== 'nothing' : shape.addsUp === 'episodes and children';
    const sum = known.reduce((all, number) => all + (this.#values[number] as number), 0);
    if (adds && known.length === rows.length && !this.#places.has(total)) this.#unpublished(total, sum);
    const whole = this.#places.get(total);
    if (whole === undefined) return;
    if (adds) {
      this.#relate([[whole, 1], ...known.map((one): Signed => [one, -1])], known.length === rows.length);
      return;
    }
    for (const one of known)
      this.#relate(
        [
          [whole, 1],
          [one, -1],
        ],
        false,
      );
    if (shape.addsUp !== 'nothing' && known.length === rows.length)
      this.#relate([...known.map((one): Signed => [one, 1]), [whole, -1]], false);
  }

  #relate(sum: readonly Signed[], exactly: boolean): void {
    if (sum.length > 1) this.#relations.push({ sum, exactly });
  }

  #number(key: string, value: number, worth: number): number {
    const place = this.#unpublished(key, value);
    this.#published[place] = true;
    this.#worth[place] = Math.max(worth, this.#worth[place] ?? 0);
    return place;
  }

  #unpublished(key: string, value: number): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#values.length;
    this.#places.set(key, place);
    this.#values.push(value);
    this.#published.push(false);
    this.#worth.push(0);
    return place;
  }

  #known(keys: readonly string[]): number[] {
    return keys.flatMap((key) => this.#places.get(key) ?? []);
  }

  /** Rows without an episode in common, with the whole that they are parts of. */
  #relateApart(shape: Shape, apart: NonNullable<KnownOfRows['apart']>[number], rows: readonly string[]): void {
    const chosen = 'rows' in apart ? apart.rows : rows.filter((row) => !apart.allBut.includes(row));
    for (const column of countsOf(shape)) {
      if (column.unit === 'children' && apart.childrenToo !== true) continue;
      const what = whatOf(column.unit, column.counts);
      const whole = this.#places.get(
        apart.ofAlike === undefined
          ? this.#names.whole(apart.of ?? shape.whole, what)
          : this.#names.alike(shape, apart.ofAlike, what),
      );
      const known = this.#known(chosen.map((row) => this.#names.at(shape, row, column.id)));
      if (whole === undefined || known.length === 0) continue;
      const rest: Signed[] = [[whole, 1], ...known.map((one): Signed => [one, -1])];
      this.#relate(rest, apart.all === true && known.length === chosen.length);
      this.#secrets.push(rest);
    }
  }
}

/** Every column within which a column lies, directly or through another. */
function wholesOf(parts: readonly PartsOfColumn[], column: string): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [column];
  for (let one = open.pop(); one !== undefined; one = open.pop())
    for (const { whole, parts: within } of parts)
      if (within.includes(one) && !found.has(whole)) {
        found.add(whole);
        open.push(whole);
      }
  return found;
}
