/** The roles of the field: what people do in their agency, and the agencies in which each is found. */
import type { AgencyKind } from '../child/agency.ts';

/** A role as people name it, the agencies that have it, and what it is for. @source the list of roles below */
export type RoleMeaning = {
  readonly title: string;
  /** Kinds of agency in which a person may hold it. */
  readonly agencies: readonly AgencyKind[];
  readonly does: string;
};

const EVERY_AGENCY = [
  'local-authority',
  'police',
  'interview-provider',
  'placement-provider',
  'health',
  'education',
  'charity',
  'board',
] as const satisfies readonly AgencyKind[];

/**
 * Every role a person, or a system of an agency, may hold.
 * @source College of Policing, authorised professional practice on missing persons (police); statutory guidance on
 *   children who run away or go missing from home or care, 2014 (councils, interviewers, carers); our judgement (the rest)
 */
export const ROLES = {
  'call-taker': { title: 'Call taker', agencies: ['police'], does: 'Takes the first report of an absence.' },
  'duty-inspector': {
    title: 'Duty inspector',
    agencies: ['police'],
    does: 'Decides and reviews the risk of an absence.',
  },
  'force-incident-manager': {
    title: 'Force incident manager',
    agencies: ['police'],
    does: 'Commands the response across the force.',
  },
  'operations-superintendent': {
    title: 'Operations superintendent',
    agencies: ['police'],
    does: 'Answers for high-risk searches and for lowering a grade where only that rank may.',
  },
  'missing-person-coordinator': {
    title: 'Missing person coordinator',
    agencies: ['police'],
    does: 'Keeps the force’s record right and works with councils.',
  },
  'missing-team-worker': {
    title: 'Missing team worker',
    agencies: ['local-authority'],
    does: 'Sees to it that each return is followed by an interview.',
  },
  'social-worker': { title: 'Social worker', agencies: ['local-authority'], does: 'Works with the child.' },
  'team-manager': { title: 'Team manager', agencies: ['local-authority'], does: 'Answers for the work of a team.' },
  'strategic-lead': {
    title: 'Strategic lead',
    agencies: ['local-authority'],
    does: 'Answers for the service and its figures.',
  },
  'independent-reviewing-officer': {
    title: 'Independent reviewing officer',
    agencies: ['local-authority'],
    does: 'Reviews the care plan of a child looked after, independently of the team.',
  },
  interviewer: {
    title: 'Independent interviewer',
    agencies: ['interview-provider', 'charity', 'local-authority'],
    does: 'Holds return interviews given to the agency.',
  },
  'provider-manager': {
    title: 'Provider manager',
    agencies: ['interview-provider', 'charity'],
    does: 'Answers for the interviews given to the agency.',
  },
  'residential-worker': {
    title: 'Residential worker',
    agencies: ['placement-provider'],
    does: 'Cares for the child and reports an absence.',
  },
  'foster-carer': {
    title: 'Foster carer',
    agencies: ['placement-provider'],
    does: 'Cares for the child at home and reports an absence.',
  },
  'registered-manager': {
    title: 'Registered manager',
    agencies: ['placement-provider'],
    does: 'Answers for a children’s home.',
  },
  'panel-chair': {
    title: 'Panel chair',
    agencies: ['local-authority', 'police', 'board'],
    does: 'Leads a meeting about the children on its agenda, and sees those alone.',
  },
  analyst: { title: 'Analyst', agencies: ['local-authority', 'police', 'board'], does: 'Makes and explains figures.' },
  'scrutiny-reader': {
    title: 'Scrutiny reader',
    agencies: ['local-authority', 'board'],
    does: 'Reads figures, and no child’s record.',
  },
  'agency-administrator': {
    title: 'Agency administrator',
    agencies: EVERY_AGENCY,
    does: 'Opens and closes the accounts of the agency, and sees no child’s record.',
  },
  'information-governance': {
    title: 'Information governance',
    agencies: EVERY_AGENCY,
    does: 'Answers for who looked at what.',
  },
  'agency-system': {
    title: 'System of the agency',
    agencies: EVERY_AGENCY,
    does: 'A program of the agency that uses the API.',
  },
} as const satisfies Readonly<Record<string, RoleMeaning>>;

/** @source the list of roles above */
export type Role = keyof typeof ROLES;

/** Every role, in the order of the list. @source the list of roles above */
export const ROLE_NAMES = Object.keys(ROLES) as readonly Role[];

/** Whether a text names a role. @source the list of roles above */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text);
}

/**
 * The roles that a person of such an agency may hold; a system's own role is not among them.
 * @source the list of roles above
 */
export function rolesOf(kind: AgencyKind): readonly Role[] {
  return ROLE_NAMES.filter((role) => {
    const agencies: readonly AgencyKind[] = ROLES[role].agencies;
    return role !== 'agency-system' && agencies.includes(kind);
  });
}
