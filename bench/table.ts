/** What a bench gives back: a table, and what a reader needs to know of it. */

/** One table of results. */
export type BenchTable = {
  readonly title: string;
  /** What was compared with what, and the target. */
  readonly about: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What was missed, by how much and why; and what else to know. */
  readonly notes: readonly string[];
};

/** A bench: a name to call it by, and the way to its tables. */
export type Bench = {
  readonly name: string;
  readonly load: () => Promise<{ readonly bench: () => Promise<readonly BenchTable[]> }>;
};

/** The middle of some measurements. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? NaN)
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Milliseconds as a person reads them. */
export function inMs(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds).toLocaleString('en-GB')} ms`;
}

/** How many times as long the one took as the other. */
export function ratio(one: number, other: number): string {
  return (one / other).toFixed(2);
}

/** A table as Markdown. */
export function asMarkdown({ title, about, head, rows, notes }: BenchTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const numeric = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [
    `## ${title}`,
    '',
    about,
    '',
    line(head),
    line(numeric),
    ...rows.map(line),
    '',
    ...notes.map((note) => `- ${note}`),
    ...(notes.length > 0 ? [''] : []),
  ].join('\n');
}
