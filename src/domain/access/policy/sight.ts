/** What is done about who may see a child. */
import { POLICE, COUNCIL, PRACTITIONERS, INVOLVED } from './groups.ts';
import type { Rule } from './rule.ts';

/** The lines of the policy on it. @source Caldicott principles 7 and 8; each line says more */
export const SIGHT_ACTS = {
  'see-access': {
    sentence: 'See which agencies are involved with a child, until when, and whether the record is restricted',
    grants: [
      {
        roles: [...POLICE, ...COUNCIL, 'independent-reviewing-officer', 'information-governance'],
        as: INVOLVED,
        shows: ['involvements', 'access'],
      },
    ],
    source: 'Caldicott principle 8: no surprises; our judgement on who',
    throughGlass: 'whatever-relationship',
  },
  'agree-involvement': {
    sentence: 'Give another agency sight of a child for a time, and end it',
    grants: [
      {
        roles: ['missing-team-worker', 'social-worker', 'team-manager', 'independent-reviewing-officer'],
        as: ['responsible-authority', 'placing-authority'],
      },
      {
        roles: ['duty-inspector', 'force-incident-manager', 'operations-superintendent', 'missing-person-coordinator'],
        as: ['police'],
      },
    ],
    source: 'Caldicott principle 7: the duty to share; our judgement on who',
  },
  'restrict-record': {
    sentence: 'Close a record to all but named people, name them, and open it again',
    grants: [
      {
        roles: ['duty-inspector', 'force-incident-manager', 'operations-superintendent'],
        rank: 'inspector',
        as: ['police'],
      },
      { roles: ['information-governance'], as: INVOLVED },
    ],
    source:
      'West Midlands Police, missing persons policy: the duty inspector restricts records of honour-based violence, forced marriage and like issues',
    throughGlass: 'beyond-restriction',
  },
  'bar-person': {
    sentence: 'Say that a person may never open a child’s record, and end that',
    grants: [
      {
        roles: ['duty-inspector', 'force-incident-manager', 'operations-superintendent'],
        rank: 'inspector',
        as: ['police'],
      },
      { roles: ['team-manager'], as: ['responsible-authority'] },
      { roles: ['information-governance'], as: INVOLVED },
    ],
    source: 'our judgement: a conflict of interest is for a manager or information governance to decide',
  },
  'break-glass': {
    sentence: 'Open a child’s record in an emergency, with a reason, for a limited time',
    grants: [{ roles: [...PRACTITIONERS, 'information-governance'], as: null }],
    source: 'Caldicott principle 7: the duty to share is as important as the duty to protect',
  },
  'review-broken-glass': {
    sentence: 'Review an emergency opening of a record for which the agency answers',
    grants: [
      {
        roles: [
          'information-governance',
          'team-manager',
          'strategic-lead',
          'duty-inspector',
          'operations-superintendent',
        ],
        as: null,
      },
    ],
    source: 'our judgement: within 24 hours, by somebody other than who opened it',
  },
} as const satisfies Readonly<Record<string, Rule>>;
