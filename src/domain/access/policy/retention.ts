/** What is done by those who answer for how long a record is kept. */
import type { Role } from '../roles.ts';
import { INVOLVED } from './groups.ts';
import type { Rule } from './rule.ts';

const KEEPERS = ['information-governance', 'strategic-lead'] as const satisfies readonly Role[];

/** The lines of the policy on it. @source UK GDPR article 5(1)(e); College of Policing, review, retention and disposal; our judgement on who */
export const RETENTION_ACTS = {
  'see-retention': {
    sentence: 'See which records are due for review, held, or erased',
    grants: [{ roles: KEEPERS, as: null, shows: ['identity'] }],
    source: 'Police information and records management code of practice; UK GDPR article 5(1)(e)',
  },
  'decide-retention': {
    sentence: 'Decide whether a record that is due is kept or disposed of, with a second person',
    grants: [{ roles: KEEPERS, as: INVOLVED, shows: ['identity'] }],
    source: 'College of Policing, review, retention and disposal: a person decides; our judgement on who',
  },
  'hold-record': {
    sentence: 'Hold a record against disposal, and lift a hold of one’s own agency',
    grants: [{ roles: KEEPERS, as: INVOLVED }],
    source: 'Inquiries Act 2005, section 35; our judgement on who',
  },
} as const satisfies Readonly<Record<string, Rule>>;
