/** A hidden address: who decides whether it is shown, and for how long one sight lasts. */
import { HOUR } from '../time/instant.ts';
import type { Decision } from './decide.ts';

/**
 * How long an approved request lets its asker see the address.
 * @unit milliseconds from the approval; the end is not included
 * @source our judgement: long enough for one visit to be arranged
 */
export const REVEALED_FOR = HOUR / 2;

const SOURCE = 'OWASP ASVS 5.0, 2.3.5: two people for what matters most';

/**
 * Whether somebody may decide a request to see a hidden address, or to end the hiding: anybody with the right but who asked, once.
 * @source OWASP ASVS 5.0, 2.3.5
 */
export function mayDecideRequest(request: {
  readonly askedBy: number;
  /** Null for a system, which never decides. */
  readonly decider: number | null;
  readonly decided: boolean;
}): Decision {
  if (request.decider === null) return refused('person-decides', 'Only a person may decide this.');
  if (request.decider === request.askedBy)
    return refused('own-request', 'Somebody else must decide what you asked for.');
  if (request.decided) return refused('decided-already', 'This has been decided.');
  return {
    allowed: true,
    shows: [],
    onlyGiven: false,
    because: { code: 'second-person', sentence: 'A second person decides.', source: SOURCE },
  };
}

/**
 * Whether an approved request still lets its asker see the address.
 * @unit the instant itself at which it ends is not included
 * @source our judgement, as above
 */
export function isStillOpen(untilAt: number | null, now: number): boolean {
  return untilAt !== null && now < untilAt;
}

function refused(code: string, sentence: string): Decision {
  return { allowed: false, shows: [], onlyGiven: false, because: { code, sentence, source: SOURCE } };
}
