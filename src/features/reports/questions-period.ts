/** The period that the ten questions are answered for, where none is asked for. */
import type { FactColumns } from '../../domain/measures/columns.ts';
import { EpisodeFact } from '../../domain/measures/fact.ts';
import { firstDayOf, lastDayOf, monthNumber } from '../../domain/time/month.ts';
import { dateOfDayNumber, dayNumber, type PlainDate } from '../../domain/time/plain-date.ts';
import { periodNamed } from './schemas.ts';

/** A period; both days included. */
export type Period = { readonly from: PlainDate; readonly to: PlainDate };

/**
 * The last financial year; where no child of the authority came back in it, the twelve months that end with the last month
 * before it in which one did, so that an authority whose record is older is answered from it.
 */
export function usualPeriod(facts: FactColumns, authority: string, today: PlainDate): Period {
  const year = periodNamed('last-financial-year', today);
  const [first, last] = [dayNumber(year.from), dayNumber(year.to)];
  const fact = new EpisodeFact(facts);
  let latest = -Infinity;
  for (let row = 0; row < facts.length; row++) {
    fact.row = row;
    const { endDay } = fact;
    if (endDay > last || fact.kind !== 'missing' || fact.responsibleAuthority !== authority) continue;
    if (endDay >= first) return year;
    latest = Math.max(latest, endDay);
  }
  if (latest === -Infinity) return year;
  const month = monthNumber(dateOfDayNumber(latest));
  return { from: firstDayOf(month - 11), to: lastDayOf(month) };
}
