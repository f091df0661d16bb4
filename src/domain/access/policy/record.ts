/** What is done to the record of a child. */
import {
  POLICE,
  COUNCIL,
  PROVIDER,
  CARERS,
  PRACTITIONERS,
  INVOLVED,
  CARING,
  ANSWERING_AGENCY,
  WHOLE_RECORD,
  POLICE_RECORD,
  CARE_RECORD,
} from './groups.ts';
import type { Rule } from './rule.ts';

/** The lines of the policy on it. @source statutory guidance 2014; Caldicott principles; our judgement for each line that names no other source */
export const RECORD_ACTS = {
  'see-child': {
    sentence: 'See a child, the chronology, episodes, interviews and duties',
    grants: [
      {
        roles: [...COUNCIL, 'independent-reviewing-officer', ...PROVIDER, 'information-governance'],
        as: INVOLVED,
        shows: WHOLE_RECORD,
      },
      // A system reads no more than the people of its agency: the first line that fits decides, so the widest comes first.
      { roles: ['agency-system'], as: ANSWERING_AGENCY, shows: WHOLE_RECORD },
      { roles: ['agency-system'], as: ['police'], shows: POLICE_RECORD },
      { roles: ['agency-system'], as: CARING, shows: CARE_RECORD },
      { roles: POLICE, as: INVOLVED, shows: POLICE_RECORD },
      { roles: CARERS, as: CARING, shows: CARE_RECORD },
      { roles: ['panel-chair'], as: ['meeting-member'], shows: WHOLE_RECORD },
    ],
    source: 'Caldicott principles 4 and 7: need to know, and the duty to share',
    throughGlass: 'whatever-relationship',
  },
  'search-children': {
    sentence: 'Search among the children with whom the agency is involved',
    grants: [{ roles: [...PRACTITIONERS, 'panel-chair', 'information-governance', 'agency-system'], as: null }],
    source: 'Caldicott principle 4: need to know',
  },
  'see-worklist': {
    sentence: 'See what is due from the agency',
    grants: [{ roles: [...PRACTITIONERS, 'agency-system'], as: null }],
    source: 'our judgement: whoever may do the work sees what is due',
  },
  'tell-of-absence': {
    sentence: 'Tell of an absence or a return, of a child on record or not',
    grants: [{ roles: [...PRACTITIONERS, 'agency-system'], as: null }],
    source: 'statutory guidance 2014: anyone who has care of a child reports an absence without delay',
  },
  'record-risk-review': {
    sentence: 'Record the police’s review of an open episode',
    grants: [
      {
        roles: [
          'duty-inspector',
          'force-incident-manager',
          'operations-superintendent',
          'missing-person-coordinator',
          'agency-system',
        ],
        as: ['police'],
      },
    ],
    source:
      'College of Policing, authorised professional practice on missing persons: reviews are made by a supervisor',
  },
  'record-interview': {
    sentence: 'Record the offer and the outcome of a return interview',
    grants: [
      {
        roles: ['missing-team-worker', 'social-worker', 'team-manager', 'interviewer', 'agency-system'],
        as: ['responsible-authority', 'interviewing-authority'],
      },
      { roles: [...PROVIDER, 'agency-system'], as: ['interview-provider'] },
    ],
    source: 'statutory guidance 2014: the responsible authority sees to an independent return interview',
  },
  'correct-record': {
    sentence: 'Correct what was told, or say that it was about another child',
    grants: [
      { roles: [...POLICE, 'agency-system'], as: ['police'] },
      { roles: [...COUNCIL, 'agency-system'], as: ['responsible-authority', 'host-authority', 'reporter'] },
      { roles: [...PROVIDER, ...CARERS, 'agency-system'], as: ['reporter'] },
    ],
    source: 'UK GDPR article 5(1)(d): accuracy; our judgement on who',
  },
  'settle-fault': {
    sentence: 'Settle a recording fault, with a reason',
    grants: [
      {
        roles: ['missing-person-coordinator', 'duty-inspector', 'force-incident-manager', 'operations-superintendent'],
        as: ['police'],
      },
      { roles: COUNCIL, as: ['responsible-authority', 'host-authority', 'reporter'] },
    ],
    source: 'our judgement: the agencies that keep the record decide; a carer or interviewer does not',
  },
  'decide-review': {
    sentence: 'Decide which child a notification is about',
    grants: [
      { roles: ['missing-person-coordinator', 'duty-inspector', 'missing-team-worker', 'team-manager'], as: null },
    ],
    source: 'feeds definition: nothing is merged on a guess; a named person decides',
  },
} as const satisfies Readonly<Record<string, Rule>>;
