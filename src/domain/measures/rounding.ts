/** Percentages and means, rounded by whole numbers so that no binary fraction tips a half the wrong way. */

/**
 * `numerator` as a percentage of `denominator`, to two decimals, half up; null with a denominator of 0.
 * @unit percent; both are whole numbers, 0 or more
 * @source feeds definition, measures
 */
export function percentOf(numerator: number, denominator: number): number | null {
  return hundredths(numerator * 100, denominator);
}

/**
 * `sum` divided by `count`, to two decimals, half up; null with a count of 0.
 * @unit that of the sum; both are whole numbers, 0 or more
 * @source feeds definition, measures
 */
export function meanOf(sum: number, count: number): number | null {
  return hundredths(sum, count);
}

function hundredths(numerator: number, denominator: number): number | null {
  if (denominator === 0) return null;
  const doubled = 200 * numerator + denominator;
  return (doubled - (doubled % (2 * denominator))) / (2 * denominator) / 100;
}
