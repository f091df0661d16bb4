/** How many interviews stand in each state of sharing, and which they are. */
import sql, { type Sql } from 'sql-template-tag';
import type { Transaction } from '../../db/transaction.ts';
import type { TransmissionPurpose } from '../../domain/interview/acts.ts';
import {
  isCounted,
  COUNTED_STATES,
  countedStateOf,
  type SharingCount,
  type SharingFigure,
  type CountedState,
} from '../../domain/interview/sharing.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { londonMonth, monthAfter } from '../../domain/time/month.ts';
import type { SignedIn } from '../../web/session.ts';
import {
  factsOf,
  SHARING,
  SHARING_COLUMNS,
  sharedInterview,
  type SharedInterview,
  type SharingRow,
} from './queries.ts';

/** Months that the counts go back, with this one. */
const MONTHS = 12;

/** An authority counts its own children; the police what is for them; any other agency what it held. */
function ownOf({ agencyKind, agencyCode }: SignedIn): Sql {
  if (agencyKind === 'local-authority') return sql`s.responsible_authority = ${agencyCode}`;
  return agencyKind === 'police' ? sql`s.purpose = 'police-intelligence'` : sql`s.held_by = ${agencyCode}`;
}

/**
 * How many interviews stand in each state, by month and purpose, the latest month first. Everybody is counted, restricted
 * children too, and nobody is named.
 */
export async function countSharing(tx: Transaction, requester: SignedIn, now: Instant): Promise<SharingCount[]> {
  const months = lastMonths(now);
  await tx.query(sql`select homeward.count_everybody(true)`);
  const rows = await tx.query<SharingRow & { month: string }>(sql`
    select ${SHARING_COLUMNS}, to_char(s.completed_at at time zone 'Europe/London', 'YYYY-MM') as month
    from (${SHARING}) s
    where s.completed_at >= (${`${months.at(-1) ?? ''}-01`}::date - 1) and ${ownOf(requester)}`);
  await tx.query(sql`select homeward.count_everybody(false)`);
  const counted = new Map<string, Record<CountedState, number>>();
  for (const row of rows) {
    if (!months.includes(row.month)) continue;
    const key = `${row.month} ${row.purpose}`;
    const counts = counted.get(key) ?? noCounts();
    counts[countedStateOf({ ...factsOf(row), rewrittenAt: row.rewritten_at })] += 1;
    counted.set(key, counts);
  }
  return [...counted]
    .sort(([a], [b]) => (a.slice(0, 7) < b.slice(0, 7) ? 1 : a.slice(0, 7) > b.slice(0, 7) ? -1 : a < b ? 1 : -1))
    .map(([key, counts]) => ({
      month: key.slice(0, 7),
      purpose: key.slice(8) as TransmissionPurpose,
      counts,
      withheld: false,
    }));
}

/** One number of the counts. */
export type Counted = {
  /** As `2026-03`. */
  readonly month: string;
  readonly purpose: TransmissionPurpose;
  readonly figure: SharingFigure;
};

/** The interviews behind one number, of children whom the requester may see, the longest held first. */
export async function listCounted(
  tx: Transaction,
  requester: SignedIn,
  { month, purpose, figure }: Counted,
): Promise<SharedInterview[]> {
  const rows = await tx.query<SharingRow>(sql`
    select ${SHARING_COLUMNS} from (${SHARING}) s
    where s.purpose = ${purpose} and s.completed_at between ${`${month}-01`}::date - 1 and ${`${month}-01`}::date + 32
      and to_char(s.completed_at at time zone 'Europe/London', 'YYYY-MM') = ${month} and ${ownOf(requester)}
    order by s.completed_at, s.child_id, s.interview_ref`);
  return rows.map(sharedInterview).filter((row) => isCounted(countedStateOf(row), figure));
}

function noCounts(): Record<CountedState, number> {
  return Object.fromEntries(COUNTED_STATES.map((state) => [state, 0])) as Record<CountedState, number>;
}

/** This month and those before it, as `2026-03`. */
function lastMonths(now: Instant): string[] {
  const month = londonMonth(now);
  return Array.from({ length: MONTHS }, (_, back) => monthAfter(month, -back));
}
