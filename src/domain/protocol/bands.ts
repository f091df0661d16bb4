/** Bands: ranges of a count or a measurement that a table has a row for. Each is half open, and says which end it includes. */

/** One row of a banded table. @source the protocol that states it */
export type Band = {
  /** Row id of the table, and how people name the band. */
  readonly id: string;
  /** Lower end, in the unit of the bands. */
  readonly from: number;
  /** Upper end, in the unit of the bands; null when there is none. */
  readonly to: number | null;
};

/** The bands of one table, in order, none overlapping. @source the protocol that states them */
export type Bands = {
  /** What is banded. */
  readonly unit: 'episodes' | 'elapsed hours' | 'miles' | 'completed years';
  /**
   * The end that belongs to a band. `lower`: from ≤ value < to. `upper`: from < value ≤ to, and the lowest end of all
   * belongs to the first band too, so that 0 miles lie in 0 to 5.
   */
  readonly includes: 'lower' | 'upper';
  readonly bands: readonly Band[];
  /** Document and paragraph from which they come. */
  readonly source: string;
};

/**
 * The position of the band in which a value lies, or -1 when it lies in none.
 * @unit that of the bands; the included end is the one that the bands name
 * @source our judgement: published bands touch or leave gaps (Birmingham evidence 2015, distance and duration), so each end is decided once
 */
export function bandOf(bands: Bands, value: number): number {
  const list = bands.bands;
  const lower = bands.includes === 'lower';
  for (let index = 0; index < list.length; index++) {
    const band = list[index] as Band;
    const aboveFrom = lower || index === 0 ? value >= band.from : value > band.from;
    if (!aboveFrom) return -1;
    if (band.to === null || (lower ? value < band.to : value <= band.to)) return index;
  }
  return -1;
}

/**
 * What is wrong with a list of bands, in words, or undefined when nothing is: they must follow each other in order.
 * @source our judgement: a value that fits two bands, or a band that nothing can fit, would make a table wrong without a sign
 */
export function faultOfBands(bands: Bands): string | undefined {
  let last: Band | undefined;
  const ids = new Set<string>();
  if (bands.bands.length === 0) return 'has no band';
  for (const band of bands.bands) {
    if (ids.has(band.id)) return `names the band ${band.id} twice`;
    ids.add(band.id);
    if (band.to !== null && band.to <= band.from)
      return `has the band ${band.id}, which ends at ${band.to} before it begins at ${band.from}`;
    if (last !== undefined && last.to === null)
      return `has the band ${band.id} after ${last.id}, which has no upper end`;
    if (last !== undefined && last.to !== null && band.from !== last.to) {
      return `leaves a gap or an overlap between ${last.id}, which ends at ${last.to}, and ${band.id}, which begins at ${band.from}`;
    }
    last = band;
  }
  return undefined;
}
