/** The period that the ten questions are answered for, where none is asked for. */
import type { FactColumns } from '../../domain/measures/columns.ts';
import { EpisodeFact } from '../../domain/measures/fact.ts';
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
  const after = dateOfDayNumber(latest);
  const next = Number(after.slice(0, 4)) * 12 + Number(after.slice(5, 7));
  return { from: firstOf(next - 12), to: dateOfDayNumber(dayNumber(firstOf(next)) - 1) };
}

function firstOf(month: number): PlainDate {
  const year = Math.floor(month / 12);
  return `${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01` as PlainDate;
}
