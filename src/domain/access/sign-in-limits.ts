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
 * The same for one-time codes and recovery codes, of which there are a million and two or three hold at a time. Who gets
 * here knows the password, so a stranger cannot keep its owner out.
 * @unit attempts in the window; the limit itself is still allowed
 * @source NIST SP 800-63B-4, 3.2.2 (at most 100 consecutive failures); OWASP ASVS 5.0, 6.6.3
 */
export const CODE_LIMITS = { here: 5, fromSource: 100, forAccount: 10 } as const;

/** Most attempts within the window. @source the limits above */
export type AttemptLimits = { readonly here: number; readonly fromSource: number; readonly forAccount: number };

/**
 * How long a browser may take between one proof of who somebody is and the next.
 * @unit milliseconds; at the limit itself it is over
 * @source our judgement: long enough to set up an authenticator for the first time
 */
export const STEP_LIMIT = HOUR / 4;

/**
 * How long a recovery code is valid once a second person has confirmed the recovery.
 * @unit milliseconds; at the limit itself it is over
 * @source our judgement
 */
export const RECOVERY_CODE_LIMIT = HOUR;

/**
 * Whether one more attempt may be made, after so many in the window.
 * @source the limits above
 */
export function mayAttempt(before: AttemptLimits, limits: AttemptLimits = ATTEMPT_LIMITS): boolean {
  return before.here < limits.here && before.fromSource < limits.fromSource && before.forAccount < limits.forAccount;
}
