/** What is done with files and figures. */
import { ANSWER_FOR_FIGURES } from './groups.ts';
import type { Rule } from './rule.ts';

/** The lines of the policy on it. @source our judgement: each line says why */
export const FIGURES_ACTS = {
  import: {
    sentence: 'Send a file of notifications and see what came of it',
    grants: [
      {
        roles: [
          'missing-person-coordinator',
          'missing-team-worker',
          'team-manager',
          'analyst',
          'provider-manager',
          'agency-system',
        ],
        as: null,
      },
    ],
    source: 'our judgement: those who keep the record of an agency',
  },
  'run-report': {
    sentence: 'Run a report and read its figures',
    grants: [
      {
        roles: [...ANSWER_FOR_FIGURES, 'scrutiny-reader', 'agency-system'],
        as: null,
      },
    ],
    source: 'our judgement: whoever answers for the work, or scrutinises it, reads its figures',
  },
  'open-figure': {
    sentence: 'Open a figure down to the episodes and children behind it',
    grants: [
      {
        roles: [...ANSWER_FOR_FIGURES, 'agency-system'],
        as: null,
      },
    ],
    source: 'our judgement: an analyst must be able to answer for a figure; a scrutiny reader sees no child',
  },
  'export-children': {
    sentence: 'Take rows about children out as a file, for a stated purpose',
    grants: [
      {
        roles: [...ANSWER_FOR_FIGURES],
        as: null,
      },
    ],
    source: 'our judgement: whoever answers for figures or keeps the record; the file holds only what they may see',
  },
  'decide-export': {
    sentence: 'Decide, as the second person, on a file that a colleague asked for',
    grants: [
      {
        roles: [
          'duty-inspector',
          'force-incident-manager',
          'operations-superintendent',
          'team-manager',
          'strategic-lead',
          'provider-manager',
          'information-governance',
        ],
        as: null,
      },
    ],
    source: 'OWASP ASVS 5.0, 2.3.5: two people for what matters most; our judgement on who',
  },
} as const satisfies Readonly<Record<string, Rule>>;
