/** Groups of roles, of relationships and of fields that several acts of the policy name together. */
import { RELATIONSHIPS, type Relationship } from '../../chronology/record.ts';
import type { FieldGroup } from '../field-groups.ts';
import type { Role } from '../roles.ts';

/** The police. @source the list of roles */
export const POLICE = [
  'call-taker',
  'duty-inspector',
  'force-incident-manager',
  'operations-superintendent',
  'missing-person-coordinator',
] as const satisfies readonly Role[];
/** Those in a council who work with the child. @source the list of roles */
export const COUNCIL = [
  'missing-team-worker',
  'social-worker',
  'team-manager',
  'strategic-lead',
] as const satisfies readonly Role[];
/** Those who hold return interviews. @source the list of roles */
export const PROVIDER = ['interviewer', 'provider-manager'] as const satisfies readonly Role[];
/** Those who care for the child day by day. @source the list of roles */
export const CARERS = ['residential-worker', 'foster-carer', 'registered-manager'] as const satisfies readonly Role[];
/** Those who work with children: everyone but readers of figures and keepers of accounts. @source the list of roles */
export const PRACTITIONERS = [
  ...POLICE,
  ...COUNCIL,
  'independent-reviewing-officer',
  ...PROVIDER,
  ...CARERS,
] as const satisfies readonly Role[];
/** Those who answer for figures, or for who opens them. @source our judgement: whoever answers for the work reads its figures */
export const ANSWER_FOR_FIGURES = [
  'duty-inspector',
  'force-incident-manager',
  'operations-superintendent',
  'missing-person-coordinator',
  'missing-team-worker',
  'social-worker',
  'team-manager',
  'strategic-lead',
  'provider-manager',
  'analyst',
  'information-governance',
] as const satisfies readonly Role[];
/** An agency involved of its own accord, as long as its part in the child's life lasts. @source design: relationship, not ownership */
export const INVOLVED = RELATIONSHIPS;
/** An agency that has the child in its care, or was asked in. @source design: relationship, not ownership */
export const CARING = [
  'reporter',
  'placement-provider',
  'meeting-member',
  'consulted',
] as const satisfies readonly Relationship[];

/** An agency that answers for the child, has the child in its area, or holds its interviews: its people read what was said in them. @source design: relationship, not ownership */
export const ANSWERING_AGENCY = [
  'responsible-authority',
  'host-authority',
  'placing-authority',
  'interview-provider',
  'interviewing-authority',
] as const satisfies readonly Relationship[];

/** What whoever works with the child, or answers for it, needs to know. @source Caldicott principle 3: the minimum */
export const WHOLE_RECORD = [
  'identity',
  'address',
  'status',
  'episodes',
  'risk',
  'narrative',
  'interviews',
  'interview-words',
  'triage',
  'facts',
  'support',
  'screenings',
  'duties',
  'involvements',
] as const satisfies readonly FieldGroup[];
/** What the police need: of an interview what was shared with them, and the facts, not all that the child said. @source statutory guidance 2014; Caldicott principle 3 */
export const POLICE_RECORD = [
  'identity',
  'address',
  'status',
  'episodes',
  'risk',
  'narrative',
  'interviews',
  'triage',
  'facts',
  'screenings',
  'duties',
  'involvements',
] as const satisfies readonly FieldGroup[];
/** What a carer needs: what a child said in a return interview may be about the home. @source Caldicott principle 3: the minimum */
export const CARE_RECORD = [
  'identity',
  'address',
  'status',
  'episodes',
  'risk',
  'narrative',
  'duties',
  'involvements',
] as const satisfies readonly FieldGroup[];
/** What a copy for the child shows; addresses never. @source our judgement: what leads to where a child lives is in no paper */
export const COPIED_RECORD = [
  'identity',
  'status',
  'episodes',
  'risk',
  'narrative',
  'interviews',
  'interview-words',
  'triage',
  'support',
  'screenings',
  'duties',
  'access',
] as const satisfies readonly FieldGroup[];
