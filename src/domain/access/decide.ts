/** The one function that reads the policy, and the questions that the rest of Homeward asks of it. */
import type { AgencyKind } from '../child/agency.ts';
import type { Because } from '../chronology/record.ts';
import type { FieldGroup } from './field-groups.ts';
import { POLICY, type Act, type Grant, type Rule } from './policy.ts';
import { isAtLeast, type Rank } from './ranks.ts';
import { ROLES, type Role, type RoleMeaning } from './roles.ts';
import { NO_STANDING, type Standing } from './standing.ts';

/** Who asks: a person, or a system of an agency. @source our judgement: role and agency decide, never the person's name */
export type Actor = {
  readonly agencyCode: string;
  readonly agencyKind: AgencyKind;
  readonly role: Role;
  /** Police rank; none for everybody else. */
  readonly rank?: Rank | null;
};

/** The answer, and why. A refusal is a value; how it is shown is for the page. @source design: a decision is data, with its reason */
export type Decision = {
  readonly allowed: boolean;
  readonly because: Because;
  /** Groups of fields that it opens; none where it is refused. */
  readonly shows: readonly FieldGroup[];
  /** Whether it is allowed of the returns and interviews alone that were given to the agency. */
  readonly onlyGiven: boolean;
};

const LOCAL = 'local policy: src/domain/access/policy.ts';

/**
 * Whether this actor may do this act, of a child to whom the actor stands so.
 * For an act that concerns no child on record, `standing` is left out and not asked for.
 * A bar beats everything; a restriction lets in those it names; broken glass opens what the policy says it opens.
 * @source the policy (`policy.ts`)
 */
export function decide(actor: Actor, act: Act, standing: Standing = NO_STANDING): Decision {
  const rule: Rule = POLICY[act];
  const meaning: RoleMeaning = ROLES[actor.role];
  if (!meaning.agencies.includes(actor.agencyKind)) {
    return refused('role-not-of-agency', `${meaning.title} is not a role of this kind of agency.`, LOCAL);
  }
  const ofRole = rule.grants.filter((grant) => grant.roles.includes(actor.role));
  if (ofRole.length === 0)
    return refused('role-may-not', `${meaning.title}: this role may not. ${rule.sentence}.`, rule.source);
  const ofRank = ofRole.filter(({ rank }) => rank === undefined || isAtLeast(actor.rank ?? null, rank));
  if (ofRank.length === 0)
    return refused('rank-too-low', `This needs the rank of ${ofRole[0]?.rank ?? 'inspector'} or above.`, rule.source);
  const general = ofRank.find(({ as }) => as === null);
  if (general !== undefined) return allowed(rule, meaning, general);
  if (standing.barred) return refused('barred', 'This person may not open this child’s record.', LOCAL);
  const glass = standing.glassBroken ? rule.throughGlass : undefined;
  if (standing.restricted && !standing.named && glass === undefined)
    return refused('not-named', 'The record is restricted to people whom it names.', rule.source);
  const grant =
    glass === 'whatever-relationship'
      ? ofRank[0]
      : ofRank.find(({ as }) => as?.some((relationship) => standing.relationships.includes(relationship)));
  if (grant === undefined) {
    return standing.relationships.length === 0
      ? refused('agency-not-involved', 'The agency is not involved with this child.', rule.source)
      : refused(
          'not-in-this-relationship',
          'The agency’s involvement with this child does not extend to this.',
          rule.source,
        );
  }
  return allowed(rule, meaning, grant);
}

function allowed(rule: Rule, meaning: RoleMeaning, grant: Grant): Decision {
  return {
    allowed: true,
    because: { code: 'allowed', sentence: `${meaning.title}: may. ${rule.sentence}.`, source: rule.source },
    shows: grant.shows ?? [],
    onlyGiven: grant.onlyGiven ?? false,
  };
}

function refused(code: string, sentence: string, source: string): Decision {
  return { allowed: false, because: { code, sentence, source }, shows: [], onlyGiven: false };
}

/** Whether the actor may see a child. @source the policy, see-child */
export function maySeeChild(actor: Actor, standing: Standing): Decision {
  return decide(actor, 'see-child', standing);
}

/** Whether the actor may tell of an absence or a return. @source the policy, tell-of-absence */
export function mayRecordNotification(actor: Actor): Decision {
  return decide(actor, 'tell-of-absence');
}

/** Whether the actor may record the police's review of an open episode. @source the policy, record-risk-review */
export function mayRecordReview(actor: Actor, standing: Standing): Decision {
  return decide(actor, 'record-risk-review', standing);
}

/** Whether the actor may record a return interview. @source the policy, record-interview */
export function mayRecordInterview(actor: Actor, standing: Standing): Decision {
  return decide(actor, 'record-interview', standing);
}

/** Whether the actor may correct what was told of a child. @source the policy, correct-record */
export function mayCorrect(actor: Actor, standing: Standing): Decision {
  return decide(actor, 'correct-record', standing);
}

/** Whether the actor may settle a recording fault. @source the policy, settle-fault */
export function maySettleFault(actor: Actor, standing: Standing): Decision {
  return decide(actor, 'settle-fault', standing);
}

/** Whether the actor may send files. @source the policy, import */
export function mayImport(actor: Actor): Decision {
  return decide(actor, 'import');
}

/** Whether the actor may decide which child a notification is about; the item must also concern the agency. @source the policy, decide-review */
export function mayDecideReview(actor: Actor, concerns: readonly string[]): Decision {
  const decision = decide(actor, 'decide-review');
  if (!decision.allowed || concerns.includes(actor.agencyCode)) return decision;
  return refused(
    'does-not-concern-agency',
    'This notification does not concern the agency.',
    POLICY['decide-review'].source,
  );
}

/**
 * Whether the actor may run a report of an authority. A council reads its own figures; another agency those of the
 * authorities for whose children, or in whose area, it works, as the record shows.
 * @param worksWith codes of the authorities that the actor's agency shares a child with
 * @param act by which the figures are read
 * @source the policy, run-report; relationship, not ownership
 */
export function mayRunReport(
  actor: Actor,
  authority: string,
  worksWith: readonly string[],
  act: 'run-report' | 'see-interview-ledger' = 'run-report',
): Decision {
  const decision = decide(actor, act);
  if (!decision.allowed || actor.agencyCode === authority) return decision;
  if (actor.agencyKind !== 'local-authority' && worksWith.includes(authority)) return decision;
  return refused(
    'not-this-authority',
    'The agency does not work with this authority, so its figures are not shown.',
    POLICY[act].source,
  );
}
