/** How often a password may be guessed: enough for slips, too few for guessing, and nobody is locked out by a stranger. */
import { HOUR } from '../time/instant.ts';

/**
 * Attempts are counted over the last quarter of an hour.
 * @unit milliseconds
 * @source our judgement
 */
export const ATTEMPT_WINDOW = HOUR / 4;

/**
 * Most attempts that fail within the window, by account and source together, by source, and by account. The limit for one
 * account from anywhere is high, so that a stranger who fails on purpose does not keep its owner out.
 * @unit attempts in the window; the limit itself is still allowed
 * @source NCSC, password guidance: throttling, with 5 to 10 attempts; OWASP ASVS 5.0, 6.3.1
 */
export const ATTEMPT_LIMITS = { here: 10, fromSource: 100, forAccount: 100 } as const;

/**
 * Whether one more attempt may be made, after so many in the window.
 * @source the limits above
 */
export function mayAttempt(before: {
  readonly here: number;
  readonly fromSource: number;
  readonly forAccount: number;
}): boolean {
  return (
    before.here < ATTEMPT_LIMITS.here &&
    before.fromSource < ATTEMPT_LIMITS.fromSource &&
    before.forAccount < ATTEMPT_LIMITS.forAccount
  );
}
