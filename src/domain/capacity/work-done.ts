/** What pays for interviews beside the work done, by financial year. */
import type { PlainDate } from '../time/plain-date.ts';

/** Work of one month. @source issue of return interviews: a provider’s own figures */
export type MonthOfWork = {
  /** First day of the month. */
  readonly month: PlainDate;
  /** Interviews that the agency was asked for one by one. */
  readonly offered: number;
  readonly accepted: number;
  readonly refused: number;
  /** Accepted, and given back before it was held; not among those accepted. */
  readonly givenBack: number;
  readonly held: number;
  readonly inTime: number;
};

/** Money from one source for one year. @source The Children’s Society, evidence 2015: council, own and lottery money */
export type Funding = {
  readonly fundingId: number;
  readonly source: string;
  readonly financialYear: number;
  readonly pence: number;
};

/** One financial year: money, and what was done with it. @source issue of return interviews: funding by source and year against work done */
export type YearOfWork = {
  readonly financialYear: number;
  readonly funding: readonly Funding[];
  readonly pence: number;
  readonly held: number;
  readonly sessions: number;
  /** Whole pence for each interview held; null where none was held or nothing is on record. */
  readonly pencePerInterview: number | null;
};

/**
 * The financial year of a date, by the year in which it begins.
 * @unit from 1 April to 31 March
 * @source the financial year of public bodies in England
 */
export function financialYearOf(date: PlainDate): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 4 ? year : year - 1;
}

/** A financial year as in `2025 to 2026`. @source GOV.UK style guide, dates */
export function financialYearWords(year: number): string {
  return `${year} to ${year + 1}`;
}

/** Every year with money or work, the latest first. @source issue of return interviews: funding by source and year against work done */
export function yearsOfWork(
  funding: readonly Funding[],
  months: readonly MonthOfWork[],
  sessions: ReadonlyMap<number, number>,
): YearOfWork[] {
  const years = new Set([
    ...funding.map(({ financialYear }) => financialYear),
    ...months.filter(({ held }) => held > 0).map(({ month }) => financialYearOf(month)),
    ...sessions.keys(),
  ]);
  return [...years]
    .sort((a, b) => b - a)
    .map((financialYear) => {
      const own = funding.filter((one) => one.financialYear === financialYear);
      const pence = own.reduce((sum, one) => sum + one.pence, 0);
      const held = months
        .filter(({ month }) => financialYearOf(month) === financialYear)
        .reduce((sum, one) => sum + one.held, 0);
      return {
        financialYear,
        funding: own,
        pence,
        held,
        sessions: sessions.get(financialYear) ?? 0,
        pencePerInterview: held === 0 || own.length === 0 ? null : Math.round(pence / held),
      };
    });
}
