import { type Html, html } from '../html.ts';
import { CHART_WIDTH, type Named, drawing, fillOf, inLines, legend, rounded, textWidth } from './drawing.ts';

/** One row of bars: a bar for each series. `null` is a figure that is not known or not shown. */
export type BarRow = {
  readonly label: string;
  readonly values: readonly (number | null)[];
  /** What is written beside each bar; the value itself unless given. */
  readonly texts?: readonly string[];
};

/** What a chart of bars shows. */
export type BarsOptions = Named & {
  /** One name a series; a single one needs no legend. */
  readonly series: readonly string[];
  readonly rows: readonly BarRow[];
  /** The value of a bar as long as the chart; the largest value unless given. */
  readonly most?: number;
};

const BAR = 20;
const GAP = 14;
const LINE = 16;
const LABELS = 200;

/** Bars beside their labels, each with its figure written out. */
export function bars(o: BarsOptions): Html {
  const values = o.rows.flatMap((row) => row.values).filter((value) => value !== null);
  const most = o.most ?? Math.max(0, ...values);
  const figures = Math.max(24, ...o.rows.flatMap((row) => row.values.map((_, i) => textWidth(figureOf(row, i)))));
  const room = CHART_WIDTH - LABELS - figures - 12;
  const words = o.series.length > 1 ? legend(o.id, o.series, 0) : { markup: html``, height: 0 };
  let y = words.height;
  const rows = o.rows.map((row) => {
    const lines = inLines(row.label, LABELS - 12);
    const height = Math.max(row.values.length * BAR, lines.length * LINE);
    const drawn = html`<g>${lines.map((line, i) => html`<text x="${LABELS - 8}" y="${y + i * LINE + 15}" text-anchor="end">${line}</text>`)}${row.values.map(
      (value, i) => {
        const length = value === null || most <= 0 ? 0 : rounded((Math.max(0, Math.min(value, most)) / most) * room);
        const top = y + i * BAR;
        return html`${value !== null && html`<rect class="chart-span" x="${LABELS}" y="${top + 1}" width="${length}" height="${BAR - 3}" fill="${fillOf(o.id, i)}"/>`}<text x="${rounded(LABELS + length + 6)}" y="${top + 15}">${figureOf(row, i)}</text>`;
      },
    )}</g>`;
    y += height + GAP;
    return drawn;
  });
  return drawing(
    o,
    Math.max(y - GAP + 4, 24),
    o.series.length,
    html`${words.markup}${rows}<line class="chart-axis" x1="${LABELS}" x2="${LABELS}" y1="${words.height}" y2="${Math.max(y - GAP, words.height)}"/>`,
  );
}

function figureOf(row: BarRow, i: number): string {
  const value = row.values[i];
  return row.texts?.[i] ?? (value === null || value === undefined ? 'not known' : value.toLocaleString('en-GB'));
}
