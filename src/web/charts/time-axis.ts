import { type Instant, TWENTY_FOUR_HOURS } from '../../domain/time/instant.ts';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { firstDayOf, monthNumber } from '../../domain/time/month.ts';

/** A mark on the axis of time. */
export type Tick = { readonly at: Instant; readonly label: string };

const steps = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The first days of months between two instants, in London, as many as there is room for: every month, every
 * second, every quarter, and so on up to decades. Ends are included.
 */
export function monthTicks(from: Instant, to: Instant, most: number): readonly Tick[] {
  const first = monthNumber(londonDate(from));
  const last = monthNumber(londonDate(to));
  const step = steps.find((months) => (last - first) / months + 1 <= most) ?? 600;
  const ticks: Tick[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const at = startOfLondonDay(firstDayOf(month));
    if (at >= from && at <= to)
      ticks.push({
        at,
        label: step >= 12 ? String(Math.floor(month / 12)) : `${names[month % 12] ?? ''} ${Math.floor(month / 12)}`,
      });
  }
  return ticks;
}

/** The beginning of the month of one instant and the end of the month of another: a range that reads well. */
export function wholeMonths(from: Instant, to: Instant): { readonly from: Instant; readonly to: Instant } {
  return {
    from: startOfLondonDay(firstDayOf(monthNumber(londonDate(from)))),
    to: startOfLondonDay(firstDayOf(monthNumber(londonDate(Math.max(to, from + TWENTY_FOUR_HOURS) as Instant)) + 1)),
  };
}
