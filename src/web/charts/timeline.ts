import type { Instant } from '../../domain/time/instant.ts';
import { type Html, html } from '../html.ts';
import { CHART_WIDTH, type Named, drawing, fillOf, inLines, legend, rounded, textWidth } from './drawing.ts';
import { monthTicks } from './time-axis.ts';

/** A stretch of time of one kind. Without an end it lasts still. */
export type Span = {
  /** Which of the kinds, counted from 0. */
  readonly kind: number;
  readonly from: Instant;
  readonly to: Instant | null;
  /** Says what it is when it is pointed at, and on it where there is room. */
  readonly label: string;
};

/** One row of spans that do not overlap. */
export type TimelineRow = { readonly label: string; readonly spans: readonly Span[] };

/** What a timeline shows: rows over one axis from `from` up to `to`. */
export type TimelineOptions = Named & {
  readonly from: Instant;
  readonly to: Instant;
  /** Drawn as a line; what lasts still ends there. */
  readonly now: Instant;
  readonly kinds: readonly string[];
  readonly rows: readonly TimelineRow[];
};

const LABELS = 110;
const ROW = 34;
const BAR = 22;
const AXIS = 26;
/** However short an episode was, it can be seen. */
const NARROWEST = 4;

/** Spans drawn to scale on an axis of months or years. What is outside the axis is cut off at its ends. */
export function timeline(o: TimelineOptions): Html {
  if (o.to <= o.from) throw new RangeError('a timeline needs an end after its beginning');
  const room = CHART_WIDTH - LABELS - 4;
  const xOf = (at: number): number =>
    rounded(LABELS + ((Math.min(Math.max(at, o.from), o.to) - o.from) / (o.to - o.from)) * room);
  const words = legend(o.id, o.kinds, 0);
  const top = words.height;
  const bottom = top + o.rows.length * ROW;
  const ticks = monthTicks(o.from, o.to, 8);
  return drawing(
    o,
    bottom + AXIS,
    o.kinds.length,
    html`${words.markup}${ticks.map(({ at, label }) => html`<line class="chart-grid" x1="${xOf(at)}" x2="${xOf(at)}" y1="${top}" y2="${bottom}"/>${tickLabel(label, xOf(at), bottom + 18)}`)}
<line class="chart-axis" x1="${LABELS}" x2="${CHART_WIDTH - 4}" y1="${bottom}" y2="${bottom}"/>
${o.rows.map((row, i) => drawRow(o, row, top + i * ROW, xOf))}
${o.now >= o.from && o.now <= o.to ? html`<line class="chart-now" x1="${xOf(o.now)}" x2="${xOf(o.now)}" y1="${top}" y2="${bottom}"><title>Now</title></line>` : ''}`,
  );
}

function drawRow(o: TimelineOptions, row: TimelineRow, y: number, xOf: (at: number) => number): Html {
  const [label = ''] = inLines(row.label, LABELS - 10);
  return html`<g><text x="0" y="${y + ROW / 2 + 5}">${label}</text>${row.spans
    .filter((span) => span.from <= o.to && (span.to ?? o.now) >= o.from)
    .map((span) => drawSpan(o, span, y + (ROW - BAR) / 2, xOf))}</g>`;
}

function drawSpan(o: TimelineOptions, span: Span, y: number, xOf: (at: number) => number): Html {
  const start = xOf(span.from);
  const width = rounded(Math.max(xOf(span.to ?? o.now) - start, NARROWEST));
  // An end that is not known is open: a point instead of an edge.
  const shape =
    span.to === null
      ? html`<path class="chart-span" d="M${start} ${y}h${width}l6 ${BAR / 2}l-6 ${BAR / 2}h${-width}z" fill="${fillOf(o.id, span.kind)}">`
      : html`<rect class="chart-span" x="${start}" y="${y}" width="${width}" height="${BAR}" fill="${fillOf(o.id, span.kind)}">`;
  const close = span.to === null ? html`</path>` : html`</rect>`;
  const plate = textWidth(span.label) + 8;
  return html`${shape}<title>${span.label}</title>${close}${
    width >= plate + 8 &&
    html`<rect class="chart-plate" x="${rounded(start + 4)}" y="${y + 3}" width="${plate}" height="${BAR - 6}"/><text x="${rounded(start + 8)}" y="${y + 16}">${span.label}</text>`
  }`;
}

function tickLabel(label: string, x: number, y: number): Html {
  const half = textWidth(label) / 2;
  const anchor = x - half < 0 ? 'start' : x + half > CHART_WIDTH ? 'end' : 'middle';
  return html`<text x="${x}" y="${y}" text-anchor="${anchor}">${label}</text>`;
}
