/** What is done by those who keep the accounts and answer for who looked. */
import { COPIED_RECORD } from './groups.ts';
import type { Rule } from './rule.ts';

/** The lines of the policy on it. @source Data Protection Act 2018, section 62; our judgement */
export const KEEPING_ACTS = {
  'see-looks': {
    sentence: 'See who in the agency looked at which child',
    grants: [{ roles: ['information-governance'], as: null }],
    source: 'Data Protection Act 2018, section 62',
  },
  'see-looks-at-child': {
    sentence: 'See everybody who looked at a child, from whatever agency',
    grants: [
      { roles: ['information-governance', 'team-manager'], as: ['responsible-authority', 'police'], shows: ['access'] },
    ],
    source: 'UK GDPR article 5(2): who answers for a record can say who saw it; our judgement on who',
  },
  'see-disclosures': {
    sentence: 'See and print what was shown of a child to which agencies',
    grants: [
      {
        roles: ['information-governance', 'team-manager', 'social-worker'],
        as: ['responsible-authority', 'police'],
        shows: ['identity', 'involvements', 'access'],
      },
    ],
    source: 'UK GDPR article 15(1)(c): the child may ask for recipients; our judgement on who answers',
  },
  'make-subject-copy': {
    sentence: 'Make a copy of a child’s record for the child who asks for it',
    grants: [{ roles: ['information-governance'], as: ['responsible-authority', 'police'], shows: COPIED_RECORD }],
    source: 'UK GDPR article 15: right of access',
  },
  'review-subject-copy': {
    sentence: 'Review a copy made for a child, as the second person',
    grants: [
      {
        roles: ['information-governance', 'team-manager'],
        as: ['responsible-authority', 'police'],
        shows: COPIED_RECORD,
      },
    ],
    source: 'our judgement: two people, since what is given to one family can harm another',
  },
  'decide-alert': {
    sentence: 'See and decide alerts about how people of the agency look at children',
    grants: [{ roles: ['information-governance'], as: null }],
    source: 'our judgement: who answers for looks asks about them',
  },
  'see-audit-heads': {
    sentence: 'Pull the signed heads of the audit, to keep them outside Homeward',
    grants: [{ roles: ['agency-system', 'information-governance'], as: null }],
    source: 'our judgement: whoever keeps the heads elsewhere can show that nobody changed the audit',
  },
  'keep-accounts': {
    sentence: 'Open and close accounts, and systems’ access, of one’s own agency',
    grants: [{ roles: ['agency-administrator'], as: null }],
    source: 'our judgement: who opens accounts sees no child',
  },
  'see-agencies': {
    sentence: 'See with which agencies one’s own shares children, what was agreed and what is restricted, as numbers',
    grants: [{ roles: ['agency-administrator', 'strategic-lead', 'information-governance'], as: null }],
    source: 'Caldicott principle 8: no surprises; our judgement on who',
  },
  'confirm-recovery': {
    sentence: 'Confirm, as the second person, that somebody of one’s own agency is to get back into their account',
    grants: [{ roles: ['agency-administrator', 'information-governance'], as: null }],
    source: 'design: recovery by two people; our judgement on who',
  },
} as const satisfies Readonly<Record<string, Rule>>;
