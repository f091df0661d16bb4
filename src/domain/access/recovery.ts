/** Getting somebody back into their account who lost what they prove themselves with: never by one person alone. */

/** Whether a step of a recovery may be taken, and why. @source the rules below */
export type RecoveryDecision = {
  readonly allowed: boolean;
  readonly because: { readonly code: string; readonly sentence: string; readonly source: string };
};

const SOURCE = 'OWASP ASVS 5.0, 6.4.4 (recovery proves as much as enrolment did); design: recovery by two people';

/**
 * Whether somebody may confirm a recovery that was started: neither whose account it is, nor who started it.
 * @source design: recovery by two people
 */
export function decideConfirmation(
  recovery: { readonly userId: number; readonly startedBy: number | null },
  confirmer: number,
): RecoveryDecision {
  if (confirmer === recovery.userId) {
    return refused(
      'own-account',
      'Nobody confirms the recovery of their own account. Ask another person of your agency.',
    );
  }
  if (confirmer === recovery.startedBy) {
    return refused('same-person', 'You started this recovery, so another person of your agency confirms it.');
  }
  return {
    allowed: true,
    because: { code: 'second-person', sentence: 'A second person confirms it.', source: SOURCE },
  };
}

/**
 * Whether the operator may stand in by the command line: only for a person that the agency lacks. Without anybody who
 * could start it the operator does both; with nobody to confirm it, that alone.
 * @source design: recovery by two people; our judgement on the operator
 */
export function decideOperator(others: {
  /** Open accounts, without the subject's, whose person may start a recovery. */
  readonly starters: number;
  /** Open accounts, without the subject's and the starter's, whose person may confirm one. */
  readonly confirmers: number;
  readonly started: boolean;
}): RecoveryDecision {
  if (!others.started && others.starters > 0) {
    return refused('agency-can-start', 'An administrator of the agency must start this recovery first, in Homeward.');
  }
  if (others.started && others.confirmers > 0) {
    return refused('agency-can-confirm', 'Another person of the agency can confirm this recovery, in Homeward.');
  }
  return {
    allowed: true,
    because: { code: 'no-second-person', sentence: 'The agency has no second person.', source: SOURCE },
  };
}

function refused(code: string, sentence: string): RecoveryDecision {
  return { allowed: false, because: { code, sentence, source: SOURCE } };
}
