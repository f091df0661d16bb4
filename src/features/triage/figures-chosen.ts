/** Which returns the figures of triage count: whose, and of which period. */
import { z } from 'zod';
import { londonDate, startOfLondonDay } from '../../domain/time/london.ts';
import { parsePlainDate, plusDays } from '../../domain/time/plain-date.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { SignedIn } from '../../web/session.ts';
import type { Counting } from './queries.ts';

/** A period as an address says it: the last twelve months, everything, or a calendar year. */
export const period = z.string().regex(/^(?:year|all|20\d\d)$/);

/** Days of a year up to today, today included. */
const DAYS = 365;

/** An authority counts the returns for which it answers; any other agency those of children whose records it sees. */
export function countingFor(requester: SignedIn, chosen: string, now: Instant): Counting {
  const authority = requester.agencyKind === 'local-authority' ? requester.agencyCode : null;
  return { authority, ...boundsOf(chosen, now) };
}

/** A period, in words. */
export function periodWords(chosen: string): string {
  if (chosen === 'all') return 'at any time on record';
  return chosen === 'year' ? 'in the last 12 months' : `in ${chosen}`;
}

function boundsOf(chosen: string, now: Instant): Pick<Counting, 'from' | 'to'> {
  if (chosen === 'all') return { from: null, to: null };
  if (chosen === 'year') return { from: startOfLondonDay(plusDays(londonDate(now), 1 - DAYS)), to: null };
  const start = (year: number): Instant | null => {
    const day = parsePlainDate(`${year}-01-01`);
    return day === undefined ? null : startOfLondonDay(day);
  };
  return { from: start(Number(chosen)), to: start(Number(chosen) + 1) };
}
