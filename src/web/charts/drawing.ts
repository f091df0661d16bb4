import { type Html, html } from '../html.ts';

/** The width of every chart, in units of its own; it is scaled to the width of the page. */
export const CHART_WIDTH = 720;

/** A text of 14 units in the widest of the fonts that may stand in for Arial. */
const WIDTH_OF_A_LETTER = 8;

/** What a chart says to those who do not see it. `id` is unique on the page. */
export type Named = { readonly id: string; readonly title: string; readonly description: string };

/** A picture that can be scrolled on a small screen, with a name and a description, and the patterns by which kinds are told apart without colour. */
export function drawing(o: Named, height: number, kinds: number, inside: Html): Html {
  return html`<div class="homeward-scroll" role="group" aria-label="${o.title}" tabindex="0"><svg class="homeward-chart" viewBox="0 0 ${CHART_WIDTH} ${height}" role="img" aria-labelledby="${o.id}-title ${o.id}-desc" xmlns="http://www.w3.org/2000/svg" focusable="false">
<title id="${o.id}-title">${o.title}</title>
<desc id="${o.id}-desc">${o.description}</desc>
<defs>${Array.from({ length: Math.min(kinds, marks.length) }, (_, i) => pattern(o.id, i))}</defs>
${inside}
</svg></div>`;
}

/** How the nth kind is filled: a colour with a pattern on it, so that it can be told apart in black and white. */
export function fillOf(id: string, kind: number): string {
  return `url(#${id}-kind-${(kind % marks.length) + 1})`;
}

/** The words for each kind beside a piece of it. Gives its height as well. */
export function legend(
  id: string,
  kinds: readonly string[],
  y: number,
): { readonly markup: Html; readonly height: number } {
  let x = 0;
  let line = 0;
  const pieces = kinds.map((kind, i) => {
    const width = 28 + textWidth(kind) + 20;
    if (x > 0 && x + width > CHART_WIDTH) {
      x = 0;
      line += 1;
    }
    const piece = html`<rect class="chart-span" x="${x + 1}" y="${y + line * 24 + 2}" width="20" height="14" fill="${fillOf(id, i)}"/><text x="${x + 28}" y="${y + line * 24 + 14}">${kind}</text>`;
    x += width;
    return piece;
  });
  return { markup: html`<g>${pieces}</g>`, height: kinds.length === 0 ? 0 : (line + 1) * 24 + 8 };
}

/** About how wide a text of the chart's size is. */
export function textWidth(text: string): number {
  return Math.ceil([...text].length * WIDTH_OF_A_LETTER);
}

/** A text in lines no wider than `width`, broken between words; the last of at most three is cut with an ellipsis. */
export function inLines(text: string, width: number): readonly string[] {
  const most = Math.max(4, Math.floor(width / WIDTH_OF_A_LETTER));
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, 3);
  if (lines.length > 3) kept[2] = `${kept[2] ?? ''}…`;
  return kept.map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line));
}

/** A number of a drawing with no more figures than can be seen. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

const marks = [
  html``,
  html`<path class="chart-mark" d="M-2 10 10 -2 M4 12 12 4"/>`,
  html`<circle class="chart-mark" cx="5" cy="5" r="1.5"/>`,
  html`<path class="chart-mark" d="M0 5H10"/>`,
  html`<path class="chart-mark" d="M5 0V10"/>`,
];

function pattern(id: string, kind: number): Html {
  return html`<pattern id="${id}-kind-${kind + 1}" width="10" height="10" patternUnits="userSpaceOnUse"><rect class="chart-fill-${kind + 1}" width="10" height="10"/>${marks[kind] ?? ''}</pattern>`;
}
