/** What is done about where a child lives, and about hiding it. */
import type { Rule } from './rule.ts';

/** The lines of the policy on it. @source the child's address is what a person who means harm is after; each line says more */
export const ADDRESS_ACTS = {
  'record-address': {
    sentence: 'Record where a child lives or stays, and who may read it',
    grants: [
      {
        roles: ['missing-team-worker', 'social-worker', 'team-manager'],
        as: ['responsible-authority', 'host-authority'],
      },
      {
        roles: ['duty-inspector', 'force-incident-manager', 'operations-superintendent', 'missing-person-coordinator'],
        as: ['police'],
      },
    ],
    source: 'our judgement: those who answer for the child, and the police',
  },
  'hide-address': {
    sentence: 'Hide the address of a child from everybody, at once',
    grants: [
      { roles: ['social-worker', 'team-manager', 'information-governance'], as: ['responsible-authority'] },
      { roles: ['duty-inspector', 'information-governance'], as: ['police'] },
    ],
    source: 'our judgement: one person is enough to hide, since to wait for a second can cost a life',
  },
  'reveal-address': {
    sentence: 'Ask to see a hidden address, and see it once somebody else has approved',
    grants: [
      {
        roles: ['missing-team-worker', 'social-worker', 'team-manager', 'strategic-lead'],
        as: ['responsible-authority', 'host-authority'],
        shows: ['address'],
      },
      {
        roles: ['duty-inspector', 'force-incident-manager', 'operations-superintendent', 'missing-person-coordinator'],
        as: ['police'],
        shows: ['address'],
      },
    ],
    source:
      'Caldicott principles 2 and 7: only where necessary, and the duty to share; OWASP ASVS 5.0, 2.3.5 on the second person',
  },
  'approve-address': {
    sentence: 'Decide whether somebody else may see a hidden address, or whether the hiding ends',
    grants: [{ roles: ['team-manager', 'strategic-lead', 'information-governance'], as: ['responsible-authority'] }],
    source: 'OWASP ASVS 5.0, 2.3.5: two people for what matters most; our judgement on who',
  },
  'unhide-address': {
    sentence: 'Ask that the address of a child be no longer hidden',
    grants: [{ roles: ['social-worker', 'team-manager', 'information-governance'], as: ['responsible-authority'] }],
    source: 'OWASP ASVS 5.0, 2.3.5: two people to show again what was hidden',
  },
} as const satisfies Readonly<Record<string, Rule>>;
