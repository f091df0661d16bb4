/** What the page of the ledger is made of. */
import type { LedgerRow } from '../../domain/interview/ledger.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Chosen, Whose } from './queries.ts';
import type { MonthError, Months } from './schemas.ts';

/** What the page is made of. */
export type LedgerView = {
  readonly whose: Whose;
  readonly months: Months;
  readonly chosen: Chosen;
  readonly byMonth: readonly LedgerRow[];
  readonly byAuthority: readonly LedgerRow[];
  readonly byTeam: readonly LedgerRow[];
  readonly total: LedgerRow;
  /** Absences that ended, by month; null where that cannot be counted apart. */
  readonly recorded: ReadonlyMap<string, number> | null;
  /** Still open, of the months before and after those shown. */
  readonly outside: { readonly before: number; readonly after: number };
  readonly teams: readonly string[];
  readonly opens: boolean;
  readonly scrutinises: boolean;
  /** Months that were typed and are none. */
  readonly errors: readonly MonthError[];
  readonly now: Instant;
  readonly agencyName: (code: string) => string;
};
