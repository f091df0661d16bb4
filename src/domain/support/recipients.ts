/** To which agencies a child may be referred, and which of them answer in Homeward. */
import { involvementsNow } from '../access/involvement.ts';
import type { Because } from '../chronology/because.ts';
import type { Involvement, Relationship } from '../chronology/record.ts';
import type { Agency, AgencyKind } from '../child/agency.ts';
import type { Instant } from '../time/instant.ts';
import type { ReferralKind } from './acts.ts';
import type { Referral } from './given.ts';
import { REFERRAL_WORDS } from './words.ts';

/** An agency to which a child may be referred. @source West Midlands regional framework, members of the operational group */
export type Recipient = Agency & {
  /** Whether its people see the child, and so answer in Homeward: the answer is then due from it. */
  readonly answersHere: boolean;
};

/** Relationships through which an agency answers a referral in Homeward. @source design: relationship, not ownership */
const ANSWERS_AS: readonly Relationship[] = [
  'responsible-authority',
  'interviewing-authority',
  'interview-provider',
  'police',
];

/** Kinds of agency that are offered, though they are not involved with the child. @source West Midlands regional framework: health, education and the voluntary sector are members */
const OFFERED: readonly AgencyKind[] = ['health', 'education', 'charity'];

/**
 * The agencies of the partnership to which a child may be referred: those that are involved with the child answer in
 * Homeward; health, education and charities of the partnership are named, and whoever refers records their answer, since a
 * referral gives nobody sight of a child. Those that answer come first, then by name.
 * @source West Midlands regional framework; design: relationship, not ownership
 */
export function recipientsOf(
  agencies: readonly Agency[],
  involvements: readonly Involvement[],
  own: string,
  now: Instant,
): Recipient[] {
  const answering = new Set(
    involvementsNow(involvements, now)
      .filter(({ relationship }) => ANSWERS_AS.includes(relationship))
      .map(({ agency }) => agency),
  );
  return agencies
    .filter(({ code, kind }) => code !== own && (answering.has(code) || OFFERED.includes(kind)))
    .map((agency) => ({ ...agency, answersHere: answering.has(agency.code) }))
    .sort((a, b) => Number(b.answersHere) - Number(a.answersHere) || (a.name < b.name ? -1 : 1));
}

/** Kinds of agency that see to each kind of referral; any where none is named. @source West Midlands regional framework; statutory guidance 2014; our judgement where neither says */
const SEEN_TO_BY: Readonly<Record<ReferralKind, readonly AgencyKind[] | null>> = {
  'childrens-services': ['local-authority'],
  'exploitation-screening': null,
  'strategy-discussion': ['local-authority', 'police', 'health'],
  'national-referral-mechanism': ['local-authority', 'police'],
  'early-help': ['local-authority', 'charity', 'interview-provider'],
  'police-report': ['police'],
  'youth-offending': ['local-authority', 'police'],
  health: ['health'],
  'mental-health': ['health', 'charity', 'interview-provider'],
  'sexual-health': ['health', 'charity'],
  'substance-service': ['health', 'charity', 'interview-provider', 'local-authority'],
  school: ['education'],
  education: ['education', 'local-authority'],
  advocacy: ['charity', 'interview-provider', 'local-authority'],
  voluntary: ['charity', 'interview-provider'],
  other: null,
};

/**
 * Why a child may not be referred so; null where it may. An agency sees to what is its own, and of anybody outside it is
 * said who they are: a referral to nobody is chased by nobody.
 * @source West Midlands regional framework; our judgement
 */
export function refusalOfReferral(
  kind: ReferralKind,
  recipient: Pick<Recipient, 'kind' | 'name'> | null,
  name: string,
): (Because & { readonly field: 'agency' | 'name' }) | null {
  const source = 'West Midlands regional framework; our judgement';
  const kinds = SEEN_TO_BY[kind];
  if (recipient !== null && kinds !== null && !kinds.includes(recipient.kind))
    return {
      field: 'agency',
      code: 'another-s-work',
      sentence: `${recipient.name} does not see to “${REFERRAL_WORDS[kind]}”. Choose another agency, or somebody else`,
      source,
    };
  if (recipient === null && name.trim() === '')
    return { field: 'name', code: 'nobody-named', sentence: 'Enter who you refer the child to', source };
  return null;
}

/**
 * Whether somebody may say what came of a referral: whoever reads the child’s referrals, and the agency from which the answer is due.
 * @source our judgement: an answer that came by telephone is recorded by who took it
 */
export function mayAnswerReferral(
  referral: Pick<Referral, 'owedBy'>,
  reader: { readonly agency: string; readonly readsSupport: boolean },
): boolean {
  return reader.readsSupport || referral.owedBy === reader.agency;
}
