/**
 * Who may do what: the one table. Everything that asks whether a person may see or do something asks it here.
 *
 * The database says the half of it that concerns agencies and children a second time, by row-level security
 * (`migrations/0004_access.sql`): an agency sees the children with whom it is involved, and no other.
 */
import type { Relationship } from '../chronology/record.ts';
import type { Role } from './roles.ts';

/** Who is allowed: one of the roles, whose agency has one of the relationships to the child. @source design: relationship, not ownership */
export type Grant = {
  readonly roles: readonly Role[];
  /** Relationships of the agency to the child, one of which is needed; null where the act concerns no child on record. */
  readonly as: readonly Relationship[] | null;
};

/** One act: what it is in words, who may, and why. @source design: the policy is one table */
export type Rule = { readonly sentence: string; readonly grants: readonly Grant[]; readonly source: string };

const POLICE = [
  'call-taker',
  'duty-inspector',
  'force-incident-manager',
  'missing-person-coordinator',
] as const satisfies readonly Role[];
const COUNCIL = [
  'missing-team-worker',
  'social-worker',
  'team-manager',
  'strategic-lead',
] as const satisfies readonly Role[];
const PROVIDER = ['interviewer', 'provider-manager'] as const satisfies readonly Role[];
/** Those who work with children: everyone but readers of figures and keepers of accounts. */
const PRACTITIONERS = [...POLICE, ...COUNCIL, ...PROVIDER, 'residential-worker'] as const satisfies readonly Role[];
const INVOLVED = [
  'responsible-authority',
  'host-authority',
  'police',
  'reporter',
  'interview-provider',
] as const satisfies readonly Relationship[];

/**
 * The policy. A role that an act does not name may not do it; an agency without a named relationship to the child may not either.
 * @source statutory guidance on children who run away or go missing from home or care, 2014, on sharing between agencies;
 *   Caldicott principles 2 to 4 and 7 (only where necessary, the minimum, need to know; the duty to share); our judgement
 *   for each line that names no other source
 */
export const POLICY = {
  'see-child': {
    sentence: 'See a child, the chronology, episodes, interviews and duties',
    grants: [{ roles: [...PRACTITIONERS, 'information-governance', 'agency-system'], as: INVOLVED }],
    source: 'Caldicott principles 4 and 7: need to know, and the duty to share',
  },
  'search-children': {
    sentence: 'Search among the children with whom the agency is involved',
    grants: [{ roles: [...PRACTITIONERS, 'information-governance', 'agency-system'], as: null }],
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
        roles: ['duty-inspector', 'force-incident-manager', 'missing-person-coordinator', 'agency-system'],
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
        as: ['responsible-authority'],
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
      { roles: [...PROVIDER, 'residential-worker', 'agency-system'], as: ['reporter'] },
    ],
    source: 'UK GDPR article 5(1)(d): accuracy; our judgement on who',
  },
  'settle-fault': {
    sentence: 'Settle a recording fault, with a reason',
    grants: [
      { roles: ['missing-person-coordinator', 'duty-inspector', 'force-incident-manager'], as: ['police'] },
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
        roles: [
          'duty-inspector',
          'force-incident-manager',
          'missing-person-coordinator',
          'missing-team-worker',
          'social-worker',
          'team-manager',
          'strategic-lead',
          'provider-manager',
          'analyst',
          'scrutiny-reader',
          'information-governance',
          'agency-system',
        ],
        as: null,
      },
    ],
    source: 'our judgement: whoever answers for the work, or scrutinises it, reads its figures',
  },
  'open-figure': {
    sentence: 'Open a figure down to the episodes and children behind it',
    grants: [
      {
        roles: [
          'duty-inspector',
          'force-incident-manager',
          'missing-person-coordinator',
          'missing-team-worker',
          'social-worker',
          'team-manager',
          'strategic-lead',
          'provider-manager',
          'analyst',
          'information-governance',
          'agency-system',
        ],
        as: null,
      },
    ],
    source: 'our judgement: an analyst must be able to answer for a figure; a scrutiny reader sees no child',
  },
  'see-looks': {
    sentence: 'See who in the agency looked at which child',
    grants: [{ roles: ['information-governance'], as: null }],
    source: 'Data Protection Act 2018, section 62',
  },
  'see-looks-at-child': {
    sentence: 'See everybody who looked at a child, from whatever agency',
    grants: [{ roles: ['information-governance', 'team-manager'], as: ['responsible-authority', 'police'] }],
    source: 'UK GDPR article 5(2): who answers for a record can say who saw it; our judgement on who',
  },
  'keep-accounts': {
    sentence: 'Open and close accounts, and systems’ access, of one’s own agency',
    grants: [{ roles: ['agency-administrator'], as: null }],
    source: 'our judgement: who opens accounts sees no child',
  },
} as const satisfies Readonly<Record<string, Rule>>;

/** @source the policy above */
export type Act = keyof typeof POLICY;

/** Every act, in the order of the policy. @source the policy above */
export const ACTS = Object.keys(POLICY) as readonly Act[];
