/** What another role opens and closes to a person: shown before it is given. */
import { RELATIONSHIPS } from '../chronology/record.ts';
import type { AgencyKind } from '../child/agency.ts';
import type { Because } from '../chronology/record.ts';
import { decide, type Actor } from './decide.ts';
import { ACTS, POLICY, type Act } from './policy.ts';
import { RANKS, type Rank } from './ranks.ts';
import { rolesOf, type Role } from './roles.ts';
import { standingBy } from './standing.ts';

/** An act that somebody may do, in their own words. @source the policy */
export type ActInWords = { readonly act: Act; readonly sentence: string };

/** What a change of role or rank opens and closes. @source design: what each change will open or close is shown before it is made */
export type RoleChange = {
  /** Could not be done of any child, and can of some. */
  readonly gains: readonly ActInWords[];
  readonly loses: readonly ActInWords[];
  /** Could be done already, and reaches more children or shows more of them. */
  readonly widens: readonly ActInWords[];
  readonly narrows: readonly ActInWords[];
};

/**
 * What somebody may do of some child, or of none where the act concerns no child.
 * @source the policy
 */
export function actsOf(actor: Actor): readonly ActInWords[] {
  return ACTS.filter((act) => reachOf(actor, act).size > 0).map(inWords);
}

/** What a person gains and loses who was one actor and becomes another; null for who may do nothing. @source the policy, asked in every relationship to a child */
export function changeOfRole(before: Actor | null, after: Actor | null): RoleChange {
  const gains: ActInWords[] = [];
  const loses: ActInWords[] = [];
  const widens: ActInWords[] = [];
  const narrows: ActInWords[] = [];
  for (const act of ACTS) {
    const [was, will] = [reachOf(before, act), reachOf(after, act)];
    if (was.size === 0 && will.size > 0) gains.push(inWords(act));
    else if (was.size > 0 && will.size === 0) loses.push(inWords(act));
    else {
      if (!will.isSubsetOf(was)) widens.push(inWords(act));
      if (!was.isSubsetOf(will)) narrows.push(inWords(act));
    }
  }
  return { gains, loses, widens, narrows };
}

/** In which relationships an actor may do an act, and what of the record is shown in each. */
function reachOf(actor: Actor | null, act: Act): Set<string> {
  const reach = new Set<string>();
  if (actor === null) return reach;
  for (const relationship of RELATIONSHIPS) {
    const { allowed, shows } = decide(actor, act, standingBy(relationship));
    if (!allowed) continue;
    reach.add(relationship);
    for (const group of shows) reach.add(`${relationship} ${group}`);
  }
  return reach;
}

function inWords(act: Act): ActInWords {
  return { act, sentence: POLICY[act].sentence };
}

/** What a person is to be. @source our judgement: role, rank and team are what an administrator gives */
export type NewRole = { readonly role: Role; readonly rank: Rank | null; readonly team: string | null };

/** The account that is changed, and by whom. @source our judgement */
export type RoleFacts = {
  readonly userId: number;
  readonly role: string;
  readonly rank: string | null;
  readonly team: string | null;
  readonly agencyKind: AgencyKind;
  /** Who changes it. */
  readonly changedBy: number;
  /** Open accounts of administrators of the agency. */
  readonly administrators: readonly number[];
};

/**
 * Why a role cannot be given as asked; null where it can. Since only an administrator changes roles and nobody their own, an
 * agency never loses its last administrator; the facts must be read with those accounts locked.
 * @source our judgement: two people for what opens records, and an agency that nobody administers cannot close an account
 */
export function whyRoleNotChanged(facts: RoleFacts, wanted: NewRole): Because | null {
  const refuse = (code: string, sentence: string): Because => ({ code, sentence, source: 'our judgement' });
  if (facts.userId === facts.changedBy)
    return refuse('oneself', 'Ask another administrator: nobody changes their own role.');
  if (!facts.administrators.includes(facts.changedBy))
    return refuse('not-administrator', 'Only an administrator of the agency changes a role.');
  if (!rolesOf(facts.agencyKind).includes(wanted.role))
    return refuse('role-not-of-agency', 'Select a role of this kind of agency.');
  if (wanted.rank !== null && facts.agencyKind !== 'police')
    return refuse('rank-not-of-agency', 'Only people of the police have a rank.');
  return facts.role === wanted.role && facts.rank === wanted.rank && facts.team === wanted.team
    ? refuse('nothing-changes', 'Change the role, the rank or the team: this is what the person has already.')
    : null;
}

/** A rank as people write it. @source the list of ranks */
export function rankWords(rank: Rank): string {
  return rank.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());
}

/** Every rank with its words, from lowest to highest. @source the list of ranks */
export const RANK_CHOICES: readonly { readonly rank: Rank; readonly text: string }[] = RANKS.map((rank) => ({
  rank,
  text: rankWords(rank),
}));
